//! Java, by tree-sitter-java.

mod calls;
mod definitions;
mod intrinsics;

use std::collections::BTreeMap;

use tree_sitter::Node;

use super::lower::{Lower, Lowerer, block, children, field, opaque, parse};
use super::text::unescape;
use super::{FrontEnd, Intrinsic};
use crate::lint::form::{Arg, Block, Call, ExprId, ExprKind, Function, Param, Receiver, Span, Spread, Unit};

/// The front end.
pub struct Java;

impl FrontEnd for Java {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        let tree = parse(&tree_sitter_java::LANGUAGE.into(), source)?;
        let root = tree.root_node();
        let mut walk = Walk { low: Lowerer::new(source), imports: BTreeMap::new() };
        walk.low.survey(&tree, |kind| kind.ends_with("comment"));
        let body = block(&mut walk, root);
        // A fragment without imports takes its types for granted.
        let imports = children(root).iter().any(|child| child.kind() == "import_declaration");
        let unit = &mut walk.low.unit;
        unit.body = body;
        unit.wildcards.push("java.lang".to_owned());
        unit.bare_members = true;
        unit.implicit_namespaces = !imports;
        unit.methods_apart = true;
        unit.types_are_imported = true;
        // `javax.sql.DataSource` or one of the same package, rather than a pool's.
        unit.bound.insert("DataSource".to_owned());
        Ok(walk.low.unit)
    }

    fn intrinsic(&self, name: &str) -> Option<Intrinsic> {
        intrinsics::intrinsic(name)
    }

    fn absent_in_text(&self) -> Option<&'static str> {
        Some("null")
    }

    fn builtin(&self, name: &str) -> bool {
        // Types of the same package begin with a capital; the parts of a package's name are no variables.
        name.starts_with(char::is_uppercase) || intrinsics::PACKAGES.contains(&name)
    }
}

pub(super) struct Walk<'s> {
    pub low: Lowerer<'s>,
    /// What the names of imported types stand for.
    pub imports: BTreeMap<String, String>,
}

impl<'s> Lower<'s> for Walk<'s> {
    fn low(&mut self) -> &mut Lowerer<'s> {
        &mut self.low
    }

    fn lower_expression(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "identifier" | "type_identifier" => {
                let name = self.low.text(node).to_owned();
                self.low.add(ExprKind::Name(name), node)
            }
            "scoped_identifier" | "scoped_type_identifier" => self.scoped(node),
            "generic_type" | "annotated_type" => {
                let parts = children(node);
                match parts.into_iter().find(|part| part.kind().ends_with("type_identifier")) {
                    Some(name) => self.expression(name),
                    None => opaque(self, node),
                }
            }
            "decimal_integer_literal"
            | "hex_integer_literal"
            | "octal_integer_literal"
            | "binary_integer_literal"
            | "decimal_floating_point_literal" => {
                let text = self.low.text(node).trim_end_matches(['l', 'L', 'f', 'F', 'd', 'D']).replace('_', "");
                self.low.add(ExprKind::Number(text), node)
            }
            "true" | "false" => {
                let is = node.kind() == "true";
                self.low.add(ExprKind::Bool(is), node)
            }
            "null_literal" => self.low.add(ExprKind::Null, node),
            "string_literal" | "character_literal" => self.string(node),
            "template_expression" => self.template(node),
            "field_access" => self.field_access(node),
            "method_invocation" => self.invocation(node),
            "object_creation_expression" => self.creation(node),
            "array_creation_expression" => match field(node, "value") {
                Some(list) => self.expression(list),
                None => opaque(self, node),
            },
            "array_initializer" | "element_value_array_initializer" => {
                let items = children(node).into_iter().map(|child| (self.expression(child), false)).collect();
                self.low.add(ExprKind::List(items), node)
            }
            "array_access" => match (field(node, "array"), field(node, "index")) {
                (Some(object), Some(index)) => {
                    let (object, index) = (self.expression(object), self.expression(index));
                    self.low.add(ExprKind::Index { object, index }, node)
                }
                _ => opaque(self, node),
            },
            "assignment_expression" => self.assignment(node),
            "binary_expression" => self.binary(node),
            "unary_expression" | "update_expression" => {
                let inner = field(node, "operand").or_else(|| children(node).first().copied());
                match inner {
                    Some(inner) => {
                        let inner = self.expression(inner);
                        self.low.add(ExprKind::Test(vec![inner]), node)
                    }
                    None => opaque(self, node),
                }
            }
            "ternary_expression" => {
                let parts = (field(node, "condition"), field(node, "consequence"), field(node, "alternative"));
                let (Some(condition), Some(then), Some(otherwise)) = parts else { return opaque(self, node) };
                let condition = self.expression(condition);
                let (then, otherwise) = (self.expression(then), self.expression(otherwise));
                self.low.add(ExprKind::Choose { condition, then, otherwise }, node)
            }
            "parenthesized_expression" => match children(node).first() {
                Some(inner) => {
                    let inner = self.expression(*inner);
                    self.low.add(ExprKind::Same(inner), node)
                }
                None => self.low.add(ExprKind::Broken, node),
            },
            "cast_expression" => match field(node, "value") {
                Some(value) => {
                    let inner = self.expression(value);
                    match field(node, "type").and_then(|declared| self.type_name(declared)) {
                        Some(declared) => self.low.add(ExprKind::Typed { value: inner, declared }, node),
                        None => self.low.add(ExprKind::Same(inner), node),
                    }
                }
                None => opaque(self, node),
            },
            "instanceof_expression" => self.instance_of(node),
            "lambda_expression" => self.lambda(node),
            "method_reference" => self.method_reference(node),
            "class_literal" => match children(node).first() {
                Some(class) => self.expression(*class),
                None => opaque(self, node),
            },
            "switch_expression" | "switch_statement" => self.switch_expression(node),
            "this" => self.low.add(ExprKind::This, node),
            "super" => self.low.add(ExprKind::Super, node),
            "expression_statement" => match children(node).first() {
                Some(inner) => self.expression(*inner),
                None => opaque(self, node),
            },
            "marker_annotation" | "annotation" | "modifiers" => self.low.add(ExprKind::Opaque(Vec::new()), node),
            _ => opaque(self, node),
        }
    }

    fn lower_statement(&mut self, node: Node<'_>, into: &mut Block) {
        self.any_statement(node, into);
    }
}

