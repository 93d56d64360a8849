//! Calls of methods.

use syn::Expr;

use super::Walk;
use crate::lint::form::{ExprId, ExprKind, Span, Statement};

/// Methods that give what they are called on, as far as rules care.
const SAME: &[&str] = &[
    "unwrap",
    "expect",
    "context",
    "with_context",
    "map_err",
    "wrap_err",
    "wrap_err_with",
    "change_context",
    "ok_or",
    "ok_or_else",
    "or_fail",
    "as_ref",
    "as_mut",
    "as_deref",
    "as_deref_mut",
    "as_str",
    "as_mut_str",
    "as_bytes",
    "as_slice",
    "to_str",
    "to_string_lossy",
    "to_string",
    "to_owned",
    "to_vec",
    "into",
    "into_owned",
    "into_string",
    "into_boxed_str",
    "into_inner",
    "into_bytes",
    "try_into",
    "borrow",
    "borrow_mut",
    "deref",
    "trim",
    "trim_end",
    "trim_start",
    "iter",
    "iter_mut",
    "into_iter",
    "collect",
    "cloned",
    "copied",
    "lock",
    "instrument",
    "boxed",
    "leak",
    "by_ref",
    "inspect",
    "inspect_err",
    "expose_secret",
    "await",
    "load_full",
    "as_os_str",
    "compat",
];

/// Of these only where they are given nothing: others have them too, with arguments.
const SAME_WITHOUT: &[&str] = &["read", "write", "load", "get", "take", "flatten"];

