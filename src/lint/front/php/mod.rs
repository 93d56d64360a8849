//! PHP, by tree-sitter-php. Variables keep their `$`, so that they are never taken for functions, classes or constants.

mod calls;
mod definitions;
mod intrinsics;

use std::collections::BTreeSet;

use tree_sitter::Node;

use super::lower::{Lower, Lowerer, block, children, field, is_slip, opaque, parse};
use super::text::unescape;
use super::{FrontEnd, Intrinsic};
use crate::lint::form::{Arg, Block, Entry, ExprId, ExprKind, Span, Spread, Statement, Unit};

/// The front end.
pub struct Php;

impl FrontEnd for Php {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        // A fence or a snippet often has no `<?php`.
        let whole = source.contains("<?");
        let language = if whole { tree_sitter_php::LANGUAGE_PHP } else { tree_sitter_php::LANGUAGE_PHP_ONLY };
        let tree = parse(&language.into(), source)?;
        let mut walk = Walk { low: Lowerer::new(source), ..Walk::default_for(source) };
        walk.low.survey(&tree, |kind| kind == "comment");
        let body = block(&mut walk, tree.root_node());
        let mut imports = std::mem::take(&mut walk.qualified);
        imports.extend(body);
        let unit = &mut walk.low.unit;
        unit.body = imports;
        unit.assigns_locally = true;
        unit.names_from_elsewhere |= source.contains("extract(") || source.contains("$$");
        unit.slips = slips(unit);
        Ok(walk.low.unit)
    }

    fn intrinsic(&self, name: &str) -> Option<Intrinsic> {
        intrinsics::intrinsic(name)
    }

    fn builtin(&self, name: &str) -> bool {
        intrinsics::builtin(name)
    }

    fn same_name(&self, one: &str, other: &str) -> bool {
        one.eq_ignore_ascii_case(other)
    }

    fn joints(&self, piece: &str) -> (&'static str, &'static str) {
        let open = piece.rfind("<?");
        let closed = piece.rfind("?>").is_some_and(|close| open.is_none_or(|open| open < close));
        (if open.is_some() { "" } else { "<?php " }, if closed { "\n" } else { "\n?>\n" })
    }
}

/// Functions that are called and not there, and that are a slip of one of the file's. A function that calls one of the
/// language's own may be named almost as that one.
fn slips(unit: &Unit) -> BTreeSet<String> {
    let own: Vec<(&str, Span)> =
        unit.functions().filter_map(|(_, function)| Some((function.name.as_deref()?, function.span))).collect();
    let mut slips = BTreeSet::new();
    for (_, expr) in unit.exprs() {
        let ExprKind::Call(call) = &expr.kind else { continue };
        let ExprKind::Name(name) = &unit.expr(call.callee).kind else { continue };
        if name.starts_with('$') || unit.bound.contains(name) || intrinsics::is_of_php(name) {
            continue;
        }
        let meant = own.iter().any(|(own, around)| is_slip(own, name) && !around.contains(expr.span));
        let there = own.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
        if meant && !there {
            slips.insert(name.clone());
        }
    }
    slips
}

struct Walk<'s> {
    low: Lowerer<'s>,
    /// Imports of the qualified names that were met.
    qualified: Block,
    /// First words of the namespaces and classes that `use` brought in.
    used: Vec<String>,
    /// Names that the function being read declares `global`.
    outer: Vec<String>,
    /// How many functions and classes are around.
    within: usize,
}

impl<'s> Walk<'s> {
    fn default_for(source: &'s str) -> Self {
        Self { low: Lowerer::new(source), qualified: Vec::new(), used: Vec::new(), outer: Vec::new(), within: 0 }
    }
}

