//! Ruby, by tree-sitter-ruby. A symbol is the text of its name; `@x` is the member `x` of the object, as its reader is.

mod definitions;
mod erb;
mod intrinsics;

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::lower::{Lower, Lowerer, children, field, is_exchanged, opaque, parse};
use super::text::unescape;
use super::{FrontEnd, Intrinsic};
use crate::lint::form::{
    Arg, Block, Call, Entry, ExprId, ExprKind, FormatStyle, Function, Param, Span, Spread, Statement, Unit,
};

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
        walk.low.survey(root, |kind| kind == "comment");
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
        unit.bare_members = true;
        // Constants and methods come with other files, with a base, with what is included.
        let alone = (source.contains("require '") || source.contains("require \""))
            && ![
                "require_relative",
                "Bundler",
                "Rails",
                "ActiveSupport",
                "include ",
                "extend ",
                " < ",
                "method_missing",
                "instance_eval",
            ]
            .iter()
            .any(|word| source.contains(word))
            && (is_script(root)
                || !source.lines().any(|line| line.starts_with("class ") || line.starts_with("module ")));
        unit.names_from_elsewhere = !alone;
        unit.slips = slips(unit);
        Ok(walk.low.unit)
    }

    fn intrinsic(&self, name: &str) -> Option<Intrinsic> {
        intrinsics::intrinsic(name)
    }

    fn builtin(&self, name: &str) -> bool {
        intrinsics::builtin(name)
    }
}

/// Constants that are not there, and that are a slip of one that the file sets.
fn slips(unit: &Unit) -> BTreeSet<String> {
    let is_constant = |name: &str| name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_');
    let names = unit.exprs().filter_map(|(_, expr)| match &expr.kind {
        ExprKind::Name(name) => Some(name),
        _ => None,
    });
    let is_slip_of_own = |name: &String| {
        is_constant(name)
            && !unit.bound.contains(name)
            && unit.bound.iter().any(|own| own.len() >= 5 && is_constant(own) && is_exchanged(own, name))
    };
    names.filter(|name| is_slip_of_own(name)).cloned().collect()
}

/// Whether a file is a program: it sets variables beside its classes and methods, which a file of a library does not.
fn is_script(root: Node<'_>) -> bool {
    let sets = |node: &Node<'_>| {
        node.kind() == "assignment" && field(*node, "left").is_some_and(|left| left.kind() == "identifier")
    };
    children(root).iter().any(sets)
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

impl Lower for Walk<'_, '_> {
    fn add(&mut self, kind: ExprKind, node: Node<'_>) -> ExprId {
        self.low.add(kind, node)
    }

    fn expression(&mut self, node: Node<'_>) -> ExprId {
        if !self.low.enter() {
            return self.low.add(ExprKind::Opaque(Vec::new()), node);
        }
        let id = self.lower_expression(node);
        self.low.leave();
        id
    }

    fn statement(&mut self, node: Node<'_>, into: &mut Block) {
        if self.low.enter() {
            self.lower_statement(node, into);
            self.low.leave();
        }
    }
}

impl<'t> Walk<'_, 't> {
    /// Methods, classes and the bodies of texts, wherever they stand.
    fn look_ahead(&mut self, root: Node<'t>) {
        let mut begun: Vec<usize> = Vec::new();
        let mut cursor = root.walk();
        loop {
            let node = cursor.node();
            match node.kind() {
                "method" | "singleton_method" => {
                    let name = field(node, "name").map(|name| self.low.text(name).to_owned());
                    self.methods.extend(name);
                }
                "class" | "module" => {
                    let name = field(node, "name").map(|name| self.low.text(name).to_owned());
                    self.classes.extend(name);
                }
                "heredoc_beginning" => begun.push(node.start_byte()),
                "heredoc_body" if !begun.is_empty() => {
                    let at = begun.remove(0);
                    self.texts.insert(at, node);
                }
                _ => {}
            }
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
            }
        }
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

    fn parts(&mut self, node: Node<'_>, kind: impl FnOnce(Vec<ExprId>) -> ExprKind) -> ExprId {
        let parts = children(node).into_iter().map(|child| self.expression(child)).collect();
        self.low.add(kind(parts), node)
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

    fn call_of(&mut self, callee: ExprId, args: Vec<Arg>, new: bool, node: Node<'_>) -> ExprId {
        self.low.add(ExprKind::Call(Call { callee, args, new, initializer: Vec::new() }), node)
    }

    fn call(&mut self, node: Node<'_>) -> ExprId {
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
    fn arguments(&mut self, list: Node<'_>) -> Vec<Arg> {
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

    fn inner(&mut self, node: Node<'_>) -> ExprId {
        match children(node).first() {
            Some(inner) => self.expression(*inner),
            None => self.low.add(ExprKind::Opaque(Vec::new()), node),
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

    /// A statement in the place of an expression: as a function that is called at once and knows the names around it.
    fn inline(&mut self, node: Node<'_>) -> ExprId {
        if let Some(word) =
            ["raise", "fail", "throw", "abort"].iter().find(|word| self.low.text(node).starts_with(**word))
        {
            let _ = word;
            return opaque(self, node);
        }
        let mut body: Block = Vec::new();
        self.lower_statement(node, &mut body);
        self.give_last(&mut body);
        let outer = self.locals.iter().flatten().cloned().collect();
        let span = self.low.span(node);
        let id = self.low.unit.add_function(Function { span, body, outer, ..Function::default() });
        let callee = self.low.add(ExprKind::Function(id), node);
        self.call_of(callee, Vec::new(), false, node)
    }

    /// The last value of a block is what it gives.
    fn give_last(&mut self, block: &mut Block) {
        match block.last_mut() {
            Some(Statement::If { then, otherwise, .. }) => {
                let (mut first, mut second) = (std::mem::take(then), std::mem::take(otherwise));
                self.give_last(&mut first);
                self.give_last(&mut second);
                if let Some(Statement::If { then, otherwise, .. }) = block.last_mut() {
                    (*then, *otherwise) = (first, second);
                }
            }
            Some(Statement::OneOf { branches, .. }) => {
                let mut all = std::mem::take(branches);
                all.iter_mut().for_each(|branch| self.give_last(branch));
                if let Some(Statement::OneOf { branches, .. }) = block.last_mut() {
                    *branches = all;
                }
            }
            Some(Statement::Try { body, handlers, .. }) => {
                let (mut inner, mut all) = (std::mem::take(body), std::mem::take(handlers));
                self.give_last(&mut inner);
                all.iter_mut().for_each(|(_, handler)| self.give_last(handler));
                if let Some(Statement::Try { body, handlers, .. }) = block.last_mut() {
                    (*body, *handlers) = (inner, all);
                }
            }
            Some(Statement::Block(inner)) => {
                let mut inside = std::mem::take(inner);
                self.give_last(&mut inside);
                block.pop();
                block.extend(inside);
            }
            Some(last @ Statement::Expr(_)) => {
                if let Statement::Expr(expression) = *last {
                    *last = Statement::Return(Some(expression));
                }
            }
            _ => {}
        }
    }
}
