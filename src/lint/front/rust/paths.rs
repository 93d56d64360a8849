//! Paths, names, imports.

use super::Walk;
use crate::lint::form::{ExprId, ExprKind, Span, Statement};

impl Walk<'_> {
    /// A name as an expression.
    pub(super) fn name(&mut self, name: &str, span: Span) -> ExprId {
        if name == "self" {
            return self.add(ExprKind::This, span);
        }
        if name == "Self"
            && let Some(class) = self.within.clone()
        {
            return self.add(ExprKind::Name(class), span);
        }
        let called = match self.scopes.resolve(name) {
            Some(called) => called.to_owned(),
            None => {
                self.mentions.entry(name.to_owned()).or_default().insert(self.function.clone());
                name.to_owned()
            }
        };
        self.add(ExprKind::Name(called), span)
    }

    /// `a::b::c`
    pub(super) fn path(&mut self, qself: Option<&syn::QSelf>, path: &syn::Path) -> ExprId {
        let mut names: Vec<(String, Span)> =
            path.segments.iter().map(|segment| (segment.ident.to_string(), self.place(segment.ident.span()))).collect();
        let begin = names.first().map_or_else(Span::default, |(_, span)| *span);
        if let Some(qself) = qself {
            // `<Type as Trait>::name`: the type's own.
            let rest: Vec<_> = names.split_off(qself.position.min(names.len()));
            let Some(name) = self.type_name(&qself.ty) else { return self.opaque(Vec::new(), begin) };
            let begin = rest.first().map_or(begin, |(_, span)| *span);
            names = name.split('.').map(|part| (part.to_owned(), begin)).chain(rest).collect();
        }
        let mut parts: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
        let taken = self.local_part(&mut parts);
        names.drain(..taken);
        let whole = names.len() == 1 && taken == 0;
        if let Some((name, span)) = names.first()
            && whole
        {
            return match name.as_str() {
                "None" => self.add(ExprKind::Null, *span),
                _ => self.name(&name.clone(), *span),
            };
        }
        self.note_crate(&parts);
        let mut names = names.into_iter();
        let Some((first, span)) = names.next() else { return self.opaque(Vec::new(), begin) };
        // Nothing of this crate that stands in another file is known.
        let elsewhere = taken > 0 && !self.known.contains(&first);
        let mut object = if elsewhere { self.opaque(Vec::new(), span) } else { self.name(&first, span) };
        for (name, name_span) in names {
            let kind = ExprKind::Member { object, name, name_span };
            object = self.add(kind, begin.join(name_span));
        }
        object
    }

    /// `use a::{b, c as d, e::*};`
    pub(super) fn import(&mut self, tree: &syn::UseTree, before: &[String]) {
        match tree {
            syn::UseTree::Path(path) => {
                let mut parts = before.to_vec();
                parts.push(path.ident.to_string());
                self.import(&path.tree, &parts);
            }
            syn::UseTree::Name(name) => self.import_name(&name.ident, &name.ident, before),
            syn::UseTree::Rename(rename) => self.import_name(&rename.ident, &rename.rename, before),
            syn::UseTree::Glob(_) => {
                let mut parts = before.to_vec();
                let taken = self.local_part_of_import(&mut parts);
                // `use super::*` in a module that stands in the file.
                let own = self.in_modules > 0 && before == ["super"];
                if !own {
                    self.unit.names_from_elsewhere = true;
                }
                if taken == 0 {
                    self.unit.wildcards.push(parts.join("."));
                }
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, before);
                }
            }
        }
    }

    fn local_part_of_import(&self, parts: &mut Vec<String>) -> usize {
        let mut taken = 0;
        while !parts.is_empty()
            && (matches!(parts[0].as_str(), "crate" | "self" | "super") || self.modules.contains(&parts[0]))
        {
            parts.remove(0);
            taken += 1;
        }
        taken
    }

    fn import_name(&mut self, ident: &syn::Ident, called: &syn::Ident, before: &[String]) {
        let mut parts = before.to_vec();
        // `use a::b::{self}`
        if ident != "self" {
            parts.push(ident.to_string());
        }
        let name = if called == "self" { parts.last().cloned().unwrap_or_default() } else { called.to_string() };
        if name == "_" || name.is_empty() {
            return;
        }
        let taken = self.local_part_of_import(&mut parts);
        self.unit.bound.insert(name.clone());
        // Something of this crate: of this file it is known by its name already, of another file nothing is known.
        if taken > 0 {
            if parts.len() == 1 && parts[0] != name && self.known.contains(&parts[0]) {
                let span = self.place(called.span());
                let value = self.name(&parts[0].clone(), span);
                self.set(&name, value, span);
            }
            return;
        }
        let span = self.place(called.span());
        self.out.push(Statement::Import { name, path: parts.join("."), span });
    }

    /// The names that an import brings in.
    pub(super) fn note_import(&mut self, tree: &syn::UseTree, last: &str) {
        match tree {
            syn::UseTree::Path(path) => self.note_import(&path.tree, &path.ident.to_string()),
            syn::UseTree::Name(name) => {
                let name = if name.ident == "self" { last.to_owned() } else { name.ident.to_string() };
                self.known.insert(name);
            }
            syn::UseTree::Rename(rename) => {
                self.known.insert(rename.rename.to_string());
            }
            syn::UseTree::Glob(_) => {}
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.note_import(tree, last)),
        }
    }
}
