//! Literals, objects, initializers and collections of C#.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{Arg, Call, Entry, ExprId, ExprKind, Span, Spread};
use crate::lint::front::lower::{Lower, children, field, opaque};
use crate::lint::front::text::unescape;

impl Walk<'_> {
    /// `".."`, `@".."`, `""".."""`, `'.'`
    pub(super) fn string(&mut self, node: Node<'_>) -> ExprId {
        let whole = self.low.span(node);
        let text = self.low.text(node);
        let (open, close, verbatim) = if text.starts_with("@\"") {
            (2, 1, true)
        } else if text.starts_with("\"\"\"") {
            let quotes = text.chars().take_while(|c| *c == '"').count();
            (quotes, quotes, true)
        } else {
            (1, 1, false)
        };
        if text.len() < open + close {
            return self.low.add(ExprKind::Broken, node);
        }
        let span = Span::new(whole.start + open, whole.end - close);
        let content = span.text(self.low.source);
        let content = match (verbatim, open) {
            (true, 2) => content.replace("\"\"", "\""),
            (true, _) => content.to_owned(),
            (false, _) => unescape(content),
        };
        self.low.add_text(content, span)
    }

    pub(super) fn interpolated(&mut self, node: Node<'_>) -> ExprId {
        let start = node.child(0).map_or("", |start| self.low.text(start));
        let raw = start.contains('@') || self.low.text(node).contains("\"\"\"");
        let mut parts = Vec::new();
        for child in children(node) {
            match child.kind() {
                "interpolation" => {
                    let inner = children(child).into_iter().find(|child| {
                        !matches!(
                            child.kind(),
                            "interpolation_brace" | "interpolation_alignment_clause" | "interpolation_format_clause"
                        )
                    });
                    parts.push(match inner {
                        Some(inner) => self.expression(inner),
                        None => self.low.add(ExprKind::Opaque(Vec::new()), child),
                    });
                }
                "string_content" | "escape_sequence" | "string_literal_content" => {
                    let span = self.low.span(child);
                    let text = span.text(self.low.source);
                    let text = if raw { text.to_owned() } else { unescape(text) };
                    let text = text.replace("{{", "{").replace("}}", "}");
                    parts.push(self.low.add_text(text, span));
                }
                _ => {}
            }
        }
        self.low.add(ExprKind::Join(parts), node)
    }

    pub(super) fn arguments(&mut self, list: Node<'_>) -> Vec<Arg> {
        children(list)
            .into_iter()
            .filter(|child| child.kind() == "argument" || child.is_error())
            .map(|child| {
                let span = self.low.span(child);
                let name = field(child, "name").map(|name| (self.low.text(name).to_owned(), self.low.span(name)));
                let value = children(child).into_iter().rfind(|value| field(child, "name") != Some(*value));
                let value = match value {
                    Some(value) => self.expression(value),
                    None => self.low.add(ExprKind::Broken, child),
                };
                Arg { name, value, spread: Spread::No, span }
            })
            .collect()
    }

    pub(super) fn creation(&mut self, node: Node<'_>) -> ExprId {
        let Some(class) = field(node, "type") else { return opaque(self, node) };
        let callee = self.type_expression(class);
        let args = field(node, "arguments").map_or_else(Vec::new, |list| self.arguments(list));
        let initializer = field(node, "initializer").map_or_else(Vec::new, |list| self.initializer(list));
        self.low.add(ExprKind::Call(Call { callee, args, new: true, initializer }), node)
    }

    pub(super) fn implicit_creation(&mut self, node: Node<'_>, expected: Option<String>) -> ExprId {
        let mut args = Vec::new();
        let mut initializer = Vec::new();
        for child in children(node) {
            match child.kind() {
                "argument_list" => args = self.arguments(child),
                "initializer_expression" => initializer = self.initializer(child),
                _ => {}
            }
        }
        let span = Span::new(node.start_byte(), node.start_byte() + "new".len());
        let callee = match expected {
            Some(expected) => self.path(&expected, span),
            None => self.low.unit.add(ExprKind::Opaque(Vec::new()), span),
        };
        self.low.add(ExprKind::Call(Call { callee, args, new: true, initializer }), node)
    }

    /// A type's name as an expression: `A.B<C>` is `A.B`.
    pub(super) fn type_expression(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "nullable_type" => match field(node, "type") {
                Some(inner) => self.type_expression(inner),
                None => opaque(self, node),
            },
            _ => self.expression(node),
        }
    }

    pub(super) fn path(&mut self, path: &str, span: Span) -> ExprId {
        let mut parts = path.split('.');
        let first = parts.next().unwrap_or_default().to_owned();
        let mut id = self.low.unit.add(ExprKind::Name(first), span);
        for part in parts {
            id = self.low.unit.add(ExprKind::Member { object: id, name: part.to_owned(), name_span: span }, span);
        }
        id
    }

    /// `{ A = 1, B = 2 }` or `{ ["a"] = 1 }` beside `new`.
    pub(super) fn initializer(&mut self, list: Node<'_>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for child in children(list) {
            let (Some(left), Some(right)) = (field(child, "left"), field(child, "right")) else {
                // Elements of a collection: of no use to rules, but what is called in them is.
                entries.push(Entry::Spread(self.expression(child)));
                continue;
            };
            let span = self.low.span(child);
            let key = match left.kind() {
                "identifier" => {
                    let (name, at) = (self.low.text(left).to_owned(), self.low.span(left));
                    self.low.add_text(name, at)
                }
                "element_binding_expression" | "implicit_element_access" | "bracketed_argument_list" => {
                    match children(left).first() {
                        Some(index) => self.expression(*index),
                        None => self.expression(left),
                    }
                }
                _ => self.expression(left),
            };
            let value = self.expression(right);
            entries.push(Entry::Pair { key, value, span });
        }
        entries
    }

    pub(super) fn anonymous(&mut self, node: Node<'_>) -> ExprId {
        let parts = children(node);
        let mut entries = Vec::new();
        let mut index = 0;
        while index < parts.len() {
            let part = parts[index];
            if part.kind() == "identifier" && node.child_by_field_name("name").is_none() && index + 1 < parts.len() {
                let (name, at) = (self.low.text(part).to_owned(), self.low.span(part));
                let key = self.low.add_text(name, at);
                let value = self.expression(parts[index + 1]);
                entries.push(Entry::Pair { key, value, span: at.join(self.low.span(parts[index + 1])) });
                index += 2;
            } else {
                self.expression(part);
                index += 1;
            }
        }
        self.low.add(ExprKind::Object(entries), node)
    }

    pub(super) fn collection(&mut self, node: Node<'_>) -> ExprId {
        let pairs = children(node).into_iter().any(|child| child.kind() == "assignment_expression");
        if pairs {
            let entries = self.initializer(node);
            return self.low.add(ExprKind::Object(entries), node);
        }
        // `{ { "a", b }, ... }`: a dictionary.
        let all = children(node);
        let nested = !all.is_empty()
            && all.iter().all(|child| child.kind() == "initializer_expression" && children(*child).len() == 2);
        if nested {
            let mut entries = Vec::new();
            for pair in all {
                let parts = children(pair);
                let (key, value) = (self.expression(parts[0]), self.expression(parts[1]));
                entries.push(Entry::Pair { key, value, span: self.low.span(pair) });
            }
            return self.low.add(ExprKind::Object(entries), node);
        }
        let items = all
            .into_iter()
            .map(|child| {
                let (mut inner, mut spread) = (child, false);
                while inner.kind().ends_with("_element") {
                    spread |= inner.kind() == "spread_element";
                    match children(inner).first() {
                        Some(first) => inner = *first,
                        None => break,
                    }
                }
                (self.expression(inner), spread)
            })
            .collect();
        self.low.add(ExprKind::List(items), node)
    }
}
