//! Python, by tree-sitter-python.

mod definitions;
mod imports;
mod intrinsics;

use std::collections::BTreeSet;

use tree_sitter::Node;

use super::lower::{Lower, Lowerer, children, field, fields, has, opaque, parse};
use super::text::unescape;
use super::{FrontEnd, Intrinsic};
use crate::lint::form::{Arg, Block, Call, Entry, ExprId, ExprKind, FormatStyle, Span, Spread, Unit};

/// The front end.
pub struct Python;

impl FrontEnd for Python {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        let tree = parse(&tree_sitter_python::LANGUAGE.into(), source)?;
        let mut walk = Walk { low: Lowerer::new(source), outer: Vec::new() };
        walk.low.survey(&tree, |kind| kind == "comment");
        let body = super::lower::block(&mut walk, tree.root_node());
        walk.low.unit.body = body;
        // `from x import *`, or names put there by hand.
        let unit = &mut walk.low.unit;
        unit.assigns_locally = true;
        unit.texts_show = true;
        unit.names_from_elsewhere =
            !unit.wildcards.is_empty() || source.contains("globals()") || source.contains("exec(");
        Ok(walk.low.unit)
    }

    fn intrinsic(&self, name: &str) -> Option<Intrinsic> {
        intrinsics::intrinsic(name)
    }

    fn absent_in_text(&self) -> Option<&'static str> {
        Some("None")
    }

    fn builtin(&self, name: &str) -> bool {
        intrinsics::builtin(name)
    }

    fn imports<'s>(&self, source: &'s str) -> Option<BTreeSet<&'s str>> {
        Some(imports::bound(source))
    }
}

struct Walk<'s> {
    low: Lowerer<'s>,
    /// Names that the function being read declares `global` or `nonlocal`.
    outer: Vec<String>,
}

impl<'s> Lower<'s> for Walk<'s> {
    fn low(&mut self) -> &mut Lowerer<'s> {
        &mut self.low
    }

    fn lower_expression(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "identifier" => self.name(node),
            "integer" | "float" => {
                let text = self.low.text(node).to_owned();
                self.low.add(ExprKind::Number(text), node)
            }
            "true" => self.low.add(ExprKind::Bool(true), node),
            "false" => self.low.add(ExprKind::Bool(false), node),
            "none" => self.low.add(ExprKind::Null, node),
            "string" => self.string(node),
            "concatenated_string" => self.parts(node, ExprKind::Join),
            "attribute" => self.attribute(node),
            "subscript" => self.subscript(node),
            "call" => self.call(node),
            "binary_operator" => self.binary(node),
            "boolean_operator" => self.boolean(node),
            "not_operator" | "comparison_operator" | "unary_operator" => self.parts(node, ExprKind::Test),
            "conditional_expression" => self.conditional(node),
            "dictionary" => self.dictionary(node),
            "list" | "tuple" | "set" | "expression_list" | "pattern_list" | "tuple_pattern" | "list_pattern" => {
                self.list(node)
            }
            "lambda" => self.lambda(node),
            "await" => self.wrapped(node, ExprKind::Await),
            "parenthesized_expression" => self.wrapped(node, ExprKind::Same),
            "named_expression" => self.walrus(node),
            "yield" => self.parts(node, ExprKind::Opaque),
            "list_comprehension" | "set_comprehension" | "dictionary_comprehension" | "generator_expression" => {
                self.comprehension(node)
            }
            "list_splat" | "dictionary_splat" | "list_splat_pattern" => self.wrapped(node, ExprKind::Same),
            "assignment" | "augmented_assignment" => opaque(self, node),
            "type" => self.wrapped(node, ExprKind::Same),
            _ => opaque(self, node),
        }
    }

    fn lower_statement(&mut self, node: Node<'_>, into: &mut Block) {
        self.any_statement(node, into);
    }
}

