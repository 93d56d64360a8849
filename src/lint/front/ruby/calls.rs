//! Calls, their arguments and blocks.

use tree_sitter::Node;

use super::{Walk, intrinsics};
use crate::lint::form::{Arg, Block, Call, Entry, ExprId, ExprKind, Function, Param, Span, Spread, Statement};
use crate::lint::front::lower::{Lower, children, field, opaque};

impl Walk<'_, '_> {
    pub(super) fn call_of(&mut self, callee: ExprId, args: Vec<Arg>, new: bool, node: Node<'_>) -> ExprId {
        self.low.add(ExprKind::Call(Call { callee, args, new, initializer: Vec::new() }), node)
    }

    pub(super) fn call(&mut self, node: Node<'_>) -> ExprId {
        let (receiver, method) = (field(node, "receiver"), field(node, "method"));
        let list = field(node, "arguments");
        let mut args = list.map_or_else(Vec::new, |list| self.arguments(list));
        let name = method.map(|method| self.low.text(method).to_owned());
        if let (None, Some("attr_reader" | "attr_accessor" | "attr_writer" | "define_method"), Some(list)) =
            (receiver, name.as_deref(), list)
        {
            for symbol in children(list).into_iter().filter(|child| child.kind() == "simple_symbol") {
                let text = self.low.text(symbol).trim_start_matches(':').to_owned();
                self.low.binds(&text);
            }
        }
        if let Some(block) = field(node, "block") {
            let span = self.low.span(block);
            let value = self.closure(block);
            if name.as_deref() == Some("fetch") {
                // What is given where there is no such entry.
                let value = self.call_of(value, Vec::new(), false, block);
                args.push(Arg { name: None, value, spread: Spread::No, span });
            } else {
                args.push(Arg { name: Some(("&block".into(), span)), value, spread: Spread::No, span });
            }
        }
        let Some(method) = method else {
            // `f.(x)`
            let Some(receiver) = receiver else { return opaque(self, node) };
            let callee = self.expression(receiver);
            return self.call_of(callee, args, false, node);
        };
        let mut name = name.unwrap_or_default();
        let mut name_span = self.low.span(method);
        // `x.send(:name, ...)`
        if let ("send" | "public_send" | "__send__", Some(symbol)) =
            (name.as_str(), list.map(children).unwrap_or_default().first())
            && symbol.kind() == "simple_symbol"
            && receiver.is_some()
        {
            name = self.low.text(*symbol).trim_start_matches(':').to_owned();
            name_span = self.low.span(*symbol);
            args.remove(0);
        }
        let Some(receiver) = receiver else {
            if matches!(name.as_str(), "lambda" | "proc")
                && let Some(arg) = args.first()
            {
                return arg.value;
            }
            let callee = self.name(method);
            if method.kind() == "super" {
                // In a module that is put before a class: that class's own method.
                let callee = if self.has_base {
                    self.low.add(ExprKind::Super, method)
                } else {
                    self.low.add(ExprKind::Member { object: callee, name: self.method.clone(), name_span }, method)
                };
                return self.call_of(callee, args, false, node);
            }
            return self.call_of(callee, args, false, node);
        };
        let of_file = receiver.kind() == "constant" && self.classes.contains(self.low.text(receiver));
        let object = self.expression(receiver);
        match name.as_str() {
            "new" if of_file => return self.call_of(object, args, true, node),
            "call" | "yield" => return self.call_of(object, args, false, node),
            "merge" | "reverse_merge" => {
                // A new map of both.
                let mut entries = vec![Entry::Spread(object)];
                for arg in &args {
                    match &arg.name {
                        Some((key, span)) => {
                            let key = self.low.add_text(key.clone(), *span);
                            entries.push(Entry::Pair { key, value: arg.value, span: arg.span });
                        }
                        None => entries.push(Entry::Spread(arg.value)),
                    }
                }
                if name == "reverse_merge" {
                    entries.reverse();
                }
                return self.low.add(ExprKind::Object(entries), node);
            }
            "then" | "yield_self" if args.len() == 1 => {
                let callee = args[0].value;
                let arg = Arg { name: None, value: object, spread: Spread::No, span: self.low.span(receiver) };
                return self.call_of(callee, vec![arg], false, node);
            }
            "tap" if args.len() == 1 => return self.tapped(object, args[0].value, node),
            "concat" => {
                if let [arg] = args.as_slice() {
                    let value = arg.value;
                    return self.low.add(ExprKind::Assign { target: object, value, append: true }, node);
                }
            }
            _ => {}
        }
        let at = Span::new(node.start_byte(), name_span.end);
        // Without arguments it may be read as a member.
        let member = ExprKind::Member { object, name: name.clone(), name_span };
        let reads = list.is_none() && args.is_empty();
        let is_member = reads && !self.methods.contains(&name) && intrinsics::intrinsic(&format!(".{name}")).is_none();
        if is_member && !matches!(name.as_str(), "new" | "get" | "open" | "connect") && !name.ends_with(['?', '!']) {
            return self.low.add(member, node);
        }
        let callee = self.low.unit.add(member, at);
        self.call_of(callee, args, false, node)
    }

