//! Statements, functions, classes and imports of Python.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{Block, Class, ExprId, ExprKind, Function, Param, Receiver, Spread, Statement};
use crate::lint::front::lower::{Lower, block, children, field, fields, of, opaque, optional};

impl Walk<'_> {
    pub(super) fn any_statement(&mut self, node: Node<'_>, into: &mut Block) {
        match node.kind() {
            "expression_statement" => {
                for child in children(node) {
                    self.lower_statement_expression(child, into);
                }
            }
            "return_statement" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(Statement::Return(value));
            }
            "raise_statement" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(Statement::Leave(value));
            }
            "break_statement" | "continue_statement" => into.push(Statement::Leave(None)),
            "if_statement" => self.branch(node, into),
            "for_statement" => {
                let each = match (field(node, "left"), field(node, "right")) {
                    (Some(left), Some(right)) => Some((self.target(left), self.expression(right))),
                    _ => None,
                };
                let body = self.body(node, "body");
                into.push(Statement::Loop { each, body });
                self.alternatives(node, into);
            }
            "while_statement" => {
                if let Some(condition) = optional(self, field(node, "condition")) {
                    into.push(of(condition));
                }
                let body = self.body(node, "body");
                into.push(Statement::Loop { each: None, body });
                self.alternatives(node, into);
            }
            "try_statement" => self.attempt(node, into),
            "with_statement" => self.with(node, into),
            "function_definition" => self.function(node, Vec::new(), into),
            "class_definition" => self.class(node, into),
            "decorated_definition" => self.decorated(node, into),
            "import_statement" => self.import(node, into),
            "import_from_statement" => self.import_from(node, into),
            "match_statement" => self.choice(node, into),
            "global_statement" | "nonlocal_statement" => {
                self.low.binds_all(node, "identifier");
                let names: Vec<String> =
                    children(node).into_iter().map(|name| self.low.text(name).to_owned()).collect();
                self.outer.extend(names);
            }
            // What is deleted is no longer given.
            "delete_statement" => {
                let all = children(node).into_iter().flat_map(|child| match child.kind() {
                    "expression_list" => children(child),
                    _ => vec![child],
                });
                for child in all.filter(|child| matches!(child.kind(), "subscript" | "attribute")) {
                    let target = self.expression(child);
                    let value = Some(self.low.add(ExprKind::Null, child));
                    into.push(Statement::Assign { target, value, append: false, declared: None, declares: false });
                }
            }
            "assert_statement" | "print_statement" | "exec_statement" => {
                let expression = opaque(self, node);
                into.push(of(expression));
            }
            "block" => into.extend(block(self, node)),
            "comment" | "pass_statement" | "future_import_statement" | "line_continuation" => {}
            "type_alias_statement" => self.low.binds_all(node, "identifier"),
            _ => {
                let expression = opaque(self, node);
                into.push(of(expression));
            }
        }
    }

    fn lower_statement_expression(&mut self, node: Node<'_>, into: &mut Block) {
        match node.kind() {
            "assignment" | "augmented_assignment" => {
                let append = node.kind() == "augmented_assignment";
                let Some(left) = field(node, "left") else { return };
                // a = b = value
                if let Some(inner) = field(node, "right").filter(|right| right.kind() == "assignment") {
                    self.lower_statement_expression(inner, into);
                    let again = field(inner, "left").map(|left| self.expression(left));
                    let target = self.target(left);
                    into.push(Statement::Assign { target, value: again, append, declared: None, declares: false });
                    return;
                }
                let value = optional(self, field(node, "right"));
                let target = self.target(left);
                let declared = field(node, "type").map(|declared| self.type_name(declared));
                into.push(Statement::Assign { target, value, append, declared, declares: false });
            }
            "yield" => {
                if let Some(value) = children(node).first() {
                    let value = self.expression(*value);
                    into.push(Statement::Yield(value));
                }
            }
            _ => {
                let expression = self.expression(node);
                into.push(of(expression));
            }
        }
    }

    /// What is assigned to: every plain name below is bound.
    fn target(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "identifier" => self.low.bind(node),
            "pattern_list" | "tuple_pattern" | "list_pattern" | "tuple" | "list" => {
                self.low.binds_all(node, "identifier");
                self.expression(node)
            }
            "as_pattern_target" => match children(node).first() {
                Some(inner) => self.target(*inner),
                None => self.low.bind(node),
            },
            _ => self.expression(node),
        }
    }

    /// A type without its arguments: `dict[str, Any]` is `dict`, `"psycopg.Connection[Any]"` is `psycopg.Connection`.
    fn type_name(&mut self, node: Node<'_>) -> String {
        let text = self.low.text(node).trim_matches(['"', '\'']);
        let text = text.strip_prefix("Optional[").or_else(|| text.strip_prefix("typing.Optional[")).unwrap_or(text);
        text.split(['[', '|', ']']).next().unwrap_or_default().trim().to_owned()
    }

    fn body(&mut self, node: Node<'_>, name: &'static str) -> Block {
        field(node, name).map_or_else(Vec::new, |body| block(self, body))
    }

    /// `else` of a loop.
    fn alternatives(&mut self, node: Node<'_>, into: &mut Block) {
        for clause in fields(node, "alternative") {
            into.extend(self.body(clause, "body"));
        }
    }

    fn branch(&mut self, node: Node<'_>, into: &mut Block) {
        let clauses = fields(node, "alternative");
        let statement = self.branch_from(node, &clauses);
        into.extend(statement);
    }

    fn branch_from(&mut self, node: Node<'_>, rest: &[Node<'_>]) -> Option<Statement> {
        let condition = self.expression(field(node, "condition")?);
        let then = self.body(node, "consequence");
        let otherwise = match rest.split_first() {
            Some((first, _)) if first.kind() == "else_clause" => self.body(*first, "body"),
            Some((first, others)) => self.branch_from(*first, others).into_iter().collect(),
            None => Vec::new(),
        };
        Some(Statement::If { condition, then, otherwise })
    }

    fn attempt(&mut self, node: Node<'_>, into: &mut Block) {
        let mut body = self.body(node, "body");
        let (mut handlers, mut finally) = (Vec::new(), Vec::new());
        for clause in children(node) {
            match clause.kind() {
                "except_clause" | "except_group_clause" => {
                    let mut name = None;
                    let mut statements = Vec::new();
                    for child in children(clause) {
                        match child.kind() {
                            "block" => statements = block(self, child),
                            "as_pattern" => {
                                let alias = field(child, "alias").map(|alias| self.target(alias));
                                name = alias;
                            }
                            _ if field(clause, "alias") == Some(child) => name = Some(self.target(child)),
                            _ => {}
                        }
                    }
                    handlers.push((name, statements));
                }
                "else_clause" => body.extend(self.body(clause, "body")),
                "finally_clause" => {
                    for child in children(clause) {
                        finally.extend(block(self, child));
                    }
                }
                _ => {}
            }
        }
        into.push(Statement::Try { body, handlers, finally });
    }

    fn with(&mut self, node: Node<'_>, into: &mut Block) {
        let items: Vec<Node<'_>> = children(node).into_iter().filter(|child| child.kind() == "with_clause").collect();
        for item in items.into_iter().flat_map(children) {
            let Some(value) = field(item, "value") else { continue };
            match (value.kind(), children(value).first(), field(value, "alias")) {
                ("as_pattern", Some(subject), Some(alias)) => {
                    let value = self.expression(*subject);
                    let target = self.target(alias);
                    into.push(Statement::Assign {
                        target,
                        value: Some(value),
                        append: false,
                        declared: None,
                        declares: false,
                    });
                }
                _ => {
                    let value = self.expression(value);
                    into.push(of(value));
                }
            }
        }
        into.extend(self.body(node, "body"));
    }

    fn choice(&mut self, node: Node<'_>, into: &mut Block) {
        let subject = optional(self, field(node, "subject"));
        let mut branches = Vec::new();
        for case in field(node, "body").map(children).unwrap_or_default() {
            for pattern in children(case).into_iter().filter(|child| child.kind() == "case_pattern") {
                self.low.binds_all(pattern, "identifier");
            }
            branches.push(self.body(case, "consequence"));
        }
        into.push(Statement::OneOf { subject, branches, or_none: true });
    }

    fn import(&mut self, node: Node<'_>, into: &mut Block) {
        for name in fields(node, "name") {
            let span = self.low.span(name);
            let (bound, path) = match (name.kind(), field(name, "name"), field(name, "alias")) {
                ("aliased_import", Some(path), Some(alias)) => (self.low.text(alias), self.low.text(path)),
                // `import a.b` binds `a`.
                _ => {
                    let first = self.low.text(name).split('.').next().unwrap_or_default();
                    (first, first)
                }
            };
            self.low.binds(bound);
            into.push(Statement::Import { name: bound.to_owned(), path: path.to_owned(), span });
        }
    }

    fn import_from(&mut self, node: Node<'_>, into: &mut Block) {
        let module = field(node, "module_name").map_or("", |module| self.low.text(module)).to_owned();
        if children(node).iter().any(|child| child.kind() == "wildcard_import") {
            self.low.unit.wildcards.push(module);
            return;
        }
        for name in fields(node, "name") {
            let span = self.low.span(name);
            let (path, bound) = match (name.kind(), field(name, "name"), field(name, "alias")) {
                ("aliased_import", Some(path), Some(alias)) => (self.low.text(path), self.low.text(alias)),
                _ => (self.low.text(name), self.low.text(name)),
            };
            self.low.binds(bound);
            into.push(Statement::Import { name: bound.to_owned(), path: format!("{module}.{path}"), span });
        }
    }

    fn decorated(&mut self, node: Node<'_>, into: &mut Block) {
        let decorators: Vec<ExprId> = children(node)
            .into_iter()
            .filter(|child| child.kind() == "decorator")
            .filter_map(|child| children(child).first().copied())
            .map(|child| self.expression(child))
            .collect();
        match field(node, "definition") {
            Some(definition) if definition.kind() == "function_definition" => {
                self.function(definition, decorators, into)
            }
            Some(definition) => self.any_statement(definition, into),
            None => {}
        }
    }

    fn function(&mut self, node: Node<'_>, decorators: Vec<ExprId>, into: &mut Block) {
        let name = field(node, "name").map(|name| self.low.text(name).to_owned()).unwrap_or_default();
        self.low.binds(&name);
        let function = self.function_of(node, Some(name), decorators);
        let id = self.low.unit.add_function(function);
        into.push(Statement::Function(id));
    }

    fn function_of(&mut self, node: Node<'_>, name: Option<String>, decorators: Vec<ExprId>) -> Function {
        let params = field(node, "parameters").map_or_else(Vec::new, |params| self.params(params));
        let declared = field(node, "return_type").map(|declared| self.type_name(declared));
        let around = std::mem::take(&mut self.outer);
        let body = self.body(node, "body");
        let outer = std::mem::replace(&mut self.outer, around);
        let asynchronous = node.child(0).is_some_and(|first| first.kind() == "async");
        let span = self.low.span(node);
        Function { name, span, params, body, asynchronous, decorators, declared, outer, ..Function::default() }
    }

    fn params(&mut self, node: Node<'_>) -> Vec<Param> {
        let mut params = Vec::new();
        for child in children(node) {
            let (mut takes, mut inner) = (Spread::No, child);
            if child.kind() == "typed_parameter" {
                inner = children(child).first().copied().unwrap_or(child);
            }
            if let Some(name) = field(child, "name") {
                inner = name;
            }
            match inner.kind() {
                "list_splat_pattern" => takes = Spread::List,
                "dictionary_splat_pattern" => takes = Spread::Pairs,
                "identifier" => {}
                _ => continue,
            }
            let named = if takes == Spread::No { Some(inner) } else { children(inner).first().copied() };
            let Some(named) = named else { continue };
            let name = self.low.text(named).to_owned();
            self.low.binds(&name);
            let default = optional(self, field(child, "value"));
            let declared = field(child, "type").map(|declared| self.type_name(declared));
            params.push(Param { name, span: self.low.span(named), default, declared, takes, pattern: None });
        }
        params
    }

    pub(super) fn lambda(&mut self, node: Node<'_>) -> ExprId {
        let params = field(node, "parameters").map_or_else(Vec::new, |params| self.params(params));
        let value = optional(self, field(node, "body"));
        let span = self.low.span(node);
        let function = Function { span, params, body: vec![Statement::Return(value)], ..Function::default() };
        let id = self.low.unit.add_function(function);
        self.low.add(ExprKind::Function(id), node)
    }

    fn class(&mut self, node: Node<'_>, into: &mut Block) {
        let name = field(node, "name").map(|name| self.low.text(name).to_owned()).unwrap_or_default();
        self.low.binds(&name);
        let bases: Vec<ExprId> = field(node, "superclasses")
            .map(children)
            .unwrap_or_default()
            .into_iter()
            .filter(|base| base.kind() != "keyword_argument")
            .map(|base| self.expression(base))
            .collect();
        let mut body = self.body(node, "body");
        let methods = self.take_methods(&mut body);
        let span = self.low.span(node);
        let class = Class { name: Some(name), span, bases, body, methods, constructor: "__init__", ..Class::default() };
        let id = self.low.unit.add_class(class);
        into.push(Statement::Class(id));
    }

    /// The functions of a class's body, which get their object as first parameter unless they are static.
    fn take_methods(&mut self, body: &mut Block) -> Vec<crate::lint::form::FunctionId> {
        let mut methods = Vec::new();
        body.retain(|statement| match statement {
            Statement::Function(id) => {
                methods.push(*id);
                false
            }
            _ => true,
        });
        for id in &methods {
            let decorators: Vec<String> = self
                .low
                .unit
                .function(*id)
                .decorators
                .iter()
                .map(|decorator| self.low.unit.expr(*decorator).span.text(self.low.source).to_owned())
                .collect();
            let is = |name: &str| decorators.iter().any(|decorator| decorator.rsplit('.').next() == Some(name));
            let (fixed, of_class) = (is("staticmethod"), is("classmethod"));
            let like_a_field = is("property") || is("cached_property");
            let function = self.low.unit.function_mut(*id);
            function.receiver = if fixed { Receiver::None } else { Receiver::FirstParameter };
            function.of_class = of_class || fixed || function.name.as_deref() == Some("__new__");
            function.like_a_field = like_a_field;
        }
        methods
    }
}
