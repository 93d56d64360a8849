//! Calls of methods and classes, and their arguments.

use tree_sitter::Node;

use super::{Walk, definitions};
use crate::lint::form::{Arg, Call, Class, Entry, ExprId, ExprKind, Spread};
use crate::lint::front::lower::{Lower, children, field, opaque};

impl Walk<'_> {
    fn call(&mut self, callee: ExprId, args: Vec<Arg>, node: Node<'_>) -> ExprId {
        self.low.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), node)
    }

    pub(super) fn invocation(&mut self, node: Node<'_>) -> ExprId {
        let Some(name) = field(node, "name") else { return opaque(self, node) };
        let object = field(node, "object");
        let list = field(node, "arguments").map(children).unwrap_or_default();
        if let Some(id) = object.and_then(|object| self.of_language(node, object, self.low.text(name), &list)) {
            return id;
        }
        let args = self.arguments(&list);
        let callee = match object {
            Some(object) => {
                let object = self.expression(object);
                let span = self.low.unit.expr(object).span.join(self.low.span(name));
                let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
                self.low.unit.add(ExprKind::Member { object, name, name_span }, span)
            }
            None => self.expression(name),
        };
        self.call(callee, args, node)
    }

    /// Calls that are another word for something that the form has.
    fn of_language(&mut self, node: Node<'_>, object: Node<'_>, name: &str, list: &[Node<'_>]) -> Option<ExprId> {
        let on = self.low.text(object).rsplit('.').next().unwrap_or_default();
        let is_type = matches!(object.kind(), "identifier" | "field_access");
        match (on, name, list) {
            ("class", "getName" | "getCanonicalName" | "getTypeName", []) if object.kind() == "class_literal" => {
                let class = self.low.text(object).trim_end_matches("class").trim_end().trim_end_matches('.');
                let path = self.qualified(class.trim_end());
                Some(self.low.add(ExprKind::Text(path), node))
            }
            ("Map", "of", list) if is_type && list.len().is_multiple_of(2) => {
                let mut entries = Vec::new();
                for pair in list.chunks(2) {
                    entries.push(self.entry(pair[0], pair[1]));
                }
                Some(self.low.add(ExprKind::Object(entries), node))
            }
            ("Collections", "singletonMap", [key, value]) if is_type => {
                let entry = self.entry(*key, *value);
                Some(self.low.add(ExprKind::Object(vec![entry]), node))
            }
            ("Map", "ofEntries", list) if is_type => {
                let mut entries = Vec::new();
                for entry in list {
                    let parts = field(*entry, "arguments").map(children).unwrap_or_default();
                    match parts.as_slice() {
                        [key, value] => entries.push(self.entry(*key, *value)),
                        _ => entries.push(Entry::Spread(self.expression(*entry))),
                    }
                }
                Some(self.low.add(ExprKind::Object(entries), node))
            }
            ("List" | "Set" | "Stream", "of", list)
            | ("Arrays", "asList", list)
            | ("Collections", "singleton" | "singletonList", list)
                if is_type =>
            {
                let items = list.iter().map(|item| (self.expression(*item), false)).collect();
                Some(self.low.add(ExprKind::List(items), node))
            }
            ("Optional", "ofNullable" | "of", [value]) if is_type => {
                let value = self.expression(*value);
                Some(self.low.add(ExprKind::Same(value), node))
            }
            ("Objects", "requireNonNullElse", [value, other]) if is_type => {
                let (value, other) = (self.expression(*value), self.expression(*other));
                Some(self.low.add(ExprKind::Else(value, other), node))
            }
            (_, "orElse", [other]) => {
                let (value, other) = (self.expression(object), self.expression(*other));
                Some(self.low.add(ExprKind::Else(value, other), node))
            }
            (_, "orElseGet", [other]) | ("Objects", "requireNonNullElseGet", [_, other]) => {
                let value = if name == "orElseGet" { object } else { list[0] };
                let (value, supplier) = (self.expression(value), self.expression(*other));
                let other = self.call(supplier, Vec::new(), *other);
                Some(self.low.add(ExprKind::Else(value, other), node))
            }
            // The environment as a map: what is read of it is named later.
            ("System", "getenv", []) if is_type => {
                let object = self.expression(object);
                let name = field(node, "name")?;
                Some(self.member_of(object, name, node))
            }
            _ => None,
        }
    }

    fn entry(&mut self, key: Node<'_>, value: Node<'_>) -> Entry {
        let span = self.low.span(key).join(self.low.span(value));
        let (key, value) = (self.expression(key), self.expression(value));
        Entry::Pair { key, value, span }
    }

    pub(super) fn arguments(&mut self, list: &[Node<'_>]) -> Vec<Arg> {
        list.iter()
            .map(|child| {
                let span = self.low.span(*child);
                Arg { name: None, value: self.expression(*child), spread: Spread::No, span }
            })
            .collect()
    }

    pub(super) fn creation(&mut self, node: Node<'_>) -> ExprId {
        let Some(class) = field(node, "type") else { return opaque(self, node) };
        let list = field(node, "arguments").map(children).unwrap_or_default();
        let body = children(node).into_iter().find(|child| child.kind() == "class_body");
        let args = self.arguments(&list);
        let callee = match body {
            // `new X() { ... }`: a class without a name.
            Some(body) => {
                let base = self.expression(class);
                self.low.unit.names_from_elsewhere = true;
                let span = self.low.span(node);
                let mut made = Class {
                    span,
                    bases: vec![base],
                    constructor: definitions::CONSTRUCTOR,
                    open: true,
                    ..Class::default()
                };
                let mut inner = Vec::new();
                self.members(body, &mut made, &mut inner);
                let id = self.low.unit.add_class(made);
                self.low.add(ExprKind::Class(id), class)
            }
            None => self.expression(class),
        };
        self.low.add(ExprKind::Call(Call { callee, args, new: true, initializer: Vec::new() }), node)
    }
}