impl Walk<'_> {
    pub(super) fn method_call(&mut self, call: &syn::ExprMethodCall) -> ExprId {
        let name = call.method.to_string();
        let name_span = self.place(call.method.span());
        let end = self.place(call.paren_token.span.close());
        let own = self.methods.contains(&name);
        if !own && let Some(value) = self.known_method(call, &name, name_span, end) {
            return value;
        }
        let object = self.expression(&call.receiver);
        let span = self.span_of(object).join(end);
        let callee = self.add(ExprKind::Member { object, name, name_span }, Span::new(span.start, name_span.end));
        let args = call.args.iter().map(|arg| self.expression(arg)).collect();
        self.call_of(callee, args, span)
    }

    fn known_method(&mut self, call: &syn::ExprMethodCall, name: &str, name_span: Span, end: Span) -> Option<ExprId> {
        if SAME.contains(&name) || SAME_WITHOUT.contains(&name) && call.args.is_empty() {
            return Some(self.same_value(call, end));
        }
        let value = match (name, call.args.len()) {
            ("clone" | "ok" | "unwrap_or_default", 0) => {
                let object = self.expression(&call.receiver);
                let span = self.span_of(object).join(end);
                self.called(&format!("{{{name}}}"), name_span, vec![object], span)
            }
            ("map" | "and_then", 1) => {
                let (object, function) = (self.expression(&call.receiver), self.expression(&call.args[0]));
                let span = self.span_of(object).join(end);
                self.called("{map}", name_span, vec![object, function], span)
            }
            ("unwrap_or" | "or", 1) => {
                let (object, other) = (self.expression(&call.receiver), self.expression(&call.args[0]));
                let span = self.span_of(object).join(end);
                self.add(ExprKind::Else(object, other), span)
            }
            ("unwrap_or_else" | "or_else", 1) => {
                let (object, function) = (self.expression(&call.receiver), self.expression(&call.args[0]));
                let span = self.span_of(object).join(end);
                let other = self.call_of(function, Vec::new(), self.span_of(function));
                self.add(ExprKind::Else(object, other), span)
            }
            ("map_or", 2) => {
                let object = self.expression(&call.receiver);
                let (other, function) = (self.expression(&call.args[0]), self.expression(&call.args[1]));
                let span = self.span_of(object).join(end);
                let mapped = self.called("{map}", name_span, vec![object, function], span);
                self.add(ExprKind::Else(mapped, other), span)
            }
            ("get_or_init" | "get_or_try_init" | "get_or_insert_with" | "call_once", 1) => {
                let function = self.expression(&call.args[0]);
                let span = self.span_of(function).join(end);
                let value = self.call_of(function, Vec::new(), span);
                self.add(ExprKind::Await(value), span)
            }
            ("push_str", 1) => {
                let value = self.expression(&call.args[0]);
                self.assign(&call.receiver, value, true)
            }
            ("push", 1) if matches!(&call.args[0], Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Char(_))) => {
                let value = self.expression(&call.args[0]);
                self.assign(&call.receiver, value, true)
            }
            ("parse", 0) => self.parse(call, name_span, end),
            // How often it is split at most comes before the separator.
            ("splitn" | "rsplitn", 2) => {
                let object = self.expression(&call.receiver);
                let span = self.span_of(object).join(end);
                let callee = self.add(ExprKind::Member { object, name: "split".into(), name_span }, name_span);
                let separator = self.expression(&call.args[1]);
                self.call_of(callee, vec![separator], span)
            }
            _ => return None,
        };
        Some(value)
    }

    /// `text.parse::<Type>()`
    fn parse(&mut self, call: &syn::ExprMethodCall, name_span: Span, end: Span) -> ExprId {
        let expected = self.expected.take();
        let written = call.turbofish.as_ref().and_then(|turbofish| match turbofish.args.first() {
            Some(syn::GenericArgument::Type(syn::Type::Path(path))) => Some(&path.path),
            _ => None,
        });
        let object = self.expression(&call.receiver);
        let span = self.span_of(object).join(end);
        let of_type = match (written, expected) {
            (Some(path), _) if is_type(&path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default()) => {
                Some(self.path(None, path))
            }
            (None, Some(name)) if is_type(name.rsplit('.').next().unwrap_or_default()) => {
                let mut parts = name.split('.');
                let first = parts.next().unwrap_or_default().to_owned();
                let first = self.name(&first, name_span);
                Some(parts.fold(first, |object, part| {
                    self.add(ExprKind::Member { object, name: part.to_owned(), name_span }, name_span)
                }))
            }
            _ => None,
        };
        match of_type {
            Some(of_type) => {
                let kind = ExprKind::Member { object: of_type, name: "from_str".into(), name_span };
                let callee = self.add(kind, name_span);
                self.call_of(callee, vec![object], span)
            }
            None => self.called("{parse}", name_span, vec![object], span),
        }
    }

    /// What a method is called on, and what is said where it is not there.
    fn same_value(&mut self, call: &syn::ExprMethodCall, end: Span) -> ExprId {
        let object = self.expression(&call.receiver);
        let span = self.span_of(object).join(end);
        let Some(said) = call.args.first().filter(|said| !is_plain(said)) else {
            if call.method == "unwrap" || call.method == "expect" || call.method.to_string().starts_with("ok_or") {
                return self.there(object, end);
            }
            return self.add(ExprKind::Same(object), span);
        };
        let kept = self.keep(object);
        let otherwise = self.block(|walk| {
            let said = walk.expression(said);
            let is_function = matches!(walk.unit.expr(said).kind, ExprKind::Function(_));
            let said = if is_function { walk.call_of(said, Vec::new(), walk.span_of(said)) } else { said };
            walk.out.push(Statement::Leave(Some(said)));
        });
        self.out.push(Statement::If { condition: kept, then: Vec::new(), otherwise });
        self.add(ExprKind::Same(kept), span)
    }
}

/// Whether what is said of an error is a text of its own, or the name of a variant.
fn is_plain(said: &Expr) -> bool {
    match said {
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Reference(inner) => is_plain(&inner.expr),
        Expr::Closure(closure) => is_plain(&closure.body),
        _ => false,
    }
}

/// Whether a name is that of a type other than a number or a text.
fn is_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name != "String"
}
