//! Targets: names, and what takes a value apart.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{Entry, ExprId, ExprKind};
use crate::lint::front::lower::{Lower, children, field};

impl Walk<'_> {
    /// What is assigned to: every plain name below is bound.
    pub(super) fn pattern(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "identifier" | "shorthand_property_identifier_pattern" => self.low.bind(node),
            "object_pattern" => self.object_pattern(node),
            "array_pattern" => self.array_pattern(node),
            "assignment_pattern" | "object_assignment_pattern" => self.with_default(node),
            "rest_pattern" | "parenthesized_expression" | "non_null_expression" => match children(node).first() {
                Some(inner) => self.pattern(*inner),
                None => self.low.add(ExprKind::Broken, node),
            },
            _ => self.expression(node),
        }
    }

    fn with_default(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else {
            return self.low.add(ExprKind::Broken, node);
        };
        let value = self.expression(right);
        let target = self.pattern(left);
        self.low.add(ExprKind::Assign { target, value, append: false }, node)
    }

    fn object_pattern(&mut self, node: Node<'_>) -> ExprId {
        let mut entries = Vec::new();
        for child in children(node) {
            let span = self.low.span(child);
            match child.kind() {
                "pair_pattern" | "pair" => {
                    let (Some(key), Some(value)) = (field(child, "key"), field(child, "value")) else { continue };
                    // The name of what is read stands at the key.
                    let span = self.low.span(key);
                    let key = self.key(key);
                    let value = self.pattern(value);
                    entries.push(Entry::Pair { key, value, span });
                }
                "shorthand_property_identifier_pattern" => {
                    let key = self.key(child);
                    let value = self.low.bind(child);
                    entries.push(Entry::Pair { key, value, span });
                }
                "object_assignment_pattern" => {
                    let Some(left) = field(child, "left") else { continue };
                    let span = self.low.span(left);
                    let key = self.key(left);
                    let value = self.with_default(child);
                    entries.push(Entry::Pair { key, value, span });
                }
                "rest_pattern" => {
                    let rest = self.pattern(child);
                    entries.push(Entry::Spread(rest));
                }
                _ => {}
            }
        }
        self.low.add(ExprKind::Object(entries), node)
    }

    /// `[a, , b]`: a place may be left out.
    fn array_pattern(&mut self, node: Node<'_>) -> ExprId {
        let mut items = Vec::new();
        let mut filled = false;
        let mut cursor = node.walk();
        let all: Vec<Node<'_>> = node.children(&mut cursor).collect();
        for child in all {
            if child.kind() == "," {
                if !filled {
                    let nothing = self.low.add(ExprKind::Null, child);
                    items.push((nothing, false));
                }
                filled = false;
            } else if child.is_named() && !child.is_extra() {
                items.push((self.pattern(child), child.kind() == "rest_pattern"));
                filled = true;
            }
        }
        self.low.add(ExprKind::List(items), node)
    }
}
