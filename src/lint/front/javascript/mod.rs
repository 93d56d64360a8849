//! JavaScript and TypeScript, by tree-sitter-javascript and tree-sitter-typescript.

mod definitions;
mod dialects;
mod intrinsics;
mod patterns;

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::lower::{Lower, Lowerer, block, children, field, has, opaque};
use super::text::unescape;
use super::{FrontEnd, Intrinsic};
use crate::lint::form::{Arg, Block, Call, Entry, ExprId, ExprKind, Span, Spread, Statement, Unit};

/// The front end.
pub struct JavaScript;

impl FrontEnd for JavaScript {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        let tree = dialects::best(source)?;
        let mut walk = Walk {
            low: Lowerer::new(source),
            modules: BTreeMap::new(),
            graft: None,
            constants: BTreeSet::new(),
            variables: BTreeSet::new(),
            reassigned: Vec::new(),
        };
        walk.low.survey(&tree, |kind| matches!(kind, "comment" | "html_comment" | "hash_bang_line"));
        let body = block(&mut walk, tree.root_node());
        let modules = std::mem::take(&mut walk.modules);
        // An assignment to a constant is as broken as what does not parse.
        let broken =
            walk.reassigned.iter().filter(|(name, _)| walk.constants.contains(name) && !walk.variables.contains(name));
        let broken: Vec<Span> = broken.map(|(_, span)| *span).collect();
        walk.low.unit.broken.extend(broken);
        let unit = &mut walk.low.unit;
        unit.body = modules
            .into_iter()
            .map(|(path, span)| Statement::Import { name: hidden(&path), path, span })
            .chain(body)
            .collect();
        // Names put there by hand.
        unit.shows_fields = true;
        unit.names_from_elsewhere = source.contains("eval(") || source.contains("importScripts(");
        Ok(walk.low.unit)
    }

    fn intrinsic(&self, name: &str) -> Option<Intrinsic> {
        intrinsics::intrinsic(name)
    }

    fn absent_in_text(&self) -> Option<&'static str> {
        Some("undefined")
    }

    fn builtin(&self, name: &str) -> bool {
        intrinsics::builtin(name)
    }
}

fn operation(operator: Option<Node<'_>>, left: ExprId, right: ExprId) -> ExprKind {
    match operator.map_or("", |operator| operator.kind()) {
        "+" => ExprKind::Add(left, right),
        "||" | "??" => ExprKind::Else(left, right),
        "&&" => ExprKind::Both(left, right),
        _ => ExprKind::Test(vec![left, right]),
    }
}

/// The name to which a module is bound that is required where it is used.
fn hidden(path: &str) -> String {
    format!("require({path})")
}

struct Walk<'s> {
    low: Lowerer<'s>,
    /// Modules that are required or imported within an expression.
    modules: BTreeMap<String, Span>,
    /// A `x!` that is read as if only its right side stood before the `!`.
    graft: Option<usize>,
    /// Names that `const` declares, and those that anything else does.
    constants: BTreeSet<String>,
    variables: BTreeSet<String>,
    /// Assignments among arguments (`f(name = value)`, a habit from languages with named arguments).
    reassigned: Vec<(String, Span)>,
}

