//! Calls of functions by their path.

use syn::Expr;

use super::Walk;
use crate::lint::form::{Entry, ExprId, ExprKind, Span, Statement};

impl Walk<'_> {
    /// Whether an expression names that variant or function.
    pub(super) fn is_variant(&self, value: &Expr, name: &str) -> bool {
        matches!(value, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
    }

    pub(super) fn call(&mut self, call: &syn::ExprCall) -> ExprId {
        let end = self.place(call.paren_token.span.close());
        if let Expr::Path(path) = &*call.func {
            let begin = path.path.segments.first().map_or(end, |first| self.place(first.ident.span()));
            if let Some(value) = self.known_call(&path.path, call, begin.join(end)) {
                return value;
            }
        }
        let callee = self.expression(&call.func);
        let args = call.args.iter().map(|arg| self.expression(arg)).collect();
        let span = self.span_of(callee).join(end);
        self.call_of(callee, args, span)
    }

    /// Calls of the language itself that give what they are given, or a container for it.
    fn known_call(&mut self, path: &syn::Path, call: &syn::ExprCall, span: Span) -> Option<ExprId> {
        let mut names = path.segments.iter().rev().map(|segment| segment.ident.to_string());
        let last = names.next()?;
        let kind = names.next().unwrap_or_default();
        let args = &call.args;
        let plain = kind.is_empty() && !self.known.contains(&last);
        let own = self.classes.contains_key(&kind);
        match (kind.as_str(), last.as_str(), args.len()) {
            ("" | "Option" | "Result", "Some" | "Ok", 1) if plain || !kind.is_empty() => {
                let value = self.expression(&args[0]);
                Some(self.add(ExprKind::Same(value), span))
            }
            ("" | "Result", "Err", 1) => {
                let value = self.expression(&args[0]);
                Some(self.opaque(vec![value], span))
            }
            (kind, "new" | "pin" | "from" | "Borrowed" | "Owned", 1) if !own && is_container(kind) => {
                let value = self.expression(&args[0]);
                if is_lazy(kind) {
                    return Some(self.call_of(value, Vec::new(), span));
                }
                Some(self.add(ExprKind::Same(value), span))
            }
            // A copy, whatever it is of.
            (kind, "clone", 1) if !kind.is_empty() => {
                // The type has to be there.
                let of = self.path(None, path);
                self.out.push(Statement::Expr(of));
                let value = self.expression(&args[0]);
                let name_span = self.place(path.segments.last()?.ident.span());
                Some(self.called("{clone}", name_span, vec![value], span))
            }
            ("Vec" | "VecDeque", "new", 0) | ("Vec", "with_capacity", 1) => {
                Some(self.add(ExprKind::List(Vec::new()), span))
            }
            ("String", "new", 0) | ("String", "with_capacity", 1) => Some(self.add(ExprKind::Join(Vec::new()), span)),
            ("HashMap" | "BTreeMap" | "IndexMap", "new", 0) => Some(self.add(ExprKind::Object(Vec::new()), span)),
            ("HashMap" | "BTreeMap" | "IndexMap", "from", 1) => {
                let Expr::Array(array) = &args[0] else { return None };
                let mut entries = Vec::new();
                for pair in &array.elems {
                    let Expr::Tuple(pair) = pair else { return None };
                    let (Some(key), Some(value)) = (pair.elems.get(0), pair.elems.get(1)) else { return None };
                    let place = self.place(pair.paren_token.span.join());
                    let (key, value) = (self.expression(key), self.expression(value));
                    entries.push(Entry::Pair { key, value, span: place });
                }
                Some(self.add(ExprKind::Object(entries), span))
            }
            _ => None,
        }
    }
}

fn is_lazy(kind: &str) -> bool {
    matches!(kind, "LazyLock" | "Lazy" | "LazyCell")
}

/// Types of which only what is in them counts.
fn is_container(kind: &str) -> bool {
    is_lazy(kind)
        || matches!(
            kind,
            "Box"
                | "Arc"
                | "Rc"
                | "Mutex"
                | "RwLock"
                | "RefCell"
                | "Cell"
                | "Cow"
                | "Pin"
                | "String"
                | "OsString"
                | "ArcSwap"
        )
}
