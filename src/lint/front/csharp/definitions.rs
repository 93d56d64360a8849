//! Statements, functions, types and `using` of C#.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{
    Block, Class, ExprId, ExprKind, Function, FunctionId, Param, Receiver, Span, Spread, Statement,
};
use crate::lint::front::lower::{Lower, block, children, field, has, of, optional};

const CONSTRUCTOR: &str = ".ctor";

impl Walk<'_> {
    pub(super) fn any_statement(&mut self, node: Node<'_>, into: &mut Block) {
        match node.kind() {
            "global_statement" | "block" | "declaration_list" | "compilation_unit" | "checked_statement"
            | "labeled_statement" | "unsafe_statement" => into.extend(block(self, node)),
            "namespace_declaration" => {
                if let Some(body) = field(node, "body") {
                    into.extend(block(self, body));
                }
            }
            "using_directive" => self.using_directive(node, into),
            "expression_statement" => {
                for child in children(node) {
                    let expression = self.expression(child);
                    into.push(of(expression));
                }
            }
            "local_declaration_statement" | "field_declaration" => {
                for child in children(node).into_iter().filter(|child| child.kind() == "variable_declaration") {
                    self.variables(child, into);
                }
            }
            "variable_declaration" => self.variables(node, into),
            "return_statement" => {
                let expected = self.returns.last().cloned().flatten();
                let value = children(node).first().map(|value| self.typed(*value, expected));
                into.push(Statement::Return(value));
            }
            "yield_statement" => match children(node).first() {
                Some(value) => {
                    let value = self.expression(*value);
                    into.push(Statement::Yield(value));
                }
                None => into.push(Statement::Leave(None)),
            },
            "throw_statement" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(Statement::Leave(value));
            }
            "break_statement" | "continue_statement" | "goto_statement" => into.push(Statement::Leave(None)),
            "if_statement" => {
                let Some(condition) = optional(self, field(node, "condition")) else { return };
                let then = self.branch(node, "consequence");
                let otherwise = self.branch(node, "alternative");
                into.push(Statement::If { condition, then, otherwise });
            }
            "foreach_statement" => {
                if let Some(left) = field(node, "left") {
                    self.low.binds_all(left, "identifier");
                }
                let each = match (field(node, "left"), field(node, "right")) {
                    (Some(left), Some(right)) => Some((self.expression(left), self.expression(right))),
                    _ => None,
                };
                let body = self.branch(node, "body");
                into.push(Statement::Loop { each, body });
            }
            "for_statement" | "while_statement" | "do_statement" => {
                for child in children(node).into_iter().filter(|child| field(node, "body") != Some(*child)) {
                    self.statement(child, into);
                }
                let body = self.branch(node, "body");
                into.push(Statement::Loop { each: None, body });
            }
            "using_statement" | "lock_statement" | "fixed_statement" => {
                for child in children(node) {
                    self.statement(child, into);
                }
            }
            "try_statement" => self.attempt(node, into),
            "switch_statement" => self.switch_statement(node, into),
            "local_function_statement" => {
                let id = self.function(node, Receiver::None);
                into.push(Statement::Function(id));
            }
            "class_declaration" | "record_declaration" | "struct_declaration" | "interface_declaration" => {
                self.class(node, into)
            }
            "preproc_if" | "preproc_else" | "preproc_elif" | "preproc_region" => {
                for child in children(node).into_iter().filter(|child| !child.kind().starts_with("preproc_arg")) {
                    if field(node, "condition") != Some(child) {
                        self.statement(child, into);
                    }
                }
            }
            "comment"
            | "empty_statement"
            | "attribute_list"
            | "global_attribute"
            | "modifier"
            | "enum_declaration"
            | "delegate_declaration"
            | "file_scoped_namespace_declaration"
            | "extern_alias_directive"
            | "shebang_directive"
            | "preproc_endregion" => {}
            _ => {
                let expression = self.expression(node);
                into.push(of(expression));
            }
        }
    }

    fn branch(&mut self, node: Node<'_>, name: &'static str) -> Block {
        let mut statements = Vec::new();
        if let Some(body) = field(node, name) {
            self.statement(body, &mut statements);
        }
        statements
    }

    fn using_directive(&mut self, node: Node<'_>, into: &mut Block) {
        let alias = field(node, "name");
        let target = children(node).into_iter().rfind(|child| Some(*child) != alias);
        let Some(target) = target else { return };
        let path: String = self
            .low
            .text(target)
            .split('<')
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        match alias {
            Some(alias) => {
                let name = self.low.text(alias).to_owned();
                self.low.binds(&name);
                into.push(Statement::Import { name, path, span: self.low.span(node) });
            }
            None => self.low.unit.wildcards.push(path),
        }
    }

    /// The type as it is written, without type arguments, `?`, and the task around it.
    pub(super) fn type_name(&self, node: Node<'_>) -> Option<String> {
        let mut text = self.low.text(node).trim().trim_end_matches('?');
        for task in ["Task<", "ValueTask<", "System.Threading.Tasks.Task<", "IEnumerable<", "IAsyncEnumerable<"] {
            if let Some(inner) = text.strip_prefix(task) {
                text = inner.strip_suffix('>').unwrap_or(inner).trim_end_matches('?');
            }
        }
        let text = text.split('<').next().unwrap_or_default().trim();
        let fits = !text.is_empty() && text != "var" && !text.contains(['[', '(', ' ']);
        fits.then(|| text.to_owned())
    }

    fn variables(&mut self, node: Node<'_>, into: &mut Block) {
        let declared = field(node, "type").and_then(|declared| self.type_name(declared));
        for declarator in children(node).into_iter().filter(|child| child.kind() == "variable_declarator") {
            let name = field(declarator, "name");
            let value = children(declarator).into_iter().rfind(|child| {
                Some(*child) != name && !matches!(child.kind(), "bracketed_argument_list" | "tuple_pattern")
            });
            let value = value.map(|value| self.typed(value, declared.clone()));
            let Some(name) = name else {
                if let Some(pattern) = children(declarator).into_iter().find(|child| child.kind() == "tuple_pattern") {
                    self.low.binds_all(pattern, "identifier");
                }
                continue;
            };
            let target = self.low.bind(name);
            into.push(Statement::Assign { target, value, append: false, declared: declared.clone(), declares: true });
        }
    }

    fn attempt(&mut self, node: Node<'_>, into: &mut Block) {
        let body = self.branch(node, "body");
        let (mut handlers, mut finally) = (Vec::new(), Vec::new());
        for clause in children(node) {
            match clause.kind() {
                "catch_clause" => {
                    let declaration = children(clause).into_iter().find(|child| child.kind() == "catch_declaration");
                    let name =
                        declaration.and_then(|declaration| field(declaration, "name")).map(|name| self.low.bind(name));
                    let statements = self.branch(clause, "body");
                    handlers.push((name, statements));
                }
                "finally_clause" => {
                    for child in children(clause) {
                        self.statement(child, &mut finally);
                    }
                }
                _ => {}
            }
        }
        into.push(Statement::Try { body, handlers, finally });
    }

    fn switch_statement(&mut self, node: Node<'_>, into: &mut Block) {
        let subject = optional(self, field(node, "value"));
        let mut branches = Vec::new();
        for section in field(node, "body").map(children).unwrap_or_default() {
            let mut statements = Vec::new();
            for child in children(section) {
                if child.kind().ends_with("_statement") || matches!(child.kind(), "block" | "local_function_statement")
                {
                    // `break` leaves the switch, not what is around it.
                    if child.kind() != "break_statement" {
                        self.statement(child, &mut statements);
                    }
                } else {
                    self.low.binds_all(child, "identifier");
                }
            }
            branches.push(statements);
        }
        into.push(Statement::OneOf { subject, branches, or_none: true });
    }

    fn function(&mut self, node: Node<'_>, receiver: Receiver) -> FunctionId {
        let name = match node.kind() {
            "constructor_declaration" => CONSTRUCTOR.to_owned(),
            _ => field(node, "name").map(|name| self.low.text(name).to_owned()).unwrap_or_default(),
        };
        self.low.binds(&name);
        let params = field(node, "parameters").map_or_else(Vec::new, |params| self.params(params));
        let returns = field(node, "returns").or(field(node, "type")).and_then(|declared| self.type_name(declared));
        let mut body = Vec::new();
        // `: base(...)`, `: this(...)`
        for child in children(node).into_iter().filter(|child| child.kind() == "constructor_initializer") {
            let list = children(child).into_iter().find(|list| list.kind() == "argument_list");
            let args = list.map_or_else(Vec::new, |list| self.arguments(list));
            if has(child, "base") {
                let callee = self.low.add(ExprKind::Super, child);
                let call = crate::lint::form::Call { callee, args, new: false, initializer: Vec::new() };
                let call = self.low.add(ExprKind::Call(call), child);
                body.push(of(call));
            }
        }
        body.extend(self.function_body(field(node, "body"), returns.clone()));
        let asynchronous = self.modified(node, "async");
        let of_class = self.modified(node, "static") && receiver != Receiver::None;
        let receiver = if of_class { Receiver::None } else { receiver };
        let span = self.low.span(node);
        let function = Function {
            name: Some(name),
            span,
            params,
            body,
            receiver,
            of_class,
            asynchronous,
            declared: returns,
            ..Function::default()
        };
        self.low.unit.add_function(function)
    }

    fn function_body(&mut self, body: Option<Node<'_>>, returns: Option<String>) -> Block {
        let Some(body) = body else { return Vec::new() };
        self.returns.push(returns.clone());
        let statements = match body.kind() {
            "block" => block(self, body),
            "arrow_expression_clause" => match children(body).first() {
                Some(value) => {
                    let value = self.typed(*value, returns);
                    vec![Statement::Return(Some(value))]
                }
                None => Vec::new(),
            },
            _ => {
                let value = self.expression(body);
                vec![Statement::Return(Some(value))]
            }
        };
        self.returns.pop();
        statements
    }

    fn modified(&self, node: Node<'_>, word: &str) -> bool {
        let mut cursor = node.walk();
        node.children(&mut cursor)
            .any(|child| (child.kind() == "modifier" || child.kind() == word) && self.low.text(child) == word)
    }

    fn params(&mut self, list: Node<'_>) -> Vec<Param> {
        let mut params = Vec::new();
        if list.kind() == "implicit_parameter" || list.kind() == "identifier" {
            let name = self.low.text(list).to_owned();
            self.low.binds(&name);
            let span = self.low.span(list);
            return vec![Param { name, span, default: None, declared: None, takes: Spread::No, pattern: None }];
        }
        for child in children(list)
            .into_iter()
            .filter(|child| matches!(child.kind(), "parameter" | "implicit_parameter" | "identifier"))
        {
            let name = field(child, "name").unwrap_or(child);
            let declared = field(child, "type").and_then(|declared| self.type_name(declared));
            let default = children(child)
                .into_iter()
                .rfind(|value| Some(*value) != field(child, "name") && Some(*value) != field(child, "type"))
                .filter(|value| !matches!(value.kind(), "modifier" | "attribute_list") && child.kind() == "parameter")
                .map(|value| self.expression(value));
            let (text, span) = (self.low.text(name).to_owned(), self.low.span(name));
            self.low.binds(&text);
            params.push(Param { name: text, span, default, declared, takes: Spread::No, pattern: None });
        }
        params
    }

    pub(super) fn lambda(&mut self, node: Node<'_>) -> ExprId {
        let params = field(node, "parameters").map_or_else(Vec::new, |params| self.params(params));
        let body = field(node, "body").or_else(|| children(node).into_iter().find(|child| child.kind() == "block"));
        let asynchronous = self.modified(node, "async");
        // The fields of a class around are not those of this function.
        let body = self.function_body(body, None);
        let span = self.low.span(node);
        let id = self.low.unit.add_function(Function { span, params, body, asynchronous, ..Function::default() });
        self.low.add(ExprKind::Function(id), node)
    }

    fn class(&mut self, node: Node<'_>, into: &mut Block) {
        let name = field(node, "name").map(|name| self.low.text(name).to_owned()).unwrap_or_default();
        self.low.binds(&name);
        let mut bases = Vec::new();
        let mut primary = None;
        for child in children(node) {
            match child.kind() {
                "base_list" => {
                    for base in children(child).into_iter().filter(|base| base.kind() != "argument_list") {
                        let base = field(base, "type").unwrap_or(base);
                        bases.push(self.type_expression(base));
                    }
                }
                "parameter_list" => primary = Some(child),
                _ => {}
            }
        }
        let open = !bases.is_empty() || self.modified(node, "partial");
        self.low.unit.names_from_elsewhere |= open;
        let span = self.low.span(node);
        let mut class = Class { name: Some(name), span, bases, constructor: CONSTRUCTOR, open, ..Class::default() };
        if let Some(primary) = primary {
            let constructor = self.primary_constructor(primary);
            class.methods.push(constructor);
        }
        for member in field(node, "body").map(children).unwrap_or_default() {
            self.member_declaration(member, &mut class, into);
        }
        let id = self.low.unit.add_class(class);
        into.push(Statement::Class(id));
    }

    fn member_declaration(&mut self, member: Node<'_>, class: &mut Class, into: &mut Block) {
        match member.kind() {
            "method_declaration" | "constructor_declaration" | "operator_declaration" => {
                let id = self.function(member, Receiver::This);
                class.methods.push(id);
            }
            "field_declaration" => {
                let fixed = self.modified(member, "static") || self.modified(member, "const");
                let fields = if fixed { &mut class.body } else { &mut class.fields };
                for child in children(member).into_iter().filter(|child| child.kind() == "variable_declaration") {
                    self.variables(child, fields);
                }
            }
            "property_declaration" => self.property(member, class),
            "class_declaration" | "record_declaration" | "struct_declaration" => self.class(member, into),
            _ => {}
        }
    }

    fn property(&mut self, node: Node<'_>, class: &mut Class) {
        let Some(name) = field(node, "name") else { return };
        let declared = field(node, "type").and_then(|declared| self.type_name(declared));
        let fixed = self.modified(node, "static");
        let getter = field(node, "accessors").map(children).unwrap_or_default().into_iter().find_map(|accessor| {
            let get = field(accessor, "name").is_some_and(|name| self.low.text(name) == "get");
            field(accessor, "body").filter(|_| get)
        });
        let value = field(node, "value");
        let arrow = value.filter(|value| value.kind() == "arrow_expression_clause");
        let span = self.low.span(node);
        match (arrow.or(getter), value) {
            (Some(body), _) => {
                let body = self.function_body(Some(body), declared.clone());
                let (text, receiver) =
                    (self.low.text(name).to_owned(), if fixed { Receiver::None } else { Receiver::This });
                self.low.binds(&text);
                let function = Function {
                    name: Some(text),
                    span,
                    body,
                    receiver,
                    of_class: fixed,
                    like_a_field: true,
                    declared,
                    ..Function::default()
                };
                let id = self.low.unit.add_function(function);
                class.methods.push(id);
            }
            (None, value) => {
                let value = value.map(|value| self.typed(value, declared.clone()));
                let target = self.low.bind(name);
                let fields = if fixed { &mut class.body } else { &mut class.fields };
                fields.push(Statement::Assign { target, value, append: false, declared, declares: true });
            }
        }
    }

    /// `class X(A a)`: the parameters are there for all members, as fields are.
    fn primary_constructor(&mut self, list: Node<'_>) -> FunctionId {
        let params = self.params(list);
        let span: Span = self.low.span(list);
        let mut body = Vec::new();
        for param in &params {
            let object = self.low.unit.add(ExprKind::This, param.span);
            let target = self
                .low
                .unit
                .add(ExprKind::Member { object, name: param.name.clone(), name_span: param.span }, param.span);
            let value = self.low.unit.add(ExprKind::Name(param.name.clone()), param.span);
            body.push(Statement::Assign { target, value: Some(value), append: false, declared: None, declares: false });
        }
        let function = Function {
            name: Some(CONSTRUCTOR.to_owned()),
            span,
            params,
            body,
            receiver: Receiver::This,
            ..Function::default()
        };
        self.low.unit.add_function(function)
    }
}