impl<'s> Lower<'s> for Walk<'s> {
    fn low(&mut self) -> &mut Lowerer<'s> {
        &mut self.low
    }

    fn lower_expression(&mut self, node: Node<'_>) -> ExprId {
        if let Some(binary) = dialects::misplaced(node, self.graft) {
            return self.rotated(node, binary);
        }
        match node.kind() {
            "identifier" | "shorthand_property_identifier" => self.name(node),
            "this" => self.low.add(ExprKind::This, node),
            "super" => self.low.add(ExprKind::Super, node),
            "number" => {
                let text = self.low.text(node).replace('_', "");
                self.low.add(ExprKind::Number(text), node)
            }
            "true" => self.low.add(ExprKind::Bool(true), node),
            "false" => self.low.add(ExprKind::Bool(false), node),
            "null" | "undefined" => self.low.add(ExprKind::Null, node),
            "string" => self.string(node),
            "template_string" => self.template(node),
            "member_expression" => self.member(node),
            "subscript_expression" => self.subscript(node),
            "call_expression" => self.call(node),
            "new_expression" => self.creation(node),
            "binary_expression" => self.binary(node),
            "unary_expression" => self.unary(node),
            "update_expression" => self.parts(node, ExprKind::Test),
            "ternary_expression" => self.conditional(node),
            "assignment_expression" | "augmented_assignment_expression" => self.assignment(node),
            "object" => self.object(node),
            "array" => self.array(node),
            "arrow_function" | "function_expression" | "function" | "generator_function" => self.function_value(node),
            "class" => self.class_value(node),
            "await_expression" => self.wrapped(node, ExprKind::Await),
            // Casts: the type comes behind.
            "parenthesized_expression"
            | "as_expression"
            | "satisfies_expression"
            | "non_null_expression"
            | "instantiation_expression"
            | "spread_element" => self.wrapped(node, ExprKind::Same),
            "type_assertion" => match children(node).last() {
                Some(inner) => {
                    let inner = self.expression(*inner);
                    self.low.add(ExprKind::Same(inner), node)
                }
                None => self.low.add(ExprKind::Broken, node),
            },
            "sequence_expression" => self.sequence(node),
            "object_pattern" | "array_pattern" | "assignment_pattern" => self.pattern(node),
            "jsx_opening_element" | "jsx_self_closing_element" | "jsx_closing_element" => {
                let name = field(node, "name");
                let parts = children(node).into_iter().filter(|child| Some(*child) != name).collect::<Vec<_>>();
                let parts = parts.into_iter().map(|child| self.expression(child)).collect();
                self.low.add(ExprKind::Opaque(parts), node)
            }
            "regex"
            | "meta_property"
            | "property_identifier"
            | "type_arguments"
            | "type_annotation"
            | "jsx_text"
            | "import" => self.low.add(ExprKind::Opaque(Vec::new()), node),
            _ => opaque(self, node),
        }
    }

    fn lower_statement(&mut self, node: Node<'_>, into: &mut Block) {
        self.any_statement(node, into);
    }
}

