//! Statements, functions, types and imports of Java.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{
    Arg, Block, Call, Class, ExprId, ExprKind, Function, FunctionId, Param, Receiver, Span, Spread, Statement,
};
use crate::lint::front::lower::{Lower, block, children, field, has, of, optional};

pub(super) const CONSTRUCTOR: &str = "<init>";

impl Walk<'_> {
    pub(super) fn any_statement(&mut self, node: Node<'_>, into: &mut Block) {
        match node.kind() {
            "program" | "block" | "constructor_body" | "class_body" | "labeled_statement" => {
                into.extend(block(self, node));
            }
            "import_declaration" => self.import(node, into),
            "expression_statement" => {
                for child in children(node) {
                    let expression = self.expression(child);
                    into.push(of(expression));
                }
            }
            "local_variable_declaration" | "field_declaration" => self.variables(node, into),
            "return_statement" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(Statement::Return(value));
            }
            "yield_statement" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(value.map_or(Statement::Leave(None), Statement::Yield));
            }
            "throw_statement" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(Statement::Leave(value));
            }
            "break_statement" | "continue_statement" => into.push(Statement::Leave(None)),
            "if_statement" => {
                let Some(condition) = optional(self, field(node, "condition")) else { return };
                let then = self.branch(node, "consequence");
                let otherwise = self.branch(node, "alternative");
                into.push(Statement::If { condition, then, otherwise });
            }
            "enhanced_for_statement" => {
                let each = match (field(node, "name"), field(node, "value")) {
                    (Some(name), Some(value)) => {
                        let of = self.expression(value);
                        Some((self.low.bind(name), of))
                    }
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
            "synchronized_statement" => {
                for child in children(node) {
                    self.statement(child, into);
                }
            }
            "try_statement" | "try_with_resources_statement" => self.attempt(node, into),
            "switch_expression" | "switch_statement" => self.switch_statement(node, into),
            "method_declaration" => {
                let id = self.function(node, Receiver::None);
                into.push(Statement::Function(id));
            }
            "class_declaration" | "record_declaration" | "enum_declaration" | "interface_declaration" => {
                self.class(node, into);
            }
            // What stands in the same package needs no import.
            "package_declaration" => {
                let name = children(node).into_iter().find(|part| part.kind().ends_with("identifier"));
                if let Some(name) = name {
                    let path: String = self.low.text(name).chars().filter(|c| !c.is_whitespace()).collect();
                    self.low.unit.wildcards.push(path);
                }
            }
            "line_comment"
            | "block_comment"
            | "module_declaration"
            | "annotation_type_declaration"
            | "modifiers"
            | "marker_annotation"
            | "annotation"
            | ";" => {}
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

    fn import(&mut self, node: Node<'_>, into: &mut Block) {
        let parts = children(node);
        let Some(target) = parts.iter().find(|part| part.kind().ends_with("identifier")) else { return };
        let path: String = self.low.text(*target).chars().filter(|c| !c.is_whitespace()).collect();
        if has(node, "asterisk") {
            self.low.unit.wildcards.push(path);
            return;
        }
        let name = path.rsplit('.').next().unwrap_or_default().to_owned();
        self.low.binds(&name);
        self.imports.insert(name.clone(), path.clone());
        into.push(Statement::Import { name, path, span: self.low.span(node) });
    }

    /// The type as it is written, without type arguments; that in an `Optional` or the like instead of the wrapper.
    pub(super) fn type_name(&self, node: Node<'_>) -> Option<String> {
        let mut text = self.low.text(node).trim();
        for wrapper in ["Optional<", "ObjectProvider<", "List<"] {
            if let Some(inner) = text.strip_prefix(wrapper) {
                text = inner.strip_suffix('>').unwrap_or(inner);
            }
        }
        let text = text.split('<').next().unwrap_or_default().trim();
        let fits = !text.is_empty() && text != "var" && !text.contains(['[', '(', ' ', '@']);
        fits.then(|| text.to_owned())
    }

    fn variables(&mut self, node: Node<'_>, into: &mut Block) {
        let declared = field(node, "type").and_then(|declared| self.type_name(declared));
        let supplied = self.supplied(node);
        for declarator in children(node).into_iter().filter(|child| child.kind() == "variable_declarator") {
            let value = field(declarator, "value").map(|value| self.expression(value)).or(supplied);
            let Some(name) = field(declarator, "name") else { continue };
            let target = self.low.bind(name);
            into.push(Statement::Assign { target, value, append: false, declared: declared.clone(), declares: true });
        }
    }

    /// What an annotation with `${NAME}` or `${NAME:default}` in it puts into the field or parameter: a call of the
    /// annotation with the name, and the default where there is one.
    fn supplied(&mut self, node: Node<'_>) -> Option<ExprId> {
        let modifiers = children(node).into_iter().find(|child| child.kind() == "modifiers")?;
        for annotation in children(modifiers).into_iter().filter(|child| child.kind() == "annotation") {
            let (Some(name), Some(list)) = (field(annotation, "name"), field(annotation, "arguments")) else {
                continue;
            };
            let whole = self.low.text(list);
            let (Some(open), Some(close)) = (whole.find("${"), whole.rfind('}')) else { continue };
            let (from, inner) = (list.start_byte() + open + 2, whole.get(open + 2..close)?);
            if inner.contains("${") || whole[..open].matches('"').count() != 1 {
                continue;
            }
            let (key, default) = inner.split_once(':').map_or((inner, None), |(key, rest)| (key, Some(rest)));
            let key_span = Span::new(from, from + key.len());
            let mut args = vec![self.argument_text(key, key_span)];
            if let Some(default) = default {
                let start = key_span.end + 1;
                args.push(self.argument_text(default, Span::new(start, start + default.len())));
            }
            let callee = self.expression(name);
            return Some(
                self.low.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), annotation),
            );
        }
        None
    }

    fn argument_text(&mut self, text: &str, span: Span) -> Arg {
        let value = self.low.add_text(text, span);
        Arg { name: None, value, spread: Spread::No, span }
    }

    fn attempt(&mut self, node: Node<'_>, into: &mut Block) {
        let mut body = Vec::new();
        for resource in field(node, "resources").map(children).unwrap_or_default() {
            match (field(resource, "name"), field(resource, "value")) {
                (Some(name), Some(value)) => {
                    let declared = field(resource, "type").and_then(|declared| self.type_name(declared));
                    let value = Some(self.expression(value));
                    let target = self.low.bind(name);
                    body.push(Statement::Assign { target, value, append: false, declared, declares: true });
                }
                _ => {
                    for child in children(resource) {
                        let expression = self.expression(child);
                        body.push(of(expression));
                    }
                }
            }
        }
        body.extend(self.branch(node, "body"));
        let (mut handlers, mut finally) = (Vec::new(), Vec::new());
        for clause in children(node) {
            match clause.kind() {
                "catch_clause" => {
                    let parameter = children(clause).into_iter().find(|child| child.kind() == "catch_formal_parameter");
                    let name = parameter.and_then(|parameter| field(parameter, "name")).map(|name| self.low.bind(name));
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
        let subject = optional(self, field(node, "condition"));
        let mut branches = Vec::new();
        for section in field(node, "body").map(children).unwrap_or_default() {
            let mut statements = Vec::new();
            for child in children(section) {
                match child.kind() {
                    "switch_label" => self.low.binds_all(child, "identifier"),
                    // `break` leaves the switch, not what is around it.
                    "break_statement" => {}
                    _ => self.statement(child, &mut statements),
                }
            }
            // Labels that share what follows.
            if !statements.is_empty() {
                branches.push(statements);
            }
        }
        into.push(Statement::OneOf { subject, branches, or_none: true });
    }

    pub(super) fn function(&mut self, node: Node<'_>, receiver: Receiver) -> FunctionId {
        let constructor = matches!(node.kind(), "constructor_declaration" | "compact_constructor_declaration");
        let name = match field(node, "name") {
            Some(name) if !constructor => self.low.text(name).to_owned(),
            _ => CONSTRUCTOR.to_owned(),
        };
        self.low.binds(&name);
        let params = field(node, "parameters").map_or_else(Vec::new, |params| self.params(params));
        let declared = field(node, "type").and_then(|declared| self.type_name(declared));
        let body = field(node, "body").map_or_else(Vec::new, |body| self.function_body(body));
        let of_class = self.modified(node, "static") && receiver != Receiver::None;
        let receiver = if of_class { Receiver::None } else { receiver };
        // Annotations stand before it.
        let start = field(node, "type").or(field(node, "name")).map_or(node.start_byte(), |first| first.start_byte());
        let span = Span::new(start, node.end_byte());
        let function =
            Function { name: Some(name), span, params, body, receiver, of_class, declared, ..Function::default() };
        self.low.unit.add_function(function)
    }

    fn function_body(&mut self, body: Node<'_>) -> Block {
        let mut statements = Vec::new();
        for child in children(body) {
            // `super(...)`, `this(...)`
            if child.kind() == "explicit_constructor_invocation" {
                let list = field(child, "arguments").map(children).unwrap_or_default();
                let args = self.arguments(&list);
                let callee = match field(child, "constructor").map(|node| node.kind()) {
                    Some("super") => self.low.add(ExprKind::Super, child),
                    _ => {
                        let object = self.low.add(ExprKind::This, child);
                        let name_span = self.low.span(child);
                        self.low.add(ExprKind::Member { object, name: CONSTRUCTOR.to_owned(), name_span }, child)
                    }
                };
                let call = Call { callee, args, new: false, initializer: Vec::new() };
                let call = self.low.add(ExprKind::Call(call), child);
                statements.push(of(call));
            } else {
                self.statement(child, &mut statements);
            }
        }
        statements
    }

    fn modified(&self, node: Node<'_>, word: &str) -> bool {
        children(node).into_iter().filter(|child| child.kind() == "modifiers").any(|modifiers| has(modifiers, word))
    }

    pub(super) fn params(&mut self, list: Node<'_>) -> Vec<Param> {
        let mut params = Vec::new();
        if list.kind() == "identifier" {
            return vec![self.param(list, None, None, Spread::No)];
        }
        for child in children(list) {
            match child.kind() {
                "identifier" => params.push(self.param(child, None, None, Spread::No)),
                "formal_parameter" => {
                    let declared = field(child, "type").and_then(|declared| self.type_name(declared));
                    let default = self.supplied(child);
                    if let Some(name) = field(child, "name") {
                        params.push(self.param(name, declared, default, Spread::No));
                    }
                }
                "spread_parameter" => {
                    let declarator = children(child).into_iter().find(|part| part.kind() == "variable_declarator");
                    if let Some(name) = declarator.and_then(|declarator| field(declarator, "name")) {
                        params.push(self.param(name, None, None, Spread::List));
                    }
                }
                _ => {}
            }
        }
        params
    }

    fn param(&mut self, name: Node<'_>, declared: Option<String>, default: Option<ExprId>, takes: Spread) -> Param {
        let (text, span) = (self.low.text(name).to_owned(), self.low.span(name));
        self.low.binds(&text);
        Param { name: text, span, default, declared, takes, pattern: None }
    }

    fn class(&mut self, node: Node<'_>, into: &mut Block) {
        let name = field(node, "name").map(|name| self.low.text(name).to_owned()).unwrap_or_default();
        self.low.binds(&name);
        let mut bases = Vec::new();
        for child in children(node) {
            match child.kind() {
                "superclass" => {
                    for base in children(child) {
                        bases.push(self.expression(base));
                    }
                    self.low.unit.names_from_elsewhere = true;
                }
                "super_interfaces" | "extends_interfaces" => {
                    for list in children(child) {
                        for base in children(list) {
                            bases.push(self.expression(base));
                        }
                    }
                }
                _ => {}
            }
        }
        let open = !bases.is_empty();
        let span = self.low.span(node);
        let mut class = Class { name: Some(name), span, bases, constructor: CONSTRUCTOR, open, ..Class::default() };
        if let Some(list) = field(node, "parameters") {
            let constructor = self.record(list);
            class.methods.push(constructor);
        }
        if let Some(body) = field(node, "body") {
            self.members(body, &mut class, into);
        }
        let id = self.low.unit.add_class(class);
        into.push(Statement::Class(id));
    }

    pub(super) fn members(&mut self, body: Node<'_>, class: &mut Class, into: &mut Block) {
        let interface = body.kind() == "interface_body";
        for member in children(body) {
            match member.kind() {
                "method_declaration" | "constructor_declaration" | "compact_constructor_declaration" => {
                    let id = self.function(member, Receiver::This);
                    class.methods.push(id);
                }
                "field_declaration" | "constant_declaration" => {
                    let fixed = interface || self.modified(member, "static");
                    let fields = if fixed { &mut class.body } else { &mut class.fields };
                    let mut statements = Vec::new();
                    self.variables(member, &mut statements);
                    fields.append(&mut statements);
                }
                "static_initializer" => {
                    let mut statements = Vec::new();
                    for child in children(member) {
                        self.statement(child, &mut statements);
                    }
                    class.body.append(&mut statements);
                }
                // Statements that run for each new object.
                "block" => {
                    let body = block(self, member);
                    let span = self.low.span(member);
                    let function = Function { span, body, receiver: Receiver::This, ..Function::default() };
                    let id = self.low.unit.add_function(function);
                    class.methods.push(id);
                }
                "class_declaration" | "record_declaration" | "enum_declaration" | "interface_declaration" => {
                    self.class(member, into);
                }
                "enum_body_declarations" => self.members(member, class, into),
                "enum_constant" => {
                    if let Some(name) = field(member, "name") {
                        let target = self.low.bind(name);
                        let list = field(member, "arguments").map(children).unwrap_or_default();
                        let args = self.arguments(&list).into_iter().map(|arg| arg.value).collect();
                        let value = Some(self.low.add(ExprKind::Opaque(args), member));
                        class.body.push(Statement::Assign {
                            target,
                            value,
                            append: false,
                            declared: None,
                            declares: true,
                        });
                    }
                }
                _ => {}
            }
        }
    }

    /// `record X(A a)`: the parameters become fields, and methods of the same names that give them.
    fn record(&mut self, list: Node<'_>) -> FunctionId {
        let params = self.params(list);
        let span: Span = self.low.span(list);
        let mut body = Vec::new();
        for param in &params {
            let object = self.low.unit.add(ExprKind::This, param.span);
            let member = ExprKind::Member { object, name: param.name.clone(), name_span: param.span };
            let target = self.low.unit.add(member, param.span);
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
