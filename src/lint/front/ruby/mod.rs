//! Ruby, by tree-sitter-ruby. A symbol is the text of its name; `@x` is the member `x` of the object, as its reader is.

mod calls;
mod definitions;
mod erb;
mod inline;
mod intrinsics;
mod names;

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::lower::{Lower, Lowerer, children, field, opaque, parse};
use super::text::unescape;
use super::{FrontEnd, Intrinsic};
use crate::lint::form::{Arg, Block, Call, Entry, ExprId, ExprKind, FormatStyle, Span, Spread, Unit};

/// The front end.
pub struct Ruby;

impl FrontEnd for Ruby {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        let yaml = erb::is_yaml(source);
        let code = if yaml { erb::ruby_of(source) } else { source.to_owned() };
        let tree = parse(&tree_sitter_ruby::LANGUAGE.into(), &code)?;
        let root = tree.root_node();
        let mut walk = Walk {
            low: Lowerer::new(source),
            methods: BTreeSet::new(),
            classes: BTreeSet::new(),
            locals: vec![BTreeSet::new()],
            texts: BTreeMap::new(),
            within: 0,
            method: String::new(),
            has_base: false,
        };
        walk.low.survey(&tree, |kind| kind == "comment");
        walk.look_ahead(root);
        let mut body = Vec::new();
        if yaml {
            walk.settings_file(root, "database.yml", &mut body);
        } else {
            body = super::lower::block(&mut walk, root);
        }
        let unit = &mut walk.low.unit;
        unit.body = body;
        unit.assigns_locally = true;
        unit.texts_show = true;
        unit.bare_members = true;
        unit.names_from_elsewhere = !names::stands_alone(source, root);
        unit.slips = names::slips(unit);
        Ok(walk.low.unit)
    }

    fn intrinsic(&self, name: &str) -> Option<Intrinsic> {
        intrinsics::intrinsic(name)
    }

    fn builtin(&self, name: &str) -> bool {
        intrinsics::builtin(name)
    }
}

struct Walk<'s, 't> {
    low: Lowerer<'s>,
    /// Names of the methods of the file: a bare name of one is a call.
    methods: BTreeSet<String>,
    /// Names of the classes of the file.
    classes: BTreeSet<String>,
    /// Names of variables, by function.
    locals: Vec<BTreeSet<String>>,
    /// Bodies of the texts that begin with `<<~`, by where they begin.
    texts: BTreeMap<usize, Node<'t>>,
    /// How many methods and classes are around.
    within: usize,
    /// The method being read.
    method: String,
    /// Whether the class being read has a base.
    has_base: bool,
}

impl<'s> Lower<'s> for Walk<'s, '_> {
    fn low(&mut self) -> &mut Lowerer<'s> {
        &mut self.low
    }

    fn lower_expression(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "identifier" => self.identifier(node),
            "constant" => self.name(node),
            "global_variable" => {
                let name = self.low.text(node).to_owned();
                // The streams are there by themselves.
                if !matches!(name.as_str(), "$stdout" | "$stderr" | "$stdin") {
                    self.low.binds(&name);
                }
                self.name(node)
            }
            "instance_variable" | "class_variable" => self.own(node),
            "self" => self.low.add(ExprKind::This, node),
            "super" => self.low.add(ExprKind::Super, node),
            "integer" | "float" => {
                let text = self.low.text(node).to_owned();
                self.low.add(ExprKind::Number(text), node)
            }
            "true" => self.low.add(ExprKind::Bool(true), node),
            "false" => self.low.add(ExprKind::Bool(false), node),
            "nil" => self.low.add(ExprKind::Null, node),
            "string" | "delimited_symbol" | "bare_string" | "bare_symbol" => self.string(node, node),
            "chained_string" => self.parts(node, ExprKind::Join),
            "simple_symbol" | "hash_key_symbol" => self.symbol(node),
            "heredoc_beginning" => match self.texts.get(&node.start_byte()).copied() {
                Some(body) => self.string(body, node),
                None => self.low.add(ExprKind::Opaque(Vec::new()), node),
            },
            "scope_resolution" => self.scoped(node),
            "element_reference" => self.element(node),
            "call" if self.raises(node) => {
                let args = field(node, "arguments").map(children).unwrap_or_default();
                let value = args.last().map(|arg| self.expression(*arg));
                let value = value.unwrap_or_else(|| self.low.add(ExprKind::Null, node));
                self.low.add(ExprKind::Opaque(vec![value]), node)
            }
            "call" => self.call(node),
            "argument_list" => match children(node)[..] {
                [only] => self.expression(only),
                _ => self.list(node),
            },
            "array" | "string_array" | "symbol_array" | "right_assignment_list" | "left_assignment_list" => {
                self.list(node)
            }
            "hash" => self.hash(node),
            "binary" => self.binary(node),
            // Whether it is there is asked; it is not used.
            "unary" if self.low.text(node).starts_with("defined?") => self.low.add(ExprKind::Test(Vec::new()), node),
            "unary" => self.parts(node, ExprKind::Test),
            "assignment" | "operator_assignment" => self.assignment(node),
            "conditional" => self.conditional(node),
            "parenthesized_statements" if children(node).len() == 1 => match children(node).first() {
                Some(inner) => {
                    let inner = self.expression(*inner);
                    self.low.add(ExprKind::Same(inner), node)
                }
                None => self.low.add(ExprKind::Null, node),
            },
            "if"
            | "unless"
            | "case"
            | "begin"
            | "parenthesized_statements"
            | "if_modifier"
            | "unless_modifier"
            | "while"
            | "until"
            | "case_match" => self.inline(node),
            "rescue_modifier" => match (field(node, "body"), field(node, "handler")) {
                (Some(body), Some(handler)) => {
                    let (body, handler) = (self.expression(body), self.expression(handler));
                    self.low.add(ExprKind::Else(body, handler), node)
                }
                _ => opaque(self, node),
            },
            "lambda" => self.closure(node),
            "yield" => {
                let callee = self.low.add(ExprKind::Name("&block".into()), node);
                let args = children(node).first().map_or_else(Vec::new, |list| self.arguments(*list));
                self.low.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), node)
            }
            "method" | "singleton_method" | "class" | "module" | "return" | "break" | "next" => self.inline(node),
            "interpolation" => match children(node)[..] {
                [only] => self.expression(only),
                _ => opaque(self, node),
            },
            _ => opaque(self, node),
        }
    }

    fn lower_statement(&mut self, node: Node<'_>, into: &mut Block) {
        self.any_statement(node, into);
    }
}