impl Walk<'_> {
    /// `a.b.C` where a name of a package or type stands.
    fn scoped(&mut self, node: Node<'_>) -> ExprId {
        let parts: Vec<Node<'_>> =
            children(node).into_iter().filter(|part| part.kind().ends_with("identifier")).collect();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return opaque(self, node) };
        let object = self.expression(*first);
        self.member_of(object, *last, node)
    }

    pub(super) fn member_of(&mut self, object: ExprId, name: Node<'_>, node: Node<'_>) -> ExprId {
        let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
        self.low.add(ExprKind::Member { object, name, name_span }, node)
    }

    fn field_access(&mut self, node: Node<'_>) -> ExprId {
        let (Some(object), Some(name)) = (field(node, "object"), field(node, "field")) else {
            return opaque(self, node);
        };
        // `Outer.this` is an object around; what is known of it is known of the one that runs.
        if name.kind() == "this" {
            return self.low.add(ExprKind::This, node);
        }
        let object = self.expression(object);
        self.member_of(object, name, node)
    }

    /// `".."`, `"""` .. `"""`, `'.'`
    fn string(&mut self, node: Node<'_>) -> ExprId {
        let whole = self.low.span(node);
        let text = self.low.text(node);
        let quotes = if text.starts_with("\"\"\"") { 3 } else { 1 };
        if text.len() < 2 * quotes {
            return self.low.add(ExprKind::Broken, node);
        }
        let span = Span::new(whole.start + quotes, whole.end - quotes);
        let content = span.text(self.low.source);
        let content = if quotes == 3 { text_block(content) } else { unescape(content) };
        self.low.add_text(content, span)
    }

    /// `STR."..\{x}.."`
    fn template(&mut self, node: Node<'_>) -> ExprId {
        let Some(literal) = children(node).into_iter().find(|child| child.kind() == "string_literal") else {
            return opaque(self, node);
        };
        let mut parts = Vec::new();
        for child in children(literal) {
            let span = self.low.span(child);
            if child.kind() == "string_interpolation" {
                let inner = children(child).first().map(|inner| self.expression(*inner));
                parts.extend(inner);
            } else {
                parts.push(self.low.add_text(unescape(span.text(self.low.source)), span));
            }
        }
        self.low.add(ExprKind::Join(parts), node)
    }

    /// The qualified name of a type, by the file's imports.
    pub(super) fn qualified(&self, written: &str) -> String {
        let (first, rest) = written.split_once('.').map_or((written, ""), |(first, rest)| (first, rest));
        match self.imports.get(first) {
            Some(path) if rest.is_empty() => path.clone(),
            Some(path) => format!("{path}.{rest}"),
            None => written.to_owned(),
        }
    }

    fn assignment(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let operator = field(node, "operator").map_or("=", |operator| operator.kind());
        let value = self.expression(right);
        if left.kind() == "identifier" {
            let name = self.low.text(left).to_owned();
            self.low.binds(&name);
        }
        let target = self.expression(left);
        self.low.add(ExprKind::Assign { target, value, append: operator == "+=" }, node)
    }

    fn binary(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let operator = field(node, "operator").map_or("", |operator| operator.kind());
        let (left, right) = (self.expression(left), self.expression(right));
        let kind = match operator {
            "+" => ExprKind::Add(left, right),
            _ => ExprKind::Test(vec![left, right]),
        };
        self.low.add(kind, node)
    }

    /// `x instanceof T y`: y is x.
    fn instance_of(&mut self, node: Node<'_>) -> ExprId {
        let Some(left) = field(node, "left") else { return opaque(self, node) };
        let tested = self.expression(left);
        let tested = match field(node, "name") {
            Some(name) => {
                let target = self.low.bind(name);
                self.low.add(ExprKind::Assign { target, value: tested, append: false }, node)
            }
            None => {
                if let Some(pattern) = field(node, "pattern") {
                    self.low.binds_all(pattern, "identifier");
                }
                tested
            }
        };
        self.low.add(ExprKind::Test(vec![tested]), node)
    }

    fn lambda(&mut self, node: Node<'_>) -> ExprId {
        let params = field(node, "parameters").map_or_else(Vec::new, |params| self.params(params));
        let body = match field(node, "body") {
            Some(body) if body.kind() == "block" => block(self, body),
            Some(body) => {
                let value = self.expression(body);
                vec![crate::lint::form::Statement::Return(Some(value))]
            }
            None => Vec::new(),
        };
        let span = self.low.span(node);
        let id = self.low.unit.add_function(Function { span, params, body, ..Function::default() });
        self.low.add(ExprKind::Function(id), node)
    }

    /// `this::name`, `Own::name`, `Foreign::name`, `Foreign::new`
    fn method_reference(&mut self, node: Node<'_>) -> ExprId {
        let parts = children(node);
        let Some(object) = parts.first().copied() else { return opaque(self, node) };
        let text = self.low.text(node);
        let name = text.rsplit("::").next().unwrap_or_default().trim().to_owned();
        let span = self.low.span(node);
        let name_span = Span::new(span.end.saturating_sub(name.len()), span.end);
        let class = self.low.text(object);
        let of_type = class.rsplit('.').next().is_some_and(|last| last.starts_with(char::is_uppercase));
        if name != "new" && (!of_type || !self.imports.contains_key(class) || intrinsics::is_static(class)) {
            let object = self.expression(object);
            return self.low.add(ExprKind::Member { object, name, name_span }, node);
        }
        // A method of whatever it is given, or the making of an object.
        let it = self.low.unit.add(ExprKind::Name("it".to_owned()), span);
        self.low.binds("it");
        let (callee, args) = if name == "new" {
            let arg = Arg { name: None, value: it, spread: Spread::No, span };
            (self.expression(object), vec![arg])
        } else {
            (self.low.unit.add(ExprKind::Member { object: it, name, name_span }, span), Vec::new())
        };
        let new = text.ends_with("new");
        let value = self.low.add(ExprKind::Call(Call { callee, args, new, initializer: Vec::new() }), node);
        let param =
            Param { name: "it".to_owned(), span, default: None, declared: None, takes: Spread::No, pattern: None };
        let body = vec![crate::lint::form::Statement::Return(Some(value))];
        let function = Function { span, params: vec![param], body, receiver: Receiver::None, ..Function::default() };
        let id = self.low.unit.add_function(function);
        self.low.add(ExprKind::Function(id), node)
    }

    /// `switch (x) { case A -> 1; default -> 2; }` as a value: one of the values.
    fn switch_expression(&mut self, node: Node<'_>) -> ExprId {
        let Some(condition) = field(node, "condition") else { return opaque(self, node) };
        let condition = self.expression(condition);
        let mut result = None;
        let arms = field(node, "body").map(children).unwrap_or_default();
        for arm in arms.into_iter().rev() {
            let parts = children(arm);
            for label in parts.iter().filter(|part| part.kind() == "switch_label") {
                self.low.binds_all(*label, "identifier");
            }
            let Some(last) = parts.last().filter(|last| last.kind() != "switch_label") else { continue };
            if last.kind() == "throw_statement" {
                continue;
            }
            let Some(value) = yielded(*last) else { continue };
            let then = self.expression(value);
            result = Some(match result {
                None => then,
                Some(otherwise) => self.low.add(ExprKind::Choose { condition, then, otherwise }, arm),
            });
        }
        result.unwrap_or(condition)
    }
}

/// What a branch of a `switch` gives: the expression, or what its last statement yields.
fn yielded(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        "block" => yielded(*children(node).last()?),
        "yield_statement" | "expression_statement" => children(node).first().copied(),
        kind if kind.ends_with("_statement") => None,
        _ => Some(node),
    }
}

/// The text of a text block: the line break after the quotes and the common indentation left out.
fn text_block(content: &str) -> String {
    let Some((_, content)) = content.split_once('\n') else { return unescape(content) };
    let lines: Vec<&str> = content.split('\n').collect();
    let last = lines.len() - 1;
    let indented = lines.iter().enumerate().filter(|(index, line)| *index == last || !line.trim().is_empty());
    let margin = indented.map(|(_, line)| line.len() - line.trim_start().len()).min().unwrap_or_default();
    let lines: Vec<&str> = lines.iter().map(|line| line.get(margin..).unwrap_or_default().trim_end()).collect();
    unescape(&lines.join("\n"))
}
