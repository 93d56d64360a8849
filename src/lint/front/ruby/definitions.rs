//! Statements, methods, classes and blocks of Ruby.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{Block, Class, ExprId, ExprKind, Function, FunctionId, Param, Receiver, Spread, Statement};
use crate::lint::front::lower::{Lower, children, field, fields, of, optional};

const CONSTRUCTOR: &str = "initialize";

impl Walk<'_, '_> {
    pub(super) fn any_statement(&mut self, node: Node<'_>, into: &mut Block) {
        match node.kind() {
            "if" | "unless" | "elsif" => self.branch(node, into),
            "if_modifier" | "unless_modifier" => self.modifier(node, into),
            "while" | "until" | "while_modifier" | "until_modifier" => {
                if let Some(condition) = optional(self, field(node, "condition")) {
                    into.push(of(condition));
                }
                let body = self.body(node, "body");
                into.push(Statement::Loop { each: None, body });
            }
            "for" => {
                let each = match (field(node, "pattern"), field(node, "value")) {
                    (Some(target), Some(of)) => {
                        let of = children(of).first().map(|of| self.expression(*of));
                        of.map(|of| (self.target(target), of))
                    }
                    _ => None,
                };
                let body = self.body(node, "body");
                into.push(Statement::Loop { each, body });
            }
            "case" | "case_match" => self.choice(node, into),
            "begin"
            | "body_statement"
            | "do"
            | "then"
            | "else"
            | "ensure"
            | "block_body"
            | "parenthesized_statements" => self.sequence(node, into),
            "return" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(Statement::Return(value));
            }
            "next" | "break" => match children(node).first() {
                Some(value) => {
                    let value = self.expression(*value);
                    into.push(Statement::Return(Some(value)));
                }
                None => into.push(Statement::Leave(None)),
            },
            "redo" | "retry" => into.push(Statement::Leave(None)),
            "method" => {
                let id = self.method(node, Receiver::None);
                into.push(Statement::Function(id));
            }
            // `def self.x` outside of a class.
            "singleton_method" => {
                let id = self.method(node, Receiver::None);
                into.push(Statement::Function(id));
            }
            "class" | "module" => self.class(node, into),
            "call" if self.raises(node) => {
                let args = field(node, "arguments").map(children).unwrap_or_default();
                for arg in args.iter().skip(1) {
                    let inner = field(*arg, "value").unwrap_or(*arg);
                    let value = self.expression(inner);
                    into.push(Statement::Leave(Some(value)));
                    // Each part of the error is looked at, and none comes back.
                    if let Some(Statement::Leave(Some(value))) = into.pop() {
                        let nothing: Block = Vec::new();
                        let never = self.low.add(ExprKind::Bool(false), *arg);
                        into.push(Statement::If {
                            condition: never,
                            then: vec![Statement::Leave(Some(value))],
                            otherwise: nothing,
                        });
                    }
                }
                let value = args.first().map(|arg| self.expression(*arg));
                into.push(Statement::Leave(value));
            }
            "singleton_class" => self.sequence_of(field(node, "body"), into),
            "comment" | "heredoc_body" | "empty_statement" | "uninterpreted" | "undef" | "alias" => {}
            "begin_block" | "end_block" => self.sequence(node, into),
            _ => {
                let expression = self.expression(node);
                into.push(of(expression));
            }
        }
    }

    pub(super) fn raises(&self, node: Node<'_>) -> bool {
        field(node, "receiver").is_none()
            && field(node, "method").is_some_and(|method| matches!(self.low.text(method), "raise" | "fail"))
    }

    fn body(&mut self, node: Node<'_>, name: &str) -> Block {
        let mut statements = Vec::new();
        for body in fields(node, name) {
            self.statement(body, &mut statements);
        }
        statements
    }

    fn sequence_of(&mut self, node: Option<Node<'_>>, into: &mut Block) {
        if let Some(node) = node {
            self.sequence(node, into);
        }
    }

    /// Statements, with the handlers that may stand among them.
    fn sequence(&mut self, node: Node<'_>, into: &mut Block) {
        let all = children(node);
        if !all.iter().any(|child| matches!(child.kind(), "rescue" | "ensure")) {
            for child in all {
                self.statement(child, into);
            }
            return;
        }
        let (mut body, mut handlers, mut finally) = (Vec::new(), Vec::new(), Vec::new());
        for child in all {
            match child.kind() {
                "rescue" => {
                    let name = field(child, "variable").and_then(|variable| children(variable).first().copied());
                    let name = name.map(|name| self.target(name));
                    let statements = self.body(child, "body");
                    handlers.push((name, statements));
                }
                "ensure" => self.sequence(child, &mut finally),
                "else" => self.sequence(child, &mut body),
                _ => self.statement(child, &mut body),
            }
        }
        into.push(Statement::Try { body, handlers, finally });
    }

    fn branch(&mut self, node: Node<'_>, into: &mut Block) {
        let Some(condition) = optional(self, field(node, "condition")) else { return };
        let then = self.body(node, "consequence");
        let otherwise = self.body(node, "alternative");
        let (then, otherwise) = if node.kind() == "unless" { (otherwise, then) } else { (then, otherwise) };
        into.push(Statement::If { condition, then, otherwise });
    }

    fn modifier(&mut self, node: Node<'_>, into: &mut Block) {
        let Some(condition) = optional(self, field(node, "condition")) else { return };
        let body = self.body(node, "body");
        let (then, otherwise) = if node.kind() == "unless_modifier" { (Vec::new(), body) } else { (body, Vec::new()) };
        into.push(Statement::If { condition, then, otherwise });
    }

    fn choice(&mut self, node: Node<'_>, into: &mut Block) {
        let whens = children(node).into_iter().filter(|child| child.kind() == "when");
        let against: Vec<Node<'_>> = whens.flat_map(|when| fields(when, "pattern")).flat_map(children).collect();
        let subject = self.chosen_by(field(node, "value"), &against);
        let (mut branches, mut or_none) = (Vec::new(), true);
        for child in children(node) {
            match child.kind() {
                "when" | "in_clause" => {
                    for pattern in fields(child, "pattern") {
                        if child.kind() == "in_clause" {
                            self.low.binds_all(pattern, "identifier");
                        }
                    }
                    branches.push(self.body(child, "body"));
                }
                "else" => {
                    let mut statements = Vec::new();
                    self.sequence(child, &mut statements);
                    branches.push(statements);
                    or_none = false;
                }
                _ => {}
            }
        }
        into.push(Statement::OneOf { subject, branches, or_none });
    }

    fn method(&mut self, node: Node<'_>, receiver: Receiver) -> FunctionId {
        let name = field(node, "name").map(|name| self.low.text(name).to_owned()).unwrap_or_default();
        self.low.binds(&name);
        self.within += 1;
        self.locals.push(Default::default());
        let mut params = field(node, "parameters").map_or_else(Vec::new, |params| self.params(params));
        if !params.iter().any(|param| param.name == "&block") {
            params.push(block_param(self.low.span(node)));
        }
        self.low.binds("&block");
        let around = std::mem::replace(&mut self.method, name.clone());
        let mut body = Vec::new();
        match field(node, "body") {
            Some(inner) if inner.kind() == "body_statement" => self.sequence(inner, &mut body),
            // `def f = x`
            Some(inner) => self.statement(inner, &mut body),
            None => {}
        }
        self.give_last(&mut body);
        self.method = around;
        self.locals.pop();
        self.within -= 1;
        let span = self.low.span(node);
        self.low.unit.add_function(Function { name: Some(name), span, params, body, receiver, ..Function::default() })
    }

    fn params(&mut self, node: Node<'_>) -> Vec<Param> {
        let mut params = Vec::new();
        for child in children(node) {
            let (named, takes) = match child.kind() {
                "identifier" => (Some(child), Spread::No),
                "splat_parameter" => (field(child, "name"), Spread::List),
                "hash_splat_parameter" => (field(child, "name"), Spread::Pairs),
                "block_parameter" => {
                    let text = field(child, "name").map(|name| self.low.text(name).to_owned());
                    if let Some(text) = text {
                        self.local(&text);
                        let mut own = block_param(self.low.span(child));
                        own.pattern = None;
                        params.push(own);
                        // `&block` is reached by its name as well.
                        let default = self.low.add(ExprKind::Name("&block".into()), child);
                        let span = self.low.span(child);
                        params.push(Param {
                            name: text,
                            span,
                            default: Some(default),
                            declared: None,
                            takes: Spread::No,
                            pattern: None,
                        });
                    }
                    continue;
                }
                "destructured_parameter" => {
                    self.low.binds_all(child, "identifier");
                    let names: Vec<String> =
                        children(child).into_iter().map(|name| self.low.text(name).to_owned()).collect();
                    names.iter().for_each(|name| self.local(name));
                    (Some(child), Spread::No)
                }
                _ => (field(child, "name"), Spread::No),
            };
            let Some(named) = named else { continue };
            let name = self.low.text(named).to_owned();
            self.local(&name);
            let default = optional(self, field(child, "value"));
            params.push(Param { name, span: self.low.span(named), default, declared: None, takes, pattern: None });
        }
        params
    }

    /// A block or a lambda: it knows the names around it and sets them.
    pub(super) fn closure(&mut self, node: Node<'_>) -> ExprId {
        let outer: Vec<String> = self.locals.iter().flatten().cloned().collect();
        self.locals.push(Default::default());
        let params = field(node, "parameters").map_or_else(Vec::new, |params| self.params(params));
        let mut body = Vec::new();
        if let Some(inner) = field(node, "body") {
            match inner.kind() {
                "block" | "do_block" => {
                    if let Some(inner) = field(inner, "body") {
                        self.sequence(inner, &mut body);
                    }
                }
                _ => self.sequence(inner, &mut body),
            }
        }
        self.give_last(&mut body);
        self.locals.pop();
        let span = self.low.span(node);
        let outer = outer.into_iter().filter(|name| !params.iter().any(|param| param.name == *name)).collect();
        let id = self.low.unit.add_function(Function { span, params, body, outer, ..Function::default() });
        self.low.add(ExprKind::Function(id), node)
    }

    fn class(&mut self, node: Node<'_>, into: &mut Block) {
        let name = field(node, "name");
        let text = name.map(|name| self.low.text(name).rsplit("::").next().unwrap_or_default().to_owned());
        if let Some(text) = &text {
            self.low.binds(text);
        }
        let bases: Vec<ExprId> = field(node, "superclass")
            .map(children)
            .unwrap_or_default()
            .into_iter()
            .map(|base| self.expression(base))
            .collect();
        let mut class = Class {
            name: text,
            span: self.low.span(node),
            constructor: CONSTRUCTOR,
            open: !bases.is_empty(),
            bases,
            ..Class::default()
        };
        self.within += 1;
        let around = std::mem::replace(&mut self.has_base, !class.bases.is_empty());
        self.locals.push(Default::default());
        if let Some(body) = field(node, "body") {
            self.members(body, false, &mut class);
        }
        self.locals.pop();
        self.has_base = around;
        self.within -= 1;
        let id = self.low.unit.add_class(class);
        into.push(Statement::Class(id));
    }

    fn members(&mut self, body: Node<'_>, of_class: bool, class: &mut Class) {
        for member in children(body) {
            match member.kind() {
                "method" => {
                    let id = self.method(member, Receiver::This);
                    self.low.unit.function_mut(id).of_class = of_class;
                    class.methods.push(id);
                }
                "singleton_method" => {
                    let id = self.method(member, Receiver::This);
                    self.low.unit.function_mut(id).of_class = true;
                    class.methods.push(id);
                }
                "singleton_class" => {
                    if let Some(inner) = field(member, "body") {
                        self.members(inner, true, class);
                    }
                }
                // `private def x`, `module_function def x`
                "call"
                    if field(member, "arguments")
                        .is_some_and(|list| children(list).iter().any(|arg| arg.kind() == "method")) =>
                {
                    for method in field(member, "arguments").map(children).unwrap_or_default() {
                        if method.kind() == "method" {
                            let id = self.method(method, Receiver::This);
                            class.methods.push(id);
                        }
                    }
                }
                _ => {
                    let mut statements = Vec::new();
                    self.statement(member, &mut statements);
                    class.body.extend(statements);
                }
            }
        }
    }
}

/// The block that every method may be given.
fn block_param(span: crate::lint::form::Span) -> Param {
    Param { name: "&block".into(), span, default: None, declared: None, takes: Spread::No, pattern: None }
}