    /// Symbols as keys are keywords; other keys make a map, which is the last argument.
    pub(super) fn arguments(&mut self, list: Node<'_>) -> Vec<Arg> {
        let mut args = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut at: Option<Span> = None;
        for child in children(list) {
            let span = self.low.span(child);
            let (name, value, spread) = match child.kind() {
                "pair" => {
                    let Some(key) = field(child, "key") else { continue };
                    let value = match field(child, "value") {
                        Some(value) => self.expression(value),
                        // `f(host:)`
                        None => {
                            let name = self.low.text(key).to_owned();
                            self.low.add(ExprKind::Name(name), key)
                        }
                    };
                    if matches!(key.kind(), "hash_key_symbol" | "simple_symbol") {
                        let name = self.low.text(key).trim_start_matches(':').to_owned();
                        (Some((name, self.low.span(key))), value, Spread::No)
                    } else {
                        let key = self.expression(key);
                        entries.push(Entry::Pair { key, value, span });
                        at = Some(at.map_or(span, |at| at.join(span)));
                        continue;
                    }
                }
                "splat_argument" => (None, self.inner(child), Spread::List),
                "hash_splat_argument" => (None, self.inner(child), Spread::Pairs),
                "block_argument" => {
                    let value = match children(child)[..] {
                        // `&:name`
                        [symbol] if symbol.kind() == "simple_symbol" => self.by_name(symbol),
                        _ => self.inner(child),
                    };
                    (Some(("&block".to_owned(), span)), value, Spread::No)
                }
                _ => (None, self.expression(child), Spread::No),
            };
            args.push(Arg { name, value, spread, span });
        }
        if let Some(span) = at {
            let value = self.low.unit.add(ExprKind::Object(entries), span);
            let before = args.iter().take_while(|arg| arg.name.is_none()).count();
            args.insert(before, Arg { name: None, value, spread: Spread::No, span });
        }
        args
    }

    /// A function of one parameter.
    fn function_of(&mut self, node: Node<'_>, body: impl FnOnce(&mut Self, ExprId) -> Block) -> ExprId {
        let span = self.low.span(node);
        let own = self.low.add(ExprKind::Name("&it".into()), node);
        self.low.binds("&it");
        let body = body(self, own);
        let param = Param { name: "&it".into(), span, default: None, declared: None, takes: Spread::No, pattern: None };
        let id = self.low.unit.add_function(Function { span, params: vec![param], body, ..Function::default() });
        self.low.add(ExprKind::Function(id), node)
    }

    /// `&:name`: the member of that name of what is given.
    fn by_name(&mut self, node: Node<'_>) -> ExprId {
        let name = self.low.text(node).trim_start_matches(':').to_owned();
        let name_span = self.low.span(node);
        self.function_of(node, |walk, object| {
            let member = walk.low.add(ExprKind::Member { object, name, name_span }, node);
            vec![Statement::Return(Some(member))]
        })
    }

    /// `x.tap { |y| ... }`: gives `x`, once the block has had it.
    fn tapped(&mut self, object: ExprId, block: ExprId, node: Node<'_>) -> ExprId {
        let span = self.low.span(node);
        let callee = self.function_of(node, |walk, own| {
            let arg = Arg { name: None, value: own, spread: Spread::No, span };
            let call = walk.call_of(block, vec![arg], false, node);
            vec![Statement::Expr(call), Statement::Return(Some(own))]
        });
        let arg = Arg { name: None, value: object, spread: Spread::No, span };
        self.call_of(callee, vec![arg], false, node)
    }

    pub(super) fn inner(&mut self, node: Node<'_>) -> ExprId {
        match children(node).first() {
            Some(inner) => self.expression(*inner),
            None => self.low.add(ExprKind::Opaque(Vec::new()), node),
        }
    }
}
