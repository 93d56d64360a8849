//! Calls of functions, methods and classes, and their arguments.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{Arg, Call, Entry, ExprId, ExprKind, Span, Spread};
use crate::lint::front::lower::{Lower, children, field, opaque};

impl Walk<'_> {
    fn arguments(&mut self, node: Option<Node<'_>>) -> Vec<Arg> {
        let mut args = Vec::new();
        for child in node.map(children).unwrap_or_default() {
            if child.kind() != "argument" {
                if child.is_error() {
                    let value = self.expression(child);
                    args.push(Arg { name: None, value, spread: Spread::No, span: self.low.span(child) });
                }
                continue;
            }
            let span = self.low.span(child);
            let named = field(child, "name");
            let name = named.map(|name| (self.low.text(name).to_owned(), self.low.span(name)));
            let Some(inner) = children(child).into_iter().rfind(|inner| Some(*inner) != named) else { continue };
            let spread = if inner.kind() == "variadic_unpacking" { Spread::List } else { Spread::No };
            let value = self.expression(inner);
            args.push(Arg { name, value, spread, span });
        }
        args
    }

    pub(super) fn call_of(&mut self, callee: ExprId, args: Vec<Arg>, new: bool, node: Node<'_>) -> ExprId {
        self.low.add(ExprKind::Call(Call { callee, args, new, initializer: Vec::new() }), node)
    }

    /// A word of the language that works like a function: `print`, `echo`.
    pub(super) fn named_call(&mut self, name: &str, node: Node<'_>) -> ExprId {
        let args = children(node)
            .into_iter()
            .flat_map(|child| if child.kind() == "sequence_expression" { flat(child) } else { vec![child] })
            .map(|child| Arg {
                name: None,
                span: self.low.span(child),
                value: self.expression(child),
                spread: Spread::No,
            })
            .collect();
        let callee = self.low.add(ExprKind::Name(name.to_owned()), node);
        self.call_of(callee, args, false, node)
    }

    pub(super) fn call(&mut self, node: Node<'_>) -> ExprId {
        let Some(function) = field(node, "function") else { return opaque(self, node) };
        let args_node = field(node, "arguments");
        // `f(...)` is the function itself.
        if args_node
            .map(children)
            .is_some_and(|args| matches!(args[..], [only] if only.kind() == "variadic_placeholder"))
        {
            return self.expression(function);
        }
        let name = self.low.text(function).trim_start_matches('\\').to_owned();
        let given: Vec<Node<'_>> = args_node
            .map(children)
            .unwrap_or_default()
            .into_iter()
            .filter(|child| child.kind() == "argument")
            .filter_map(|child| children(child).last().copied())
            .collect();
        match (name.as_str(), given.as_slice()) {
            // The object is one of the arguments.
            ("str_replace" | "str_ireplace" | "preg_replace", [_, _, subject, ..]) => {
                return self.turned(node, &name, *subject, 2);
            }
            ("explode" | "preg_split" | "mb_split", [_, subject, ..]) => return self.turned(node, &name, *subject, 1),
            ("curl_setopt_array" | "array_push" | "strtok", [subject, ..]) => {
                return self.turned(node, &name, *subject, 0);
            }
            ("curl_setopt", [handle, option, value]) => {
                let (object, value) = (self.expression(*handle), self.expression(*value));
                let index = self.key(*option);
                let target = self.low.add(ExprKind::Index { object, index }, node);
                return self.low.add(ExprKind::Assign { target, value, append: false }, node);
            }
            // What is found is put into a variable.
            ("preg_match" | "preg_match_all", [_, subject, found, ..]) => {
                self.low.binds_all(*found, "variable_name");
                return self.filled(node, *subject, *found);
            }
            ("parse_str", [subject, found]) => {
                self.low.binds_all(*found, "variable_name");
                return self.query_taken_apart(node, *subject, *found);
            }
            ("define", [constant, value]) if constant.kind() == "string" => {
                let text = self.low.text(*constant).trim_matches(['\'', '"']).to_owned();
                self.low.binds(&text);
                let value = self.expression(*value);
                let target = self.low.add(ExprKind::Name(text), *constant);
                return self.low.add(ExprKind::Assign { target, value, append: false }, node);
            }
            ("constant", [constant]) if constant.kind() == "string" => {
                let text = self.low.text(*constant).trim_matches(['\'', '"']).to_owned();
                return self.low.add(ExprKind::Name(text), *constant);
            }
            // `call_user_func('f', ...)`, `call_user_func($f, ...)`
            ("call_user_func", [function, ..]) => {
                let callee = self.callable(*function);
                let mut args = self.arguments(args_node);
                args.remove(0);
                return self.call_of(callee, args, false, node);
            }
            ("compact", _) => return self.compact(node, &given),
            _ => {}
        }
        if matches!(name.as_str(), "extract" | "eval") {
            self.low.unit.names_from_elsewhere = true;
        }
        let callee = match function.kind() {
            "qualified_name" if !name.contains('\\') => self.low.add(ExprKind::Name(name), function),
            _ => self.expression(function),
        };
        let args = self.arguments(args_node);
        self.call_of(callee, args, false, node)
    }

    /// A function named by a text, or a function.
    fn callable(&mut self, node: Node<'_>) -> ExprId {
        if node.kind() == "string" {
            let name = self.low.text(node).trim_matches('\'').to_owned();
            return self.low.add(ExprKind::Name(name), node);
        }
        self.expression(node)
    }

    /// `compact('a', 'b')`
    fn compact(&mut self, node: Node<'_>, given: &[Node<'_>]) -> ExprId {
        let mut entries = Vec::new();
        for name in given {
            let (text, span) = (self.low.text(*name).trim_matches(['\'', '"']).to_owned(), self.low.span(*name));
            let key = self.low.add_text(text.clone(), span);
            let value = self.low.add(ExprKind::Name(format!("${text}")), *name);
            entries.push(Entry::Pair { key, value, span });
        }
        self.low.add(ExprKind::Object(entries), node)
    }

    /// A function that works on its argument number `at`, as a method of that one.
    fn turned(&mut self, node: Node<'_>, name: &str, subject: Node<'_>, at: usize) -> ExprId {
        let object = self.expression(subject);
        let mut args = self.arguments(field(node, "arguments"));
        if at < args.len() {
            args.remove(at);
        }
        let name_span = field(node, "function").map_or_else(|| self.low.span(node), |name| self.low.span(name));
        let callee = self.low.add(ExprKind::Member { object, name: name.to_owned(), name_span }, node);
        self.call_of(callee, args, false, node)
    }

    /// `preg_match($pattern, $subject, $found)`
    fn filled(&mut self, node: Node<'_>, subject: Node<'_>, found: Node<'_>) -> ExprId {
        let subject = self.expression(subject);
        let value = self.low.add(ExprKind::Opaque(vec![subject]), node);
        let target = self.expression(found);
        let set = self.low.add(ExprKind::Assign { target, value, append: false }, node);
        self.low.add(ExprKind::Test(vec![set]), node)
    }

    /// `parse_str($subject, $found)` splits at `&`.
    fn query_taken_apart(&mut self, node: Node<'_>, subject: Node<'_>, found: Node<'_>) -> ExprId {
        let span = self.low.span(node);
        let object = self.expression(subject);
        let (separator, name) = (self.low.add_text("&", span), "explode".to_owned());
        let callee = self.low.add(ExprKind::Member { object, name, name_span: span }, node);
        let args = vec![Arg { name: None, value: separator, spread: Spread::No, span }];
        let value = self.call_of(callee, args, false, node);
        let target = self.expression(found);
        let set = self.low.add(ExprKind::Assign { target, value, append: false }, node);
        self.low.add(ExprKind::Test(vec![set]), node)
    }

    pub(super) fn method_call(&mut self, node: Node<'_>) -> ExprId {
        let (Some(object), Some(name)) = (field(node, "object"), field(node, "name")) else {
            return opaque(self, node);
        };
        let object = self.expression(object);
        let callee = if name.kind() == "name" {
            let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
            let at = Span::new(node.start_byte(), name_span.end);
            self.low.unit.add(ExprKind::Member { object, name, name_span }, at)
        } else {
            let name = self.expression(name);
            self.low.add(ExprKind::Opaque(vec![object, name]), node)
        };
        let args = self.arguments(field(node, "arguments"));
        self.call_of(callee, args, false, node)
    }

    pub(super) fn static_call(&mut self, node: Node<'_>) -> ExprId {
        let (Some(scope), Some(name)) = (field(node, "scope"), field(node, "name")) else { return opaque(self, node) };
        let object = self.expression(scope);
        let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
        let at = Span::new(node.start_byte(), name_span.end);
        let is_super = matches!(self.low.unit.expr(object).kind, ExprKind::Super) && name == "__construct";
        let callee =
            if is_super { object } else { self.low.unit.add(ExprKind::Member { object, name, name_span }, at) };
        let args = self.arguments(field(node, "arguments"));
        self.call_of(callee, args, false, node)
    }

    pub(super) fn creation(&mut self, node: Node<'_>) -> ExprId {
        let parts = children(node);
        let args = parts.iter().find(|part| part.kind() == "arguments").copied();
        let Some(class) = parts.iter().find(|part| part.kind() != "arguments") else { return opaque(self, node) };
        let callee = match class.kind() {
            "anonymous_class" => self.anonymous_class(*class),
            _ => self.expression(*class),
        };
        let args = self.arguments(args);
        self.call_of(callee, args, true, node)
    }
}

/// The elements of `a, b, c`.
fn flat(node: Node<'_>) -> Vec<Node<'_>> {
    children(node)
        .into_iter()
        .flat_map(|child| if child.kind() == "sequence_expression" { flat(child) } else { vec![child] })
        .collect()
}
