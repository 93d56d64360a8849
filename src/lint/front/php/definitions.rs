//! Statements, functions, classes and imports of PHP.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{
    Block, Class, ClassId, ExprId, ExprKind, Function, FunctionId, Param, Receiver, Spread, Statement,
};
use crate::lint::front::lower::{Lower, block, children, field, fields, has, of, optional};

const CONSTRUCTOR: &str = "__construct";

impl Walk<'_> {
    pub(super) fn any_statement(&mut self, node: Node<'_>, into: &mut Block) {
        match node.kind() {
            "expression_statement" => {
                for child in children(node) {
                    self.lower_statement_expression(child, into);
                }
            }
            "echo_statement" => {
                let printed = self.named_call("echo", node);
                into.push(of(printed));
            }
            "exit_statement" => {
                let left = self.named_call("exit", node);
                into.push(of(left));
            }
            "return_statement" => {
                let inner = children(node).first().copied();
                let value = optional(self, inner);
                if self.within == 0 {
                    self.given_by_file(value, into);
                }
                into.push(Statement::Return(value));
            }
            "break_statement" | "continue_statement" | "goto_statement" => into.push(Statement::Leave(None)),
            "if_statement" => self.branch(node, into),
            "switch_statement" => self.switch(node, into),
            "while_statement" | "do_statement" | "for_statement" => {
                for name in ["initialize", "condition", "update"] {
                    for part in fields(node, name) {
                        let part = self.expression(part);
                        into.push(of(part));
                    }
                }
                let body = self.body(node, "body");
                into.push(Statement::Loop { each: None, body });
            }
            "foreach_statement" => self.each(node, into),
            "try_statement" => self.attempt(node, into),
            "compound_statement" | "colon_block" | "declare_statement" => into.extend(block(self, node)),
            "namespace_definition" => {
                if let Some(body) = field(node, "body") {
                    into.extend(block(self, body));
                }
            }
            "namespace_use_declaration" => self.use_declaration(node, into),
            "function_definition" => {
                let id = self.function(node, Receiver::None);
                into.push(Statement::Function(id));
            }
            "class_declaration" | "trait_declaration" | "interface_declaration" | "enum_declaration" => {
                let id = self.class(node);
                into.push(Statement::Class(id));
            }
            "const_declaration" => self.constants(node, into),
            "global_declaration" => {
                self.low.binds_all(node, "variable_name");
                let names: Vec<String> =
                    children(node).into_iter().map(|name| self.low.text(name).to_owned()).collect();
                self.outer.extend(names);
            }
            "function_static_declaration" => {
                for child in children(node) {
                    let Some(name) = field(child, "name") else { continue };
                    let value = optional(self, field(child, "value"));
                    let target = self.low.bind(name);
                    into.push(assign(target, value));
                }
            }
            // What is unset is no longer given.
            "unset_statement" => {
                for child in children(node).into_iter().filter(|child| child.kind() != "variable_name") {
                    let target = self.expression(child);
                    let value = self.low.add(ExprKind::Null, child);
                    into.push(assign(target, Some(value)));
                }
            }
            "comment"
            | "php_tag"
            | "text"
            | "text_interpolation"
            | "empty_statement"
            | "named_label_statement"
            | "declare_directive"
            | "attribute_list" => {}
            _ => {
                let expression = self.expression(node);
                into.push(of(expression));
            }
        }
    }

    fn lower_statement_expression(&mut self, node: Node<'_>, into: &mut Block) {
        match node.kind() {
            "throw_expression" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(Statement::Leave(value));
            }
            "yield_expression" => match children(node).last() {
                Some(value) => {
                    let value = self.expression(*value);
                    into.push(Statement::Yield(value));
                }
                None => into.push(Statement::Leave(None)),
            },
            _ => {
                let expression = self.expression(node);
                into.push(of(expression));
            }
        }
    }

    /// A settings file returns an array: each of its entries is as if it were assigned to its name.
    fn given_by_file(&mut self, value: Option<ExprId>, into: &mut Block) {
        let Some(value) = value else { return };
        let ExprKind::Object(entries) = &self.low.unit.expr(value).kind else { return };
        for entry in entries.clone() {
            let crate::lint::form::Entry::Pair { key, value, span } = entry else { continue };
            let ExprKind::Text(name) = &self.low.unit.expr(key).kind else { continue };
            let name = name.clone();
            let target = self.low.unit.add(ExprKind::Name(name), span);
            into.push(assign(target, Some(value)));
        }
    }

    pub(super) fn body(&mut self, node: Node<'_>, name: &str) -> Block {
        let mut statements = Vec::new();
        for body in fields(node, name) {
            self.statement(body, &mut statements);
        }
        statements
    }

    fn branch(&mut self, node: Node<'_>, into: &mut Block) {
        let clauses = fields(node, "alternative");
        let statement = self.branch_from(node, &clauses);
        into.extend(statement);
    }

    fn branch_from(&mut self, node: Node<'_>, rest: &[Node<'_>]) -> Option<Statement> {
        let condition = self.expression(field(node, "condition")?);
        let then = self.body(node, "body");
        let otherwise = match rest.split_first() {
            Some((first, _)) if first.kind() == "else_clause" => self.body(*first, "body"),
            Some((first, others)) => self.branch_from(*first, others).into_iter().collect(),
            None => Vec::new(),
        };
        Some(Statement::If { condition, then, otherwise })
    }

    fn switch(&mut self, node: Node<'_>, into: &mut Block) {
        let cases = field(node, "body").map(children).unwrap_or_default();
        let against: Vec<Node<'_>> = cases.iter().filter_map(|case| field(*case, "value")).collect();
        let subject = self.chosen_by(field(node, "condition"), &against);
        let mut branches = Vec::new();
        let mut or_none = true;
        for case in cases {
            or_none &= case.kind() != "default_statement";
            let value = field(case, "value");
            let mut statements = Vec::new();
            for child in children(case).into_iter().filter(|child| Some(*child) != value) {
                if child.kind() != "break_statement" {
                    self.statement(child, &mut statements);
                }
            }
            branches.push(statements);
        }
        into.push(Statement::OneOf { subject, branches, or_none });
    }

    fn each(&mut self, node: Node<'_>, into: &mut Block) {
        let body_node = field(node, "body");
        let parts: Vec<Node<'_>> = children(node).into_iter().filter(|child| Some(*child) != body_node).collect();
        let each = match parts[..] {
            [of, target] => {
                self.low.binds_all(target, "variable_name");
                let of = self.expression(of);
                let target = match (target.kind(), children(target).last()) {
                    ("pair", Some(value)) => {
                        let key = children(target).first().map(|key| self.expression(*key));
                        let value = self.expression(*value);
                        match key {
                            Some(key) => self.low.add(ExprKind::Pair { key, value }, target),
                            None => value,
                        }
                    }
                    ("by_ref", Some(value)) => self.expression(*value),
                    _ => self.expression(target),
                };
                Some((target, of))
            }
            _ => None,
        };
        let body = self.body(node, "body");
        into.push(Statement::Loop { each, body });
    }

    fn attempt(&mut self, node: Node<'_>, into: &mut Block) {
        let body = self.body(node, "body");
        let (mut handlers, mut finally) = (Vec::new(), Vec::new());
        for clause in children(node) {
            match clause.kind() {
                "catch_clause" => {
                    let name = field(clause, "name").map(|name| self.low.bind(name));
                    let statements = self.body(clause, "body");
                    handlers.push((name, statements));
                }
                "finally_clause" => finally.extend(self.body(clause, "body")),
                _ => {}
            }
        }
        into.push(Statement::Try { body, handlers, finally });
    }

    /// `use A\B;`, `use A\B as C;`, `use A\{B, C as D};`, `use function A\f;`
    fn use_declaration(&mut self, node: Node<'_>, into: &mut Block) {
        let group = field(node, "body");
        let prefix = match group {
            Some(_) => children(node)
                .into_iter()
                .find(|child| child.kind() == "namespace_name")
                .map(|name| self.low.text(name).trim_matches('\\').replace('\\', ".") + ".")
                .unwrap_or_default(),
            None => String::new(),
        };
        for clause in children(group.unwrap_or(node)).into_iter().filter(|child| child.kind() == "namespace_use_clause")
        {
            let alias = field(clause, "alias");
            let Some(target) = children(clause).into_iter().find(|child| Some(*child) != alias) else { continue };
            let path = prefix.clone() + &self.low.text(target).trim_matches('\\').replace('\\', ".");
            let name = match alias {
                Some(alias) => self.low.text(alias).to_owned(),
                None => path.rsplit('.').next().unwrap_or_default().to_owned(),
            };
            self.low.binds(&name);
            self.used.push(name.clone());
            into.push(Statement::Import { name, path, span: self.low.span(clause) });
        }
    }

    fn constants(&mut self, node: Node<'_>, into: &mut Block) {
        for element in children(node).into_iter().filter(|child| child.kind() == "const_element") {
            if let [name, value] = children(element)[..] {
                let value = self.expression(value);
                let target = self.low.bind(name);
                into.push(assign(target, Some(value)));
            }
        }
    }

    /// The type as it is written, without `?`.
    fn type_name(&self, node: Node<'_>) -> Option<String> {
        let text = self.low.text(node).trim_start_matches('?');
        let text = text.split('|').find(|part| !matches!(part.trim(), "null" | "false")).unwrap_or_default().trim();
        let is_class = text.trim_start_matches('\\').chars().next().is_some_and(char::is_uppercase);
        is_class.then(|| text.trim_start_matches('\\').to_owned())
    }

    fn function(&mut self, node: Node<'_>, receiver: Receiver) -> FunctionId {
        let name = field(node, "name").map(|name| self.low.text(name).to_owned()).unwrap_or_default();
        if receiver == Receiver::None {
            self.low.binds(&name);
        }
        let of_class = receiver != Receiver::None && has(node, "static_modifier");
        let function = self.function_of(node, Some(name), receiver);
        let id = self.low.unit.add_function(function);
        self.low.unit.function_mut(id).of_class = of_class;
        id
    }

    fn function_of(&mut self, node: Node<'_>, name: Option<String>, receiver: Receiver) -> Function {
        self.within += 1;
        let params = field(node, "parameters").map_or_else(Vec::new, |params| self.params(params));
        let declared = field(node, "return_type").and_then(|declared| self.type_name(declared));
        let around = std::mem::take(&mut self.outer);
        let body = match field(node, "body") {
            Some(body) if node.kind() == "arrow_function" => {
                let value = self.expression(body);
                vec![Statement::Return(Some(value))]
            }
            Some(body) => block(self, body),
            None => Vec::new(),
        };
        let outer = std::mem::replace(&mut self.outer, around);
        self.within -= 1;
        let span = self.low.span(node);
        Function { name, span, params, body, receiver, declared, outer, ..Function::default() }
    }

    fn params(&mut self, node: Node<'_>) -> Vec<Param> {
        let mut params = Vec::new();
        for child in children(node) {
            let Some(named) = field(child, "name") else { continue };
            let named =
                if named.kind() == "by_ref" { children(named).first().copied().unwrap_or(named) } else { named };
            let name = self.low.text(named).to_owned();
            self.low.binds(&name);
            let default = optional(self, field(child, "default_value"));
            let declared = field(child, "type").and_then(|declared| self.type_name(declared));
            let takes = if child.kind() == "variadic_parameter" { Spread::List } else { Spread::No };
            params.push(Param { name, span: self.low.span(named), default, declared, takes, pattern: None });
        }
        params
    }

    pub(super) fn closure(&mut self, node: Node<'_>) -> ExprId {
        for child in children(node).into_iter().filter(|child| child.kind() == "anonymous_function_use_clause") {
            // `use (&$x)`: assigned to in the scope around.
            for by_ref in children(child).into_iter().filter(|inner| inner.kind() == "by_ref") {
                self.low.binds_all(by_ref, "variable_name");
            }
        }
        let function = self.function_of(node, None, Receiver::None);
        let id = self.low.unit.add_function(function);
        self.low.add(ExprKind::Function(id), node)
    }

    pub(super) fn anonymous_class(&mut self, node: Node<'_>) -> ExprId {
        let id = self.class(node);
        self.low.add(ExprKind::Class(id), node)
    }

    fn class(&mut self, node: Node<'_>) -> ClassId {
        let name = field(node, "name").map(|name| self.low.text(name).to_owned());
        if let Some(name) = &name {
            self.low.binds(name);
        }
        let mut bases: Vec<ExprId> = Vec::new();
        for clause in children(node).into_iter().filter(|child| child.kind() == "base_clause") {
            bases.extend(children(clause).into_iter().map(|base| self.expression(base)));
        }
        let mut class = Class {
            name,
            span: self.low.span(node),
            constructor: CONSTRUCTOR,
            open: !bases.is_empty(),
            bases,
            ..Class::default()
        };
        self.within += 1;
        for member in field(node, "body").map(children).unwrap_or_default() {
            match member.kind() {
                "method_declaration" => class.methods.push(self.method(member)),
                "const_declaration" => self.class_constants(member, &mut class.body),
                "property_declaration" => {
                    let fixed = has(member, "static_modifier");
                    let mut statements = Vec::new();
                    self.properties(member, &mut statements);
                    if fixed { class.body.extend(statements) } else { class.fields.extend(statements) }
                }
                "use_declaration" => {
                    // The members of a trait are the class's own.
                    class.bases.extend(
                        children(member)
                            .into_iter()
                            .filter(|name| name.kind() != "use_list")
                            .map(|name| self.expression(name)),
                    );
                }
                _ => {}
            }
        }
        self.within -= 1;
        self.low.unit.add_class(class)
    }

    fn class_constants(&mut self, node: Node<'_>, into: &mut Block) {
        for element in children(node).into_iter().filter(|child| child.kind() == "const_element") {
            if let [name, value] = children(element)[..] {
                let value = self.expression(value);
                let name_text = self.low.text(name).to_owned();
                let target = self.low.add(ExprKind::Name(name_text), name);
                into.push(assign(target, Some(value)));
            }
        }
    }

    /// A property is reached by its name without `$`.
    fn properties(&mut self, node: Node<'_>, into: &mut Block) {
        let declared = field(node, "type").and_then(|declared| self.type_name(declared));
        for element in children(node).into_iter().filter(|child| child.kind() == "property_element") {
            let Some(name) = field(element, "name") else { continue };
            let value = optional(self, field(element, "default_value"));
            let name_text = self.low.text(name).trim_start_matches('$').to_owned();
            let target = self.low.add(ExprKind::Name(name_text), name);
            into.push(Statement::Assign { target, value, append: false, declared: declared.clone(), declares: true });
        }
    }

    fn method(&mut self, node: Node<'_>) -> FunctionId {
        let id = self.function(node, Receiver::This);
        // `public function __construct(private string $host)`: each such parameter is a property.
        let promoted: Vec<Node<'_>> = field(node, "parameters")
            .map(children)
            .unwrap_or_default()
            .into_iter()
            .filter(|param| param.kind() == "property_promotion_parameter")
            .filter_map(|param| field(param, "name"))
            .collect();
        let mut set = Vec::new();
        for name in promoted {
            let text = self.low.text(name).to_owned();
            let object = self.low.add(ExprKind::This, name);
            let name_span = self.low.span(name);
            let member = ExprKind::Member { object, name: text.trim_start_matches('$').to_owned(), name_span };
            let target = self.low.add(member, name);
            let value = self.low.add(ExprKind::Name(text), name);
            set.push(assign(target, Some(value)));
        }
        let function = self.low.unit.function_mut(id);
        set.append(&mut function.body);
        function.body = set;
        id
    }
}

fn assign(target: ExprId, value: Option<ExprId>) -> Statement {
    Statement::Assign { target, value, append: false, declared: None, declares: false }
}