impl Walk<'_> {
    fn name(&mut self, node: Node<'_>) -> ExprId {
        let name = self.low.text(node).to_owned();
        self.low.add(ExprKind::Name(name), node)
    }

    /// `'..'`, `r'..'`, `b'..'`, `f'..{x}..'`
    fn string(&mut self, node: Node<'_>) -> ExprId {
        let start = node.child(0).map_or("", |start| self.low.text(start)).to_lowercase();
        let raw = start.contains('r');
        let mut parts = Vec::new();
        for child in children(node) {
            match child.kind() {
                "string_content" => {
                    let span = self.low.span(child);
                    parts.push(self.content(span, raw, start.contains('f')));
                }
                "interpolation" => {
                    let inner = field(child, "expression").map(|inner| self.expression(inner));
                    parts.push(inner.unwrap_or_else(|| self.low.add(ExprKind::Opaque(Vec::new()), child)));
                }
                _ => {}
            }
        }
        match parts.len() {
            0 => {
                let span = self.low.span(node);
                self.low.add_text("", span)
            }
            1 if !start.contains('f') => parts[0],
            _ => self.low.add(ExprKind::Join(parts), node),
        }
    }

    fn content(&mut self, span: Span, raw: bool, doubled: bool) -> ExprId {
        let text = span.text(self.low.source);
        let mut text = if raw { text.to_owned() } else { unescape(text) };
        if doubled {
            text = text.replace("{{", "{").replace("}}", "}");
        }
        self.low.add_text(text, span)
    }

    fn attribute(&mut self, node: Node<'_>) -> ExprId {
        let (Some(object), Some(name)) = (field(node, "object"), field(node, "attribute")) else {
            return opaque(self, node);
        };
        let object = self.expression(object);
        let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
        self.low.add(ExprKind::Member { object, name, name_span }, node)
    }

    fn subscript(&mut self, node: Node<'_>) -> ExprId {
        let indexes = fields(node, "subscript");
        match (field(node, "value"), indexes.as_slice()) {
            (Some(object), [index]) if index.kind() != "slice" => {
                let object = self.expression(object);
                let index = self.expression(*index);
                self.low.add(ExprKind::Index { object, index }, node)
            }
            _ => opaque(self, node),
        }
    }

    fn call(&mut self, node: Node<'_>) -> ExprId {
        let Some(function) = field(node, "function") else { return opaque(self, node) };
        if self.low.text(function) == "super" {
            return self.low.add(ExprKind::Super, node);
        }
        let args = field(node, "arguments").map_or_else(Vec::new, |list| match list.kind() {
            "argument_list" => self.arguments(list),
            _ => {
                let value = self.expression(list);
                let span = self.low.span(list);
                vec![Arg { name: None, value, spread: Spread::No, span }]
            }
        });
        let callee = self.expression(function);
        self.low.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), node)
    }

    fn arguments(&mut self, list: Node<'_>) -> Vec<Arg> {
        let mut args = Vec::new();
        for child in children(list) {
            let span = self.low.span(child);
            let (name, value, spread) = match child.kind() {
                "keyword_argument" => {
                    let name = field(child, "name").map(|name| (self.low.text(name).to_owned(), self.low.span(name)));
                    let value = field(child, "value").map(|value| self.expression(value));
                    (name, value, Spread::No)
                }
                "list_splat" | "parenthesized_list_splat" => {
                    (None, Some(self.wrapped(child, ExprKind::Same)), Spread::List)
                }
                "dictionary_splat" => (None, Some(self.wrapped(child, ExprKind::Same)), Spread::Pairs),
                _ => (None, Some(self.expression(child)), Spread::No),
            };
            let value = value.unwrap_or_else(|| self.low.add(ExprKind::Broken, child));
            args.push(Arg { name, value, spread, span });
        }
        args
    }

    fn binary(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let operator = field(node, "operator").map_or("", |operator| operator.kind());
        match operator {
            "+" => {
                let (left, right) = (self.expression(left), self.expression(right));
                self.low.add(ExprKind::Add(left, right), node)
            }
            // `a | b` joins dictionaries.
            "|" => {
                let (left, right) = (self.expression(left), self.expression(right));
                let entries = vec![Entry::Spread(left), Entry::Spread(right)];
                self.low.add(ExprKind::Object(entries), node)
            }
            "%" => {
                let template = self.expression(left);
                let values = if right.kind() == "tuple" { children(right) } else { vec![right] };
                let args = values
                    .into_iter()
                    .map(|value| {
                        let span = self.low.span(value);
                        Arg { name: None, value: self.expression(value), spread: Spread::No, span }
                    })
                    .collect();
                self.low.add(ExprKind::Format { style: FormatStyle::Percent, template, args }, node)
            }
            _ => self.parts(node, ExprKind::Test),
        }
    }

    fn boolean(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let or = has(node, "or");
        let (left, right) = (self.expression(left), self.expression(right));
        self.low.add(if or { ExprKind::Else(left, right) } else { ExprKind::Both(left, right) }, node)
    }

    fn conditional(&mut self, node: Node<'_>) -> ExprId {
        match children(node).as_slice() {
            [then, condition, otherwise] => {
                let (then, condition) = (self.expression(*then), self.expression(*condition));
                let otherwise = self.expression(*otherwise);
                self.low.add(ExprKind::Choose { condition, then, otherwise }, node)
            }
            _ => opaque(self, node),
        }
    }

    fn dictionary(&mut self, node: Node<'_>) -> ExprId {
        let mut entries = Vec::new();
        for child in children(node) {
            match (child.kind(), field(child, "key"), field(child, "value")) {
                ("pair", Some(key), Some(value)) => {
                    let (key, value) = (self.expression(key), self.expression(value));
                    entries.push(Entry::Pair { key, value, span: self.low.span(child) });
                }
                _ => entries.push(Entry::Spread(self.expression(child))),
            }
        }
        self.low.add(ExprKind::Object(entries), node)
    }

    fn list(&mut self, node: Node<'_>) -> ExprId {
        let items = children(node)
            .into_iter()
            .map(|child| (self.expression(child), matches!(child.kind(), "list_splat" | "list_splat_pattern")))
            .collect();
        self.low.add(ExprKind::List(items), node)
    }

    fn walrus(&mut self, node: Node<'_>) -> ExprId {
        let (Some(name), Some(value)) = (field(node, "name"), field(node, "value")) else { return opaque(self, node) };
        let value = self.expression(value);
        let target = self.low.bind(name);
        self.low.add(ExprKind::Assign { target, value, append: false }, node)
    }

    fn comprehension(&mut self, node: Node<'_>) -> ExprId {
        for clause in children(node) {
            if let Some(left) = field(clause, "left").filter(|_| clause.kind() == "for_in_clause") {
                self.low.binds_all(left, "identifier");
            }
        }
        opaque(self, node)
    }
}
