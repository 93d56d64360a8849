//! The file: imports, types, constants, functions, and what is run of them.

use syn::{ImplItem, Item, TraitItem};

use super::Walk;
use crate::lint::form::{Block, Call, Class, ExprKind, Function, Param, Receiver, Span, Spread, Statement};

impl Walk<'_> {
    /// A whole file.
    pub(super) fn file(&mut self, items: &[Item]) {
        self.note(&items.iter().collect::<Vec<_>>());
        let imports = items.iter().any(|item| matches!(item, Item::Use(_)));
        // A piece of code without any leaves them out; macros make names that nobody sees.
        self.unit.names_from_elsewhere |= !imports;
        let mut roots = Vec::new();
        let body = self.block(|walk| walk.items(items, &mut roots));
        let mut body = self.with_crates(body);
        // A function that another one mentions runs when that one does.
        roots.retain(|name| self.mentions.get(name).is_none_or(|by| by.iter().all(|function| function == name)));
        roots.sort_by_key(|name| usize::from(name != "main"));
        for name in roots {
            let run = self.run(&name);
            body.push(run);
        }
        self.unit.body = body;
    }

    /// Statements without a function around them.
    pub(super) fn statements_alone(&mut self, statements: &[syn::Stmt]) {
        let items = super::statements::items_of(statements);
        self.note(&items);
        let imports = items.iter().any(|item| matches!(item, Item::Use(_)));
        self.unit.names_from_elsewhere |= !imports;
        let body = self.block(|walk| walk.statements(statements));
        self.unit.body = self.with_crates(body);
    }

    /// The crates that paths begin with are there without being imported.
    fn with_crates(&mut self, body: Block) -> Block {
        let mut whole: Block = Vec::new();
        for name in std::mem::take(&mut self.crates) {
            self.unit.bound.insert(name.clone());
            whole.push(Statement::Import { path: name.clone(), name, span: Span::default() });
        }
        whole.extend(body);
        whole
    }

    /// Notes what is defined, before it is read.
    pub(super) fn note(&mut self, items: &[&Item]) {
        for item in items {
            let name = match item {
                Item::Use(import) => {
                    self.note_import(&import.tree, "");
                    continue;
                }
                Item::ExternCrate(item) => item.rename.as_ref().map_or(&item.ident, |(_, called)| called),
                Item::Fn(item) => &item.sig.ident,
                Item::Const(item) => &item.ident,
                Item::Static(item) => &item.ident,
                Item::Type(item) => &item.ident,
                Item::Struct(item) => &item.ident,
                Item::Enum(item) => &item.ident,
                Item::Union(item) => &item.ident,
                Item::Trait(item) => {
                    self.note_methods(item.items.iter().filter_map(|item| match item {
                        TraitItem::Fn(method) => Some(&method.sig),
                        _ => None,
                    }));
                    &item.ident
                }
                Item::Impl(item) => {
                    self.note_methods(item.items.iter().filter_map(|item| match item {
                        ImplItem::Fn(method) => Some(&method.sig),
                        _ => None,
                    }));
                    continue;
                }
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.modules.insert(module.ident.to_string());
                        self.note(&items.iter().collect::<Vec<_>>());
                    }
                    self.unit.bound.insert(module.ident.to_string());
                    continue;
                }
                // What a macro defines is seen by nobody.
                Item::Macro(item) if item.ident.is_none() => {
                    self.unit.names_from_elsewhere = true;
                    continue;
                }
                _ => continue,
            };
            let name = name.to_string();
            self.unit.bound.insert(name.clone());
            self.known.insert(name);
        }
    }

    fn note_methods<'m>(&mut self, signatures: impl Iterator<Item = &'m syn::Signature>) {
        self.methods.extend(signatures.filter(|signature| signature.receiver().is_some()).map(|s| s.ident.to_string()));
    }

    /// Runs a function that nothing in the file calls, whatever it is given; what it gives is kept.
    fn run(&mut self, name: &str) -> Statement {
        let callee = self.add(ExprKind::Name(name.to_owned()), Span::default());
        let call = Call { callee, args: Vec::new(), new: false, initializer: Vec::new() };
        let call = self.add(ExprKind::Call(call), Span::default());
        let target = self.add(ExprKind::Name(format!("{name}()")), Span::default());
        let keep = Statement::Assign { target, value: Some(call), append: false, declared: None, declares: true };
        Statement::OneOf { subject: None, branches: vec![vec![keep]], or_none: true }
    }

    /// The items of a file or module: imports and types come first, wherever they stand.
    pub(super) fn items(&mut self, items: &[Item], roots: &mut Vec<String>) {
        for item in items {
            match item {
                Item::Use(import) => self.import(&import.tree, &[]),
                Item::ExternCrate(item) => {
                    let name = item.rename.as_ref().map_or(&item.ident, |(_, called)| called).to_string();
                    let span = self.place(item.ident.span());
                    self.out.push(Statement::Import { name, path: item.ident.to_string(), span });
                }
                _ => {}
            }
        }
        self.types_of(items);
        for item in items {
            match item {
                Item::Const(item) => self.constant(&item.ident, &item.ty, &item.expr),
                Item::Static(item) => self.constant(&item.ident, &item.ty, &item.expr),
                Item::Macro(item) => self.item_macro(&item.mac),
                _ => {}
            }
        }
        for item in items {
            match item {
                Item::Fn(item) => {
                    let name = item.sig.ident.to_string();
                    let around = self.enter_tests(&item.attrs);
                    self.named_function(&item.sig, &item.block);
                    self.for_tests = around;
                    roots.push(name);
                }
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        let around = self.enter_tests(&module.attrs);
                        self.in_modules += 1;
                        self.items(items, roots);
                        self.in_modules -= 1;
                        self.for_tests = around;
                    }
                }
                _ => {}
            }
        }
    }

    /// An item among statements.
    pub(super) fn local_item(&mut self, item: &Item) {
        match item {
            Item::Use(_) | Item::ExternCrate(_) => self.items(std::slice::from_ref(item), &mut Vec::new()),
            Item::Fn(item) => self.named_function(&item.sig, &item.block),
            _ => self.items(std::slice::from_ref(item), &mut Vec::new()),
        }
    }

    /// What is for tests alone says so in an attribute; what held around it.
    fn enter_tests(&mut self, attributes: &[syn::Attribute]) -> Option<Span> {
        let around = self.for_tests;
        let own = attributes.iter().find_map(|attribute| {
            let last = attribute.path().segments.last()?;
            let configured = last.ident == "cfg"
                && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "test");
            let span = attribute.bracket_token.span.join();
            (configured || last.ident == "test").then(|| self.place(span))
        });
        self.for_tests = own.or(around);
        around
    }

    fn named_function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let name = signature.ident.to_string();
        self.unit.bound.insert(name.clone());
        let around = std::mem::replace(&mut self.function, name);
        let function = self.function(signature, block);
        self.function = around;
        let id = self.unit.add_function(function);
        self.out.push(Statement::Function(id));
    }

    pub(super) fn constant(&mut self, ident: &syn::Ident, declared: &syn::Type, value: &syn::Expr) {
        let declared = self.type_name(declared);
        let value = self.expression_of(value, declared.as_deref());
        let span = self.place(ident.span());
        self.unit.bound.insert(ident.to_string());
        let target = self.add(ExprKind::Name(ident.to_string()), span);
        self.out.push(Statement::Assign { target, value: Some(value), append: false, declared, declares: true });
    }

    /// Structs, enums and traits, with the methods that stand in `impl`s.
    fn types_of(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Struct(item) => {
                    let fields = self.block(|walk| walk.fields(&item.fields));
                    let span = self.place(item.ident.span());
                    let id = self.class(&item.ident.to_string(), span);
                    let class = self.unit.class_mut(id);
                    class.fields = fields;
                    if matches!(item.fields, syn::Fields::Unit) {
                        self.units.insert(item.ident.to_string());
                    }
                    if matches!(item.fields, syn::Fields::Unnamed(_)) {
                        self.tuple_struct(id, item.fields.len());
                    }
                }
                Item::Enum(item) => {
                    let span = self.place(item.ident.span());
                    self.class(&item.ident.to_string(), span);
                }
                Item::Trait(item) => {
                    let span = self.place(item.ident.span());
                    let name = item.ident.to_string();
                    self.class(&name, span);
                    for member in &item.items {
                        if let TraitItem::Fn(syn::TraitItemFn { sig, default: Some(block), .. }) = member {
                            self.method(&name, sig, block);
                        }
                    }
                }
                _ => {}
            }
        }
        for item in items {
            let Item::Impl(item) = item else { continue };
            let Some(name) = self.type_name(&item.self_ty) else { continue };
            let name = name.rsplit('.').next().unwrap_or_default().to_owned();
            let span = self.place(item.impl_token.span);
            // Of a type from elsewhere: its methods are read under a name of their own.
            let name =
                if self.classes.contains_key(&name) || !self.known.contains(&name) { name } else { format!("{name}'") };
            let id = self.class(&name, span);
            if let Some((_, path, _)) = &item.trait_ {
                let base = self.path(None, path);
                self.unit.class_mut(id).bases.push(base);
            }
            for member in &item.items {
                match member {
                    ImplItem::Fn(method) => self.method(&name, &method.sig, &method.block),
                    ImplItem::Const(constant) => {
                        let within = self.within.replace(name.clone());
                        let body = self.block(|walk| walk.constant(&constant.ident, &constant.ty, &constant.expr));
                        self.within = within;
                        self.unit.class_mut(id).body.extend(body);
                    }
                    _ => {}
                }
            }
        }
    }

    /// The class of that name, made where it is not there yet.
    fn class(&mut self, name: &str, span: Span) -> crate::lint::form::ClassId {
        if let Some(id) = self.classes.get(name) {
            return *id;
        }
        let class = Class { name: Some(name.to_owned()), span, open: true, constructor: MADE, ..Class::default() };
        let id = self.unit.add_class(class);
        self.classes.insert(name.to_owned(), id);
        self.unit.bound.insert(name.to_owned());
        self.known.insert(name.to_owned());
        self.out.push(Statement::Class(id));
        id
    }

    /// Fields by their declared types: what they are before anything else is known.
    fn fields(&mut self, fields: &syn::Fields) {
        for (index, field) in fields.iter().enumerate() {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            let span = field.ident.as_ref().map_or_else(Span::default, |ident| self.place(ident.span()));
            let declared = self.type_name(&field.ty);
            let target = self.add(ExprKind::Name(name), span);
            self.out.push(Statement::Assign { target, value: None, append: false, declared, declares: true });
        }
    }

    /// `Name(value)` keeps its values under their numbers.
    pub(super) fn tuple_struct(&mut self, class: crate::lint::form::ClassId, count: usize) {
        let span = self.unit.class(class).span;
        let param =
            |name: String| Param { name, span, default: None, declared: None, takes: Spread::No, pattern: None };
        let mut body = Vec::new();
        for index in 0..count {
            let object = self.add(ExprKind::This, span);
            let target = self.add(ExprKind::Member { object, name: index.to_string(), name_span: span }, span);
            let value = Some(self.add(ExprKind::Name(format!("_{index}")), span));
            body.push(Statement::Assign { target, value, append: false, declared: None, declares: false });
        }
        let function = Function {
            name: Some(MADE.into()),
            span,
            params: (0..count).map(|index| param(format!("_{index}"))).collect(),
            body,
            receiver: Receiver::This,
            ..Function::default()
        };
        let id = self.unit.add_function(function);
        self.unit.class_mut(class).methods.push(id);
    }
}

/// The constructor of a struct without names for its fields.
const MADE: &str = "(made)";