impl<'s> Lower<'s> for Walk<'s> {
    fn low(&mut self) -> &mut Lowerer<'s> {
        &mut self.low
    }

    fn lower_expression(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "variable_name" => self.variable(node),
            "name" => self.name(node),
            "qualified_name" | "relative_name" => self.qualified_name(node),
            "relative_scope" => match self.low.text(node) {
                "parent" => self.low.add(ExprKind::Super, node),
                _ => self.low.add(ExprKind::This, node),
            },
            "integer" | "float" => {
                let text = self.low.text(node).to_owned();
                self.low.add(ExprKind::Number(text), node)
            }
            "boolean" => {
                let is = self.low.text(node).eq_ignore_ascii_case("true");
                self.low.add(ExprKind::Bool(is), node)
            }
            "null" => self.low.add(ExprKind::Null, node),
            "string" | "nowdoc" => self.plain(node),
            "encapsed_string" | "heredoc" => self.interpolated(node),
            "member_access_expression" | "nullsafe_member_access_expression" => self.member(node),
            "scoped_property_access_expression" | "class_constant_access_expression" => self.of_class(node),
            "subscript_expression" => self.subscript(node),
            "function_call_expression" => self.call(node),
            "member_call_expression" | "nullsafe_member_call_expression" => self.method_call(node),
            "scoped_call_expression" => self.static_call(node),
            "object_creation_expression" => self.creation(node),
            "array_creation_expression" | "list_literal" => self.array(node),
            "binary_expression" => self.binary(node),
            "assignment_expression" | "reference_assignment_expression" | "augmented_assignment_expression" => {
                self.assignment(node)
            }
            "conditional_expression" => self.conditional(node),
            "match_expression" => self.choice(node),
            "unary_op_expression" | "update_expression" => self.parts(node, ExprKind::Test),
            "parenthesized_expression"
            | "error_suppression_expression"
            | "clone_expression"
            | "cast_expression"
            | "by_ref"
            | "variadic_unpacking" => self.last(node),
            "anonymous_function" | "arrow_function" => self.closure(node),
            "print_intrinsic" => self.named_call("print", node),
            "require_expression" | "require_once_expression" | "include_expression" | "include_once_expression" => {
                self.included(node)
            }
            "throw_expression" => self.parts(node, ExprKind::Opaque),
            _ => opaque(self, node),
        }
    }

    fn lower_statement(&mut self, node: Node<'_>, into: &mut Block) {
        self.any_statement(node, into);
    }
}