impl Walk<'_> {
    fn rotated(&mut self, node: Node<'_>, binary: Node<'_>) -> ExprId {
        let Some(left) = field(binary, "left") else { return opaque(self, node) };
        let left = self.expression(left);
        let around = self.graft.replace(binary.id());
        let right = self.expression(node);
        self.graft = around;
        let kind = operation(field(binary, "operator"), left, right);
        self.low.add(kind, node)
    }

    fn name(&mut self, node: Node<'_>) -> ExprId {
        let name = self.low.text(node);
        if name == "undefined" {
            return self.low.add(ExprKind::Null, node);
        }
        let name = name.to_owned();
        self.low.add(ExprKind::Name(name), node)
    }

    /// `'..'`, `".."`
    fn string(&mut self, node: Node<'_>) -> ExprId {
        let span = self.low.span(node);
        self.content(Span::new(span.start + 1, span.end.saturating_sub(1).max(span.start + 1)))
    }

    fn content(&mut self, span: Span) -> ExprId {
        let text = unescape(span.text(self.low.source));
        self.low.add_text(text, span)
    }

    /// What a literal text says.
    fn literal(&self, node: Node<'_>) -> Option<String> {
        let span = self.low.span(node);
        match node.kind() {
            "string" => Some(unescape(Span::new(span.start + 1, span.end.saturating_sub(1)).text(self.low.source))),
            "template_string" if !children(node).iter().any(|child| child.kind() == "template_substitution") => {
                Some(unescape(Span::new(span.start + 1, span.end.saturating_sub(1)).text(self.low.source)))
            }
            _ => None,
        }
    }

    /// `` `..${x}..` ``: what stands between the places is text.
    fn template(&mut self, node: Node<'_>) -> ExprId {
        let mut parts = Vec::new();
        let mut from = node.start_byte() + 1;
        let mut holes = false;
        for child in children(node).into_iter().filter(|child| child.kind() == "template_substitution") {
            if from < child.start_byte() {
                parts.push(self.content(Span::new(from, child.start_byte())));
            }
            from = child.end_byte();
            holes = true;
            let inner = children(child).first().map(|inner| self.expression(*inner));
            parts.push(inner.unwrap_or_else(|| self.low.add(ExprKind::Broken, child)));
        }
        let end = node.end_byte().saturating_sub(1);
        if from < end || parts.is_empty() {
            parts.push(self.content(Span::new(from, end.max(from))));
        }
        if parts.len() == 1 && !holes { parts[0] } else { self.low.add(ExprKind::Join(parts), node) }
    }

    /// A module that is required where it is used: `require('x')`, `import('x')`.
    fn required(&mut self, node: Node<'_>) -> Option<ExprId> {
        let function = field(node, "function")?;
        if !matches!(self.low.text(function), "require" | "import") {
            return None;
        }
        let arguments = children(field(node, "arguments")?);
        let path = self.literal(*arguments.first()?)?;
        let span = self.low.span(node);
        let name = hidden(&path);
        self.low.binds(&name);
        self.modules.entry(path).or_insert(span);
        Some(self.low.add(ExprKind::Name(name), node))
    }

    fn member(&mut self, node: Node<'_>) -> ExprId {
        let (Some(object), Some(name)) = (field(node, "object"), field(node, "property")) else {
            return opaque(self, node);
        };
        let (text, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
        if matches!(self.low.text(object), "globalThis" | "global" | "window") {
            return self.low.add(ExprKind::Name(text), node);
        }
        let object = self.expression(object);
        // A module's default export bears the module's name.
        if text == "default" {
            return self.low.add(ExprKind::Same(object), node);
        }
        self.low.add(ExprKind::Member { object, name: text, name_span }, node)
    }

    fn subscript(&mut self, node: Node<'_>) -> ExprId {
        let (Some(object), Some(index)) = (field(node, "object"), field(node, "index")) else {
            return opaque(self, node);
        };
        let (object, index) = (self.expression(object), self.expression(index));
        self.low.add(ExprKind::Index { object, index }, node)
    }

    fn call(&mut self, node: Node<'_>) -> ExprId {
        if let Some(module) = self.required(node) {
            return module;
        }
        let (Some(function), Some(arguments)) = (field(node, "function"), field(node, "arguments")) else {
            return opaque(self, node);
        };
        if arguments.kind() == "template_string" {
            // A tagged template.
            return opaque(self, node);
        }
        // What compilers put around a module.
        if matches!(
            self.low.text(function),
            "__importDefault" | "__importStar" | "_interopRequireDefault" | "_interopRequireWildcard"
        ) {
            return match children(arguments).first() {
                Some(inner) => {
                    let inner = self.expression(*inner);
                    self.low.add(ExprKind::Same(inner), node)
                }
                None => opaque(self, node),
            };
        }
        let args = self.arguments(arguments);
        let callee = self.expression(function);
        self.low.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), node)
    }

    fn creation(&mut self, node: Node<'_>) -> ExprId {
        let Some(class) = field(node, "constructor") else { return opaque(self, node) };
        let args = field(node, "arguments").map_or_else(Vec::new, |arguments| self.arguments(arguments));
        let callee = self.expression(class);
        self.low.add(ExprKind::Call(Call { callee, args, new: true, initializer: Vec::new() }), node)
    }

    fn arguments(&mut self, list: Node<'_>) -> Vec<Arg> {
        children(list)
            .into_iter()
            .map(|child| {
                let spread = if child.kind() == "spread_element" { Spread::List } else { Spread::No };
                let span = self.low.span(child);
                let assigned = (child.kind() == "assignment_expression").then(|| field(child, "left")).flatten();
                if let Some(left) = assigned.filter(|left| left.kind() == "identifier") {
                    self.reassigned.push((self.low.text(left).to_owned(), span));
                }
                Arg { name: None, value: self.expression(child), spread, span }
            })
            .collect()
    }

    fn binary(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        if self.graft == Some(node.id()) {
            return self.expression(right);
        }
        let (left, right) = (self.expression(left), self.expression(right));
        let kind = operation(field(node, "operator"), left, right);
        self.low.add(kind, node)
    }

    fn unary(&mut self, node: Node<'_>) -> ExprId {
        let operator = field(node, "operator").map_or("", |operator| operator.kind());
        let Some(argument) = field(node, "argument") else { return opaque(self, node) };
        match operator {
            "void" => self.low.add(ExprKind::Null, node),
            // What is deleted is no longer given.
            "delete" => {
                let target = self.expression(argument);
                let value = self.low.add(ExprKind::Null, node);
                self.low.add(ExprKind::Assign { target, value, append: false }, node)
            }
            _ => self.parts(node, ExprKind::Test),
        }
    }

    fn conditional(&mut self, node: Node<'_>) -> ExprId {
        match (field(node, "condition"), field(node, "consequence"), field(node, "alternative")) {
            (Some(condition), Some(then), Some(otherwise)) => {
                let (condition, then) = (self.expression(condition), self.expression(then));
                let otherwise = self.expression(otherwise);
                self.low.add(ExprKind::Choose { condition, then, otherwise }, node)
            }
            _ => opaque(self, node),
        }
    }

    fn assignment(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let value = self.expression(right);
        let target = self.pattern(left);
        let operator = field(node, "operator").map_or("=", |operator| operator.kind());
        let value = match operator {
            "=" | "+=" => value,
            "||=" | "??=" => {
                let there = self.expression(left);
                self.low.add(ExprKind::Else(there, value), node)
            }
            _ => {
                let there = self.expression(left);
                self.low.add(ExprKind::Test(vec![there, value]), node)
            }
        };
        self.low.add(ExprKind::Assign { target, value, append: operator == "+=" }, node)
    }

    fn object(&mut self, node: Node<'_>) -> ExprId {
        let mut entries = Vec::new();
        for child in children(node) {
            let span = self.low.span(child);
            match child.kind() {
                "pair" => {
                    let (Some(key), Some(value)) = (field(child, "key"), field(child, "value")) else { continue };
                    let key = self.key(key);
                    let value = self.expression(value);
                    entries.push(Entry::Pair { key, value, span });
                }
                "shorthand_property_identifier" => {
                    let key = self.key(child);
                    let value = self.name(child);
                    entries.push(Entry::Pair { key, value, span });
                }
                "method_definition" => {
                    let Some(name) = field(child, "name") else { continue };
                    if has(child, "set") {
                        continue;
                    }
                    let key = self.key(name);
                    let mut value = self.function_value(child);
                    if has(child, "get") {
                        value = self.low.add(
                            ExprKind::Call(Call {
                                callee: value,
                                args: Vec::new(),
                                new: false,
                                initializer: Vec::new(),
                            }),
                            child,
                        );
                    }
                    entries.push(Entry::Pair { key, value, span });
                }
                "spread_element" => {
                    let inner = self.wrapped(child, ExprKind::Same);
                    entries.push(Entry::Spread(inner));
                }
                // What does not parse may be anything.
                _ => {
                    let inner = opaque(self, child);
                    entries.push(Entry::Spread(inner));
                }
            }
        }
        self.low.add(ExprKind::Object(entries), node)
    }

    /// The key of an entry, as an expression that gives its text.
    fn key(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "string" => self.string(node),
            "computed_property_name" => match children(node).first() {
                Some(inner) => self.expression(*inner),
                None => self.low.add(ExprKind::Broken, node),
            },
            _ => {
                let (text, span) = (self.low.text(node).to_owned(), self.low.span(node));
                self.low.add_text(text, span)
            }
        }
    }

    fn array(&mut self, node: Node<'_>) -> ExprId {
        let items = children(node)
            .into_iter()
            .map(|child| (self.expression(child), child.kind() == "spread_element"))
            .collect();
        self.low.add(ExprKind::List(items), node)
    }

    /// `(0, module.function)(...)`, as compilers write it; else a value made of all.
    fn sequence(&mut self, node: Node<'_>) -> ExprId {
        match children(node).as_slice() {
            [first, last] if first.kind() == "number" => {
                let last = self.expression(*last);
                self.low.add(ExprKind::Same(last), node)
            }
            _ => opaque(self, node),
        }
    }
}