impl Walk<'_, '_> {
    fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|names| names.contains(name))
    }

    fn local(&mut self, name: &str) {
        self.low.binds(name);
        if let Some(names) = self.locals.last_mut() {
            names.insert(name.to_owned());
        }
    }

    fn name(&mut self, node: Node<'_>) -> ExprId {
        let name = self.low.text(node).to_owned();
        self.low.add(ExprKind::Name(name), node)
    }

    /// A variable, or a call of a method without arguments.
    fn identifier(&mut self, node: Node<'_>) -> ExprId {
        let name = self.low.text(node);
        let is_call = !self.is_local(name) && self.methods.contains(name);
        let callee = self.name(node);
        if is_call {
            return self
                .low
                .add(ExprKind::Call(Call { callee, args: Vec::new(), new: false, initializer: Vec::new() }), node);
        }
        callee
    }

    fn own(&mut self, node: Node<'_>) -> ExprId {
        let text = self.low.text(node).to_owned();
        if self.within == 0 {
            self.low.binds(&text);
            return self.low.add(ExprKind::Name(text), node);
        }
        let object = self.low.add(ExprKind::This, node);
        let name_span = self.low.span(node);
        self.low.add(ExprKind::Member { object, name: text.trim_start_matches('@').to_owned(), name_span }, node)
    }

    fn symbol(&mut self, node: Node<'_>) -> ExprId {
        let span = self.low.span(node);
        let text = self.low.text(node);
        match text.strip_prefix(':') {
            Some(name) => self.low.add_text(name, Span::new(span.start + 1, span.end)),
            None => self.low.add_text(text, span),
        }
    }

    /// A text with what is put in; it stands at `at`.
    fn string(&mut self, node: Node<'_>, at: Node<'_>) -> ExprId {
        let quote = node.child(0).map_or("", |first| self.low.text(first));
        let plain =
            quote.starts_with('\'') || quote.starts_with("%q") && !quote.starts_with("%Q") || quote.starts_with("%w");
        let squiggly = self.low.text(at).starts_with("<<~");
        let mut parts: Vec<ExprId> = Vec::new();
        let mut literal: Option<Span> = None;
        let flush = |walk: &mut Self, literal: &mut Option<Span>, parts: &mut Vec<ExprId>| {
            if let Some(span) = literal.take() {
                let text = span.text(walk.low.source);
                let mut text = if plain {
                    text.replace("\\'", "'").replace("\\\\", "\\")
                } else {
                    unescape(&text.replace("\\#", "#"))
                };
                if squiggly {
                    text = text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
                        + if text.ends_with('\n') { "\n" } else { "" };
                }
                parts.push(walk.low.add_text(text, span));
            }
        };
        for child in children(node) {
            match child.kind() {
                "string_content" | "escape_sequence" | "heredoc_content" => {
                    let span = self.low.span(child);
                    literal = Some(literal.map_or(span, |there| there.join(span)));
                }
                "heredoc_end" => {}
                _ => {
                    flush(self, &mut literal, &mut parts);
                    let part = self.expression(child);
                    parts.push(part);
                }
            }
        }
        flush(self, &mut literal, &mut parts);
        match parts.as_slice() {
            [] => {
                let begin = at.start_byte() + 1;
                self.low.add_text("", Span::new(begin, begin))
            }
            [only] if matches!(self.low.unit.expr(*only).kind, ExprKind::Text(_)) => *only,
            _ => self.low.add(ExprKind::Join(parts), at),
        }
    }

    fn scoped(&mut self, node: Node<'_>) -> ExprId {
        let Some(name) = field(node, "name") else { return opaque(self, node) };
        let Some(scope) = field(node, "scope") else { return self.name(name) };
        let object = self.expression(scope);
        let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
        self.low.add(ExprKind::Member { object, name, name_span }, node)
    }

    fn element(&mut self, node: Node<'_>) -> ExprId {
        match children(node)[..] {
            [object, index] => {
                let (object, index) = (self.expression(object), self.expression(index));
                self.low.add(ExprKind::Index { object, index }, node)
            }
            _ => opaque(self, node),
        }
    }

    fn list(&mut self, node: Node<'_>) -> ExprId {
        let all = children(node);
        if !all.is_empty() && all.iter().all(|child| child.kind() == "pair") {
            return self.hash(node);
        }
        let items = all
            .into_iter()
            .map(|child| match child.kind() {
                "splat_argument" => (self.inner(child), true),
                _ => (self.expression(child), false),
            })
            .collect();
        self.low.add(ExprKind::List(items), node)
    }

    fn hash(&mut self, node: Node<'_>) -> ExprId {
        let mut entries = Vec::new();
        for child in children(node) {
            let span = self.low.span(child);
            match (child.kind(), field(child, "key"), field(child, "value")) {
                ("pair", Some(key), Some(value)) => {
                    let (key, value) = (self.expression(key), self.expression(value));
                    entries.push(Entry::Pair { key, value, span });
                }
                ("pair", Some(key), None) => {
                    let value = self.name(key);
                    let key = self.expression(key);
                    entries.push(Entry::Pair { key, value, span });
                }
                _ => entries.push(Entry::Spread(self.inner(child))),
            }
        }
        self.low.add(ExprKind::Object(entries), node)
    }

    fn binary(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let operator = field(node, "operator").map_or("", |operator| operator.kind());
        if operator == "%" && matches!(left.kind(), "string" | "identifier" | "constant" | "chained_string") {
            let template = self.expression(left);
            let values = if right.kind() == "array" { children(right) } else { vec![right] };
            let args = values
                .into_iter()
                .map(|value| Arg {
                    name: None,
                    span: self.low.span(value),
                    value: self.expression(value),
                    spread: Spread::No,
                })
                .collect();
            return self.low.add(ExprKind::Format { style: FormatStyle::Percent, template, args }, node);
        }
        let (left, right) = (self.expression(left), self.expression(right));
        let kind = match operator {
            "+" => ExprKind::Add(left, right),
            "||" | "or" => ExprKind::Else(left, right),
            "&&" | "and" => ExprKind::Both(left, right),
            // What a call gives has no name of its own.
            "<<" if matches!(self.low.unit.expr(left).kind, ExprKind::Call(_)) => ExprKind::Add(left, right),
            "<<" => ExprKind::Assign { target: left, value: right, append: true },
            "|" => ExprKind::Object(vec![Entry::Spread(left), Entry::Spread(right)]),
            _ => ExprKind::Test(vec![left, right]),
        };
        self.low.add(kind, node)
    }

    /// What is assigned to: a variable is one from here on.
    fn target(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "identifier" => {
                let name = self.low.text(node).to_owned();
                self.local(&name);
                self.low.add(ExprKind::Name(name), node)
            }
            "constant" => self.low.bind(node),
            "left_assignment_list" | "destructured_left_assignment" => {
                let items = children(node)
                    .into_iter()
                    .map(|child| match (child.kind(), children(child).first().copied()) {
                        ("rest_assignment", Some(inner)) => (self.target(inner), true),
                        _ => (self.target(child), false),
                    })
                    .collect();
                self.low.add(ExprKind::List(items), node)
            }
            "call" => {
                let (Some(object), Some(name)) = (field(node, "receiver"), field(node, "method")) else {
                    return opaque(self, node);
                };
                let object = self.expression(object);
                let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
                self.low.add(ExprKind::Member { object, name, name_span }, node)
            }
            // A constant that is set in a module: within it the bare name stands for it.
            "scope_resolution" => {
                if let Some(name) = field(node, "name") {
                    self.low.binds(self.low.text(name));
                }
                self.expression(node)
            }
            _ => self.expression(node),
        }
    }

    fn assignment(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let operator = field(node, "operator").map_or("=", |operator| operator.kind());
        let value = self.expression(right);
        let target = self.target(left);
        let kind = match operator {
            "=" => ExprKind::Assign { target, value, append: false },
            "+=" => ExprKind::Assign { target, value, append: true },
            "||=" => {
                let value = self.low.add(ExprKind::Else(target, value), right);
                ExprKind::Assign { target, value, append: false }
            }
            _ => {
                let value = self.low.add(ExprKind::Test(vec![target, value]), right);
                ExprKind::Assign { target, value, append: false }
            }
        };
        self.low.add(kind, node)
    }

    fn conditional(&mut self, node: Node<'_>) -> ExprId {
        let parts = (field(node, "condition"), field(node, "consequence"), field(node, "alternative"));
        let (Some(condition), Some(then), Some(otherwise)) = parts else { return opaque(self, node) };
        let condition = self.expression(condition);
        let (then, otherwise) = (self.expression(then), self.expression(otherwise));
        self.low.add(ExprKind::Choose { condition, then, otherwise }, node)
    }
}