impl Walk<'_> {
    /// What stands last in it: casts, parentheses, `@`.
    fn last(&mut self, node: Node<'_>) -> ExprId {
        match children(node).last() {
            Some(inner) => {
                let inner = self.expression(*inner);
                self.low.add(ExprKind::Same(inner), node)
            }
            None => self.low.add(ExprKind::Broken, node),
        }
    }

    fn variable(&mut self, node: Node<'_>) -> ExprId {
        match self.low.text(node) {
            "$this" => self.low.add(ExprKind::This, node),
            name => {
                let name = name.to_owned();
                self.low.add(ExprKind::Name(name), node)
            }
        }
    }

    fn name(&mut self, node: Node<'_>) -> ExprId {
        let name = self.low.text(node);
        let kind = match name {
            "self" | "static" => ExprKind::This,
            "parent" => ExprKind::Super,
            "PHP_EOL" => ExprKind::Text("\n".into()),
            _ => ExprKind::Name(name.to_owned()),
        };
        self.low.add(kind, node)
    }

    /// `Doctrine\DBAL\DriverManager`, `\PDO`: an import of its own, unless `use` brought its first word in.
    fn qualified_name(&mut self, node: Node<'_>) -> ExprId {
        let text: String = self.low.text(node).chars().filter(|c| !c.is_whitespace()).collect();
        let span = self.low.span(node);
        let mut words = text.trim_start_matches('\\').split('\\');
        let first = words.next().unwrap_or_default().to_owned();
        if !text.starts_with('\\') && self.used.contains(&first) {
            let mut object = self.low.add(ExprKind::Name(first), node);
            for word in words {
                object = self.low.add(ExprKind::Member { object, name: word.to_owned(), name_span: span }, node);
            }
            return object;
        }
        let plain = text.trim_start_matches('\\');
        // A function, or a class of the file itself, by its full name.
        let last = plain.rsplit('\\').next().unwrap_or(plain);
        if self.low.unit.bound.contains(last) && plain != last {
            return self.low.add(ExprKind::Name(last.to_owned()), node);
        }
        self.low.binds(&text);
        self.qualified.push(Statement::Import { name: text.clone(), path: plain.replace('\\', "."), span });
        self.low.add(ExprKind::Name(text), node)
    }

    /// `'..'`: only `\'` and `\\` are escapes.
    fn plain(&mut self, node: Node<'_>) -> ExprId {
        let parts: Vec<Node<'_>> =
            children(node).into_iter().filter(|child| !child.kind().ends_with("_start")).collect();
        let span = match (parts.first(), parts.last()) {
            (Some(first), Some(last)) if node.kind() == "string" => Span::new(first.start_byte(), last.end_byte()),
            _ if node.kind() == "string" => Span::new(node.start_byte() + 1, node.start_byte() + 1),
            _ => match children(node).into_iter().find(|child| child.kind() == "nowdoc_body") {
                Some(body) => self.low.span(body),
                None => self.low.span(node),
            },
        };
        let text = span.text(self.low.source);
        let text = if node.kind() == "string" {
            text.replace("\\'", "'").replace("\\\\", "\\")
        } else {
            text.trim().to_owned()
        };
        self.low.add_text(text, span)
    }

    fn interpolated(&mut self, node: Node<'_>) -> ExprId {
        let node = if node.kind() == "heredoc" { field(node, "value").unwrap_or(node) } else { node };
        let mut parts: Vec<ExprId> = Vec::new();
        let mut literal: Option<Span> = None;
        let flush = |walk: &mut Self, literal: &mut Option<Span>, parts: &mut Vec<ExprId>| {
            if let Some(span) = literal.take() {
                let text = unescape(span.text(walk.low.source));
                parts.push(walk.low.add_text(text, span));
            }
        };
        for child in children(node) {
            match child.kind() {
                "string_content" | "escape_sequence" => {
                    let span = self.low.span(child);
                    literal = Some(literal.map_or(span, |there| there.join(span)));
                }
                "heredoc_start" | "heredoc_end" => {}
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
                let at = node.start_byte() + 1;
                self.low.add_text("", Span::new(at, at))
            }
            [only] if matches!(self.low.unit.expr(*only).kind, ExprKind::Text(_)) => *only,
            _ => self.low.add(ExprKind::Join(parts), node),
        }
    }

    fn member(&mut self, node: Node<'_>) -> ExprId {
        let (Some(object), Some(name)) = (field(node, "object"), field(node, "name")) else {
            return opaque(self, node);
        };
        if name.kind() != "name" {
            return opaque(self, node);
        }
        let object = self.expression(object);
        let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
        self.low.add(ExprKind::Member { object, name, name_span }, node)
    }

    /// `A::$b`, `A::B`
    fn of_class(&mut self, node: Node<'_>) -> ExprId {
        let [scope, name] = children(node)[..] else { return opaque(self, node) };
        let object = self.expression(scope);
        let (name, name_span) = (self.low.text(name).trim_start_matches('$').to_owned(), self.low.span(name));
        if name == "class" {
            return object;
        }
        self.low.add(ExprKind::Member { object, name, name_span }, node)
    }

    fn subscript(&mut self, node: Node<'_>) -> ExprId {
        let [object, index] = children(node)[..] else { return opaque(self, node) };
        let object = self.expression(object);
        let index = self.key(index);
        self.low.add(ExprKind::Index { object, index }, node)
    }

    /// A key: a constant stands for itself, by its name.
    fn key(&mut self, node: Node<'_>) -> ExprId {
        let text = self.low.text(node);
        let span = self.low.span(node);
        match node.kind() {
            // `"$row[name]"`
            "name" => self.low.add_text(text, span),
            "class_constant_access_expression" => self.low.add_text(text.trim_start_matches('\\'), span),
            _ => self.expression(node),
        }
    }

    /// `[a, b]` is a list, `['k' => v]` a dictionary.
    fn array(&mut self, node: Node<'_>) -> ExprId {
        let all: Vec<Node<'_>> = children(node);
        let spread =
            |child: &Node<'_>| children(*child).first().is_some_and(|inner| inner.kind() == "variadic_unpacking");
        let pairs = all.iter().any(|child| child.kind() == "array_element_initializer" && children(*child).len() == 2);
        if !pairs {
            let only_spreads = !all.is_empty() && all.iter().all(spread);
            if only_spreads {
                let entries = all.iter().map(|child| Entry::Spread(self.expression(*child))).collect();
                return self.low.add(ExprKind::Object(entries), node);
            }
            let items = all.into_iter().map(|child| (self.element(child), spread(&child))).collect();
            return self.low.add(ExprKind::List(items), node);
        }
        let mut entries = Vec::new();
        for (index, child) in all.into_iter().enumerate() {
            let span = self.low.span(child);
            match children(child)[..] {
                [key, value] if child.kind() == "array_element_initializer" => {
                    let (key, value) = (self.key(key), self.expression(value));
                    entries.push(Entry::Pair { key, value, span });
                }
                [inner] if inner.kind() == "variadic_unpacking" => entries.push(Entry::Spread(self.expression(inner))),
                [inner] => {
                    let key = self.low.add(ExprKind::Text(index.to_string()), inner);
                    let value = self.expression(inner);
                    entries.push(Entry::Pair { key, value, span });
                }
                _ => entries.push(Entry::Spread(self.expression(child))),
            }
        }
        self.low.add(ExprKind::Object(entries), node)
    }

    fn element(&mut self, node: Node<'_>) -> ExprId {
        match children(node)[..] {
            [inner] if node.kind() == "array_element_initializer" => self.expression(inner),
            _ => self.expression(node),
        }
    }

    fn binary(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let operator = field(node, "operator").map_or("", |operator| operator.kind()).to_ascii_lowercase();
        let numbers = [left, right].iter().any(|side| matches!(side.kind(), "integer" | "float"));
        let right_is_a_name = right.kind() == "name" && operator == "instanceof";
        let left = self.expression(left);
        let right = if right_is_a_name { left } else { self.expression(right) };
        let kind = match operator.as_str() {
            "." => ExprKind::Add(left, right),
            "??" | "||" | "or" => ExprKind::Else(left, right),
            "&&" | "and" => ExprKind::Both(left, right),
            // Arrays: what the left one has stays.
            "+" if !numbers => ExprKind::Object(vec![Entry::Spread(right), Entry::Spread(left)]),
            _ => ExprKind::Test(vec![left, right]),
        };
        self.low.add(kind, node)
    }

    fn assignment(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let operator = field(node, "operator").map_or("=", |operator| operator.kind()).to_owned();
        let value = self.expression(right);
        // `$list[] = x`
        if left.kind() == "subscript_expression"
            && let [list] = children(left)[..]
        {
            let object = self.expression(list);
            let span = self.low.span(right);
            let callee = self.low.add(ExprKind::Member { object, name: "array_push".into(), name_span: span }, left);
            let args = vec![Arg { name: None, value, spread: Spread::No, span }];
            return self.call_of(callee, args, false, node);
        }
        self.low.binds_all(left, "variable_name");
        let target = self.expression(left);
        let kind = match operator.as_str() {
            "=" => ExprKind::Assign { target, value, append: false },
            ".=" => ExprKind::Assign { target, value, append: true },
            "??=" => {
                let value = self.low.add(ExprKind::Else(target, value), right);
                ExprKind::Assign { target, value, append: false }
            }
            "+=" => {
                let value = self.low.add(ExprKind::Object(vec![Entry::Spread(value), Entry::Spread(target)]), right);
                ExprKind::Assign { target, value, append: false }
            }
            _ => {
                let value = self.low.add(ExprKind::Test(vec![target, value]), right);
                ExprKind::Assign { target, value, append: false }
            }
        };
        self.low.add(kind, node)
    }

    /// `a ? b : c`, and `a ?: c`
    fn conditional(&mut self, node: Node<'_>) -> ExprId {
        let parts = (field(node, "condition"), field(node, "body"), field(node, "alternative"));
        let (Some(condition), body, Some(otherwise)) = parts else { return opaque(self, node) };
        let condition = self.expression(condition);
        let Some(then) = body else {
            let otherwise = self.expression(otherwise);
            return self.low.add(ExprKind::Else(condition, otherwise), node);
        };
        let (then, otherwise) = (self.expression(then), self.expression(otherwise));
        self.low.add(ExprKind::Choose { condition, then, otherwise }, node)
    }

    /// `match (x) { a => b, default => c }`: one of the values.
    fn choice(&mut self, node: Node<'_>) -> ExprId {
        let (Some(subject), Some(body)) = (field(node, "condition"), field(node, "body")) else {
            return opaque(self, node);
        };
        let condition = self.expression(subject);
        let mut result = None;
        for arm in children(body).into_iter().rev() {
            let Some(value) = field(arm, "return_expression") else { continue };
            let then = self.expression(value);
            let tested = match field(arm, "conditional_expressions") {
                Some(tested) => self.expression(tested),
                None => condition,
            };
            result = Some(match result {
                None => then,
                Some(otherwise) => self.low.add(ExprKind::Choose { condition: tested, then, otherwise }, arm),
            });
        }
        result.unwrap_or(condition)
    }

    /// `require`: variables can come from there, save from Composer's autoloader.
    fn included(&mut self, node: Node<'_>) -> ExprId {
        if !self.low.text(node).contains("autoload") {
            self.low.unit.names_from_elsewhere = true;
        }
        opaque(self, node)
    }
}
