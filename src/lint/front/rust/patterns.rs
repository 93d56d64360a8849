//! Patterns: what they bind, and what a value is compared with.

use syn::Pat;

use super::Walk;
use crate::lint::form::{ExprId, ExprKind, Span, Statement};

impl Walk<'_> {
    /// Binds what a pattern names to parts of a value.
    pub(super) fn bind(&mut self, pattern: &Pat, value: ExprId) {
        if let Some((name, span)) = self.bound_name(pattern) {
            let target = self.add(ExprKind::Name(name), span);
            self.out.push(Statement::Assign {
                target,
                value: Some(value),
                append: false,
                declared: None,
                declares: true,
            });
            if let Pat::Ident(ident) = pattern
                && let Some((_, inner)) = &ident.subpat
            {
                self.bind(inner, target);
            }
            return;
        }
        match pattern {
            Pat::Wild(_) => self.out.push(Statement::Expr(value)),
            Pat::Reference(inner) => self.bind(&inner.pat, value),
            Pat::Paren(inner) => self.bind(&inner.pat, value),
            Pat::Type(inner) => self.bind(&inner.pat, value),
            Pat::Or(cases) => {
                if let Some(first) = cases.cases.first() {
                    self.bind(first, value);
                }
            }
            Pat::TupleStruct(inner) => {
                let variant = inner.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
                match (variant.as_str(), inner.elems.len()) {
                    ("Some" | "Ok", 1) => self.bind(&inner.elems[0], value),
                    ("Err", 1) => {
                        let span = self.pattern_span(pattern);
                        let error = self.opaque(Vec::new(), span);
                        self.bind(&inner.elems[0], error);
                    }
                    _ => {
                        let kept = self.keep(value);
                        for (index, element) in inner.elems.iter().enumerate() {
                            let part = self.element(kept, index);
                            self.bind(element, part);
                        }
                    }
                }
            }
            Pat::Tuple(tuple) => self.bind_elements(&tuple.elems, value),
            Pat::Slice(slice) => self.bind_elements(&slice.elems, value),
            Pat::Struct(inner) => {
                let kept = self.keep(value);
                for field in &inner.fields {
                    let syn::Member::Named(ident) = &field.member else { continue };
                    let span = self.place(ident.span());
                    let kind = ExprKind::Member { object: kept, name: ident.to_string(), name_span: span };
                    let part = self.add(kind, span);
                    self.bind(&field.pat, part);
                }
            }
            _ => {}
        }
    }

    fn bind_elements<P>(&mut self, elements: &syn::punctuated::Punctuated<Pat, P>, value: ExprId) {
        let kept = self.keep(value);
        let mut index = 0;
        for element in elements {
            if matches!(element, Pat::Rest(_)) {
                break;
            }
            let part = self.element(kept, index);
            self.bind(element, part);
            index += 1;
        }
        // Behind `..` nothing is known of the place.
        for element in elements.iter().skip(index + 1) {
            let span = self.pattern_span(element);
            let part = self.opaque(vec![kept], span);
            self.bind(element, part);
        }
    }

    /// `value.0`, `value[0]`
    pub(super) fn element(&mut self, object: ExprId, index: usize) -> ExprId {
        let span = self.span_of(object);
        let index = self.add(ExprKind::Number(index.to_string()), span);
        self.add(ExprKind::Index { object, index }, span)
    }

    /// The one name that a pattern binds to the whole value, as the form calls it, and its place.
    pub(super) fn bound_name(&mut self, pattern: &Pat) -> Option<(String, Span)> {
        match pattern {
            Pat::Ident(ident) => {
                let name = ident.ident.to_string();
                // `None`, a constant: compared with, not bound.
                if name.starts_with(char::is_uppercase) && ident.mutability.is_none() && ident.by_ref.is_none() {
                    return None;
                }
                self.unit.bound.insert(name.clone());
                let called = self.scopes.bind(&name);
                self.unit.bound.insert(called.clone());
                Some((called, self.place(ident.ident.span())))
            }
            Pat::Paren(inner) => self.bound_name(&inner.pat),
            Pat::Reference(inner) => self.bound_name(&inner.pat),
            Pat::Type(inner) => self.bound_name(&inner.pat),
            _ => None,
        }
    }

    /// Literals and paths that a value is compared with.
    pub(super) fn pattern_values(&mut self, pattern: &Pat) -> Vec<ExprId> {
        match pattern {
            Pat::Lit(literal) => vec![self.literal(&literal.lit)],
            Pat::Path(path) => vec![self.path(path.qself.as_ref(), &path.path)],
            Pat::Or(cases) => cases.cases.iter().flat_map(|case| self.pattern_values(case)).collect(),
            Pat::Paren(inner) => self.pattern_values(&inner.pat),
            Pat::Reference(inner) => self.pattern_values(&inner.pat),
            Pat::TupleStruct(inner) => inner.elems.iter().flat_map(|element| self.pattern_values(element)).collect(),
            Pat::Tuple(inner) => inner.elems.iter().flat_map(|element| self.pattern_values(element)).collect(),
            _ => Vec::new(),
        }
    }

    /// Where a pattern stands.
    pub(super) fn pattern_span(&self, pattern: &Pat) -> Span {
        let of = |path: &syn::Path| {
            let first = path.segments.first().map(|segment| self.place(segment.ident.span())).unwrap_or_default();
            path.segments.last().map_or(first, |segment| first.join(self.place(segment.ident.span())))
        };
        match pattern {
            Pat::Ident(ident) => self.place(ident.ident.span()),
            Pat::Lit(literal) => self.place(literal.lit.span()),
            Pat::Path(path) => of(&path.path),
            Pat::TupleStruct(inner) => of(&inner.path).join(self.place(inner.paren_token.span.close())),
            Pat::Struct(inner) => of(&inner.path).join(self.place(inner.brace_token.span.close())),
            Pat::Tuple(inner) => self.place(inner.paren_token.span.join()),
            Pat::Slice(inner) => self.place(inner.bracket_token.span.join()),
            Pat::Wild(inner) => self.place(inner.underscore_token.span),
            Pat::Paren(inner) => self.pattern_span(&inner.pat),
            Pat::Reference(inner) => self.pattern_span(&inner.pat),
            Pat::Type(inner) => self.pattern_span(&inner.pat),
            Pat::Or(cases) => {
                let mut spans = cases.cases.iter().map(|case| self.pattern_span(case));
                let first = spans.next().unwrap_or_default();
                spans.fold(first, Span::join)
            }
            _ => Span::default(),
        }
    }
}
