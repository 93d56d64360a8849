//! Statements, functions, classes and imports of JavaScript and TypeScript.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{
    Block, Class, ClassId, Entry, ExprId, ExprKind, Function, FunctionId, Param, Receiver, Spread, Statement,
};
use crate::lint::front::lower::{Lower, block, children, field, fields, has, of, opaque, optional};

impl Walk<'_> {
    pub(super) fn any_statement(&mut self, node: Node<'_>, into: &mut Block) {
        match node.kind() {
            "lexical_declaration" | "variable_declaration" | "using_declaration" => {
                let constant = has(node, "const");
                for child in children(node).into_iter().filter(|child| child.kind() == "variable_declarator") {
                    if let Some(name) = field(child, "name").filter(|name| name.kind() == "identifier") {
                        let name = self.low.text(name).to_owned();
                        if constant { &mut self.constants } else { &mut self.variables }.insert(name);
                    }
                    self.declarator(child, into);
                }
            }
            "return_statement" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(Statement::Return(value));
            }
            "throw_statement" => {
                let value = children(node).first().map(|value| self.expression(*value));
                into.push(Statement::Leave(value));
            }
            "break_statement" | "continue_statement" => into.push(Statement::Leave(None)),
            "if_statement" => self.branch(node, into),
            "for_in_statement" => self.for_each(node, into),
            "for_statement" => {
                if let Some(initializer) = field(node, "initializer") {
                    self.statement(initializer, into);
                }
                if let Some(condition) = field(node, "condition") {
                    self.statement(condition, into);
                }
                let body = self.body(node, "body");
                into.push(Statement::Loop { each: None, body });
            }
            "while_statement" | "do_statement" => {
                if let Some(condition) = optional(self, field(node, "condition")) {
                    into.push(of(condition));
                }
                let body = self.body(node, "body");
                into.push(Statement::Loop { each: None, body });
            }
            "try_statement" => self.attempt(node, into),
            "switch_statement" => self.choice(node, into),
            "statement_block" => {
                let body = block(self, node);
                into.push(Statement::Block(body));
            }
            "function_declaration" | "generator_function_declaration" => {
                let id = self.function(node, Receiver::None);
                if let Some(name) = self.low.unit.function(id).name.clone() {
                    self.low.binds(&name);
                }
                into.push(Statement::Function(id));
            }
            "class_declaration" | "abstract_class_declaration" => {
                self.decorators(node, into);
                let id = self.class(node);
                into.push(Statement::Class(id));
            }
            "import_statement" => self.import(node, into),
            "export_statement" => self.export(node, into),
            "enum_declaration" => self.enumeration(node, into),
            "internal_module" | "module" => {
                if let Some(name) = field(node, "name") {
                    self.low.binds_all(name, "identifier");
                }
                into.extend(self.body(node, "body"));
            }
            "ambient_declaration" => self.low.binds_all(node, "identifier"),
            "type_alias_declaration" | "interface_declaration" | "import_alias" => {
                if let Some(name) = children(node).first() {
                    let name = self.low.text(*name).to_owned();
                    self.low.binds(&name);
                }
            }
            "labeled_statement" => {
                if let Some(body) = field(node, "body") {
                    self.statement(body, into);
                }
            }
            "comment" | "empty_statement" | "debugger_statement" | "function_signature" | "hash_bang_line" => {}
            "expression_statement" => {
                for child in children(node) {
                    match child.kind() {
                        "internal_module" => self.any_statement(child, into),
                        _ => {
                            let expression = self.expression(child);
                            into.push(of(expression));
                        }
                    }
                }
            }
            _ if node.is_error() => {
                for child in children(node) {
                    self.statement(child, into);
                }
            }
            _ => {
                let expression = self.expression(node);
                into.push(of(expression));
            }
        }
    }

    fn declarator(&mut self, node: Node<'_>, into: &mut Block) {
        let Some(name) = field(node, "name") else { return };
        let value = optional(self, field(node, "value"));
        let target = self.pattern(name);
        let declared = field(node, "type").map(|declared| self.type_name(declared));
        into.push(Statement::Assign { target, value, append: false, declared, declares: true });
    }

    /// A type without its arguments: `: Promise<Pool>` is `Pool`, `Pool | undefined` is `Pool`.
    fn type_name(&mut self, node: Node<'_>) -> String {
        let text = self.low.text(node).trim_start_matches(':').trim();
        let text = text.strip_prefix("Promise<").unwrap_or(text);
        text.split(['<', '|', '[', '&', '>', '(', '{', ' ']).next().unwrap_or_default().trim().to_owned()
    }

    fn body(&mut self, node: Node<'_>, name: &'static str) -> Block {
        let mut statements = Vec::new();
        if let Some(body) = field(node, name) {
            self.within(body, &mut statements);
        }
        statements
    }

    /// The statements of a block, or the one statement that stands in its place.
    fn within(&mut self, body: Node<'_>, into: &mut Block) {
        match body.kind() {
            "statement_block" => into.extend(block(self, body)),
            _ => self.statement(body, into),
        }
    }

    fn branch(&mut self, node: Node<'_>, into: &mut Block) {
        let Some(condition) = optional(self, field(node, "condition")) else { return };
        let then = self.body(node, "consequence");
        let mut otherwise = Vec::new();
        if let Some(clause) = field(node, "alternative") {
            for child in children(clause) {
                self.within(child, &mut otherwise);
            }
        }
        into.push(Statement::If { condition, then, otherwise });
    }

    fn for_each(&mut self, node: Node<'_>, into: &mut Block) {
        let each = match (field(node, "left"), field(node, "right")) {
            (Some(left), Some(right)) => {
                let right = self.expression(right);
                Some((self.pattern(left), right))
            }
            _ => None,
        };
        let body = self.body(node, "body");
        into.push(Statement::Loop { each, body });
    }

    fn attempt(&mut self, node: Node<'_>, into: &mut Block) {
        let body = self.body(node, "body");
        let mut handlers = Vec::new();
        if let Some(handler) = field(node, "handler") {
            let name = field(handler, "parameter").map(|name| self.pattern(name));
            handlers.push((name, self.body(handler, "body")));
        }
        let finally = field(node, "finalizer").map_or_else(Vec::new, |clause| self.body(clause, "body"));
        into.push(Statement::Try { body, handlers, finally });
    }

    fn choice(&mut self, node: Node<'_>, into: &mut Block) {
        let cases = field(node, "body").map(children).unwrap_or_default();
        let against: Vec<Node<'_>> = cases.iter().filter_map(|case| field(*case, "value")).collect();
        let subject = self.chosen_by(field(node, "value"), &against);
        let (mut branches, mut or_none) = (Vec::new(), true);
        for case in cases {
            let mut statements = Vec::new();
            for child in fields(case, "body") {
                // The `break` at the end leaves the case, not what is around it.
                match child.kind() {
                    "break_statement" => {}
                    "statement_block" => {
                        for inner in children(child).into_iter().filter(|inner| inner.kind() != "break_statement") {
                            self.statement(inner, &mut statements);
                        }
                    }
                    _ => self.statement(child, &mut statements),
                }
            }
            or_none &= case.kind() != "switch_default";
            // `case 'a': case 'b':` share what follows.
            if !fields(case, "body").is_empty() {
                branches.push(statements);
            }
        }
        into.push(Statement::OneOf { subject, branches, or_none });
    }

    // Functions.

    pub(super) fn function_value(&mut self, node: Node<'_>) -> ExprId {
        let receiver = if node.kind() == "method_definition" { Receiver::This } else { Receiver::None };
        let id = self.function(node, receiver);
        self.low.add(ExprKind::Function(id), node)
    }

    fn function(&mut self, node: Node<'_>, receiver: Receiver) -> FunctionId {
        let name = field(node, "name").map(|name| self.low.text(name).trim_matches(['"', '\'']).to_owned());
        let (mut params, mut body) = (Vec::new(), Vec::new());
        if let Some(single) = field(node, "parameter") {
            params.extend(self.param(single, &mut body));
        }
        for child in field(node, "parameters").map(children).unwrap_or_default() {
            params.extend(self.param(child, &mut body));
        }
        let declared = field(node, "return_type").map(|declared| self.type_name(declared));
        match field(node, "body") {
            Some(inner) if inner.kind() == "statement_block" => body.extend(block(self, inner)),
            // `x => value`
            Some(inner) => {
                let value = self.expression(inner);
                body.push(Statement::Return(Some(value)));
            }
            None => {}
        }
        let asynchronous = has(node, "async");
        let span = self.low.span(node);
        let like_a_field = node.kind() == "method_definition" && has(node, "get");
        let function = Function {
            name,
            span,
            params,
            body,
            receiver,
            like_a_field,
            asynchronous,
            declared,
            ..Function::default()
        };
        self.low.unit.add_function(function)
    }

    /// A parameter; one with a modifier (`private readonly x: X`) is a field as well.
    fn param(&mut self, node: Node<'_>, body: &mut Block) -> Option<Param> {
        let declared = field(node, "type").map(|declared| self.type_name(declared));
        let mut default = None;
        let mut inner = node;
        if matches!(node.kind(), "required_parameter" | "optional_parameter") {
            default = optional(self, field(node, "value"));
            inner = field(node, "pattern")?;
        }
        if inner.kind() == "assignment_pattern" {
            default = optional(self, field(inner, "right"));
            inner = field(inner, "left")?;
        }
        let mut takes = Spread::No;
        if inner.kind() == "rest_pattern" {
            takes = Spread::List;
            inner = *children(inner).first()?;
        }
        let span = self.low.span(inner);
        match inner.kind() {
            "identifier" => {
                let name = self.low.text(inner).to_owned();
                self.low.binds(&name);
                self.variables.insert(name.clone());
                if children(node).iter().any(|child| child.kind() == "accessibility_modifier") || has(node, "readonly")
                {
                    let this = self.low.add(ExprKind::This, inner);
                    let target =
                        self.low.add(ExprKind::Member { object: this, name: name.clone(), name_span: span }, inner);
                    let value = Some(self.low.add(ExprKind::Name(name.clone()), inner));
                    body.push(Statement::Assign { target, value, append: false, declared: None, declares: false });
                }
                Some(Param { name, span, default, declared, takes, pattern: None })
            }
            "object_pattern" | "array_pattern" => {
                let pattern = Some(self.pattern(inner));
                Some(Param { name: format!("{{{}}}", span.start), span, default, declared: None, takes, pattern })
            }
            _ => None,
        }
    }

    // Classes.

    pub(super) fn class_value(&mut self, node: Node<'_>) -> ExprId {
        let id = self.class(node);
        self.low.add(ExprKind::Class(id), node)
    }

    fn class(&mut self, node: Node<'_>) -> ClassId {
        let name = field(node, "name").map(|name| self.low.text(name).to_owned());
        if let Some(name) = &name {
            self.low.binds(name);
        }
        let mut bases = Vec::new();
        for heritage in children(node).into_iter().filter(|child| child.kind() == "class_heritage") {
            for child in children(heritage) {
                match child.kind() {
                    "extends_clause" => {
                        bases.extend(fields(child, "value").into_iter().map(|base| self.expression(base)))
                    }
                    "implements_clause" => {}
                    _ => bases.push(self.expression(child)),
                }
            }
        }
        let (mut body, mut own, mut methods) = (Vec::new(), Vec::new(), Vec::new());
        for member in field(node, "body").map(children).unwrap_or_default() {
            self.decorators(member, &mut body);
            match member.kind() {
                "method_definition" => {
                    let id = self.function(member, Receiver::This);
                    let of_class = has(member, "static");
                    let function = self.low.unit.function_mut(id);
                    function.of_class = of_class;
                    if has(member, "set") {
                        function.name = function.name.take().map(|name| format!("set {name}"));
                    }
                    methods.push(id);
                }
                "field_definition" | "public_field_definition" => {
                    let Some(name) = field(member, "name").or_else(|| field(member, "property")) else { continue };
                    let value = optional(self, field(member, "value"));
                    let declared = field(member, "type").map(|declared| self.type_name(declared));
                    let target = self.low.add(ExprKind::Name(self.low.text(name).to_owned()), name);
                    let fixed = has(member, "static");
                    let statement = Statement::Assign { target, value, append: false, declared, declares: true };
                    if fixed { body.push(statement) } else { own.push(statement) }
                }
                "class_static_block" => body.extend(self.body(member, "body")),
                "decorator" | "comment" => {}
                _ => {
                    let expression = opaque(self, member);
                    body.push(of(expression));
                }
            }
        }
        let span = self.low.span(node);
        let class =
            Class { name, span, bases, body, fields: own, methods, constructor: "constructor", ..Class::default() };
        self.low.unit.add_class(class)
    }

    /// What decorates a class or member is run: `@Module({ imports: [...] })`.
    fn decorators(&mut self, node: Node<'_>, into: &mut Block) {
        let found = children(node).into_iter().chain(std::iter::once(node));
        for decorator in found.filter(|child| child.kind() == "decorator").collect::<Vec<_>>() {
            for inner in children(decorator) {
                let expression = self.expression(inner);
                into.push(of(expression));
            }
        }
    }

    fn enumeration(&mut self, node: Node<'_>, into: &mut Block) {
        let Some(name) = field(node, "name") else { return };
        let mut entries = Vec::new();
        for child in field(node, "body").map(children).unwrap_or_default() {
            let (Some(key), Some(value)) = (field(child, "name"), field(child, "value")) else { continue };
            let span = self.low.span(child);
            let key = self.key(key);
            let value = self.expression(value);
            entries.push(Entry::Pair { key, value, span });
        }
        let value = Some(self.low.add(ExprKind::Object(entries), node));
        let target = self.low.bind(name);
        into.push(Statement::Assign { target, value, append: false, declared: None, declares: true });
    }

    // Modules.

    fn import(&mut self, node: Node<'_>, into: &mut Block) {
        for clause in children(node) {
            let source = field(node, "source").or_else(|| field(clause, "source"));
            let Some(module) = source.and_then(|source| self.literal(source)) else { continue };
            match clause.kind() {
                "import_require_clause" => {
                    for name in children(clause).into_iter().filter(|child| child.kind() == "identifier") {
                        self.bind_import(name, module.clone(), into);
                    }
                }
                "import_clause" => {
                    for child in children(clause) {
                        match child.kind() {
                            // A default export bears the module's name, and so does all of it together.
                            "identifier" => self.bind_import(child, module.clone(), into),
                            "namespace_import" => {
                                for name in children(child) {
                                    self.bind_import(name, module.clone(), into);
                                }
                            }
                            "named_imports" => {
                                for specifier in children(child) {
                                    self.specifier(specifier, &module, into);
                                }
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn specifier(&mut self, node: Node<'_>, module: &str, into: &mut Block) {
        let Some(name) = field(node, "name") else { return };
        let exported = self.low.text(name).trim_matches(['"', '\'']).to_owned();
        let path = if exported == "default" { module.to_owned() } else { format!("{module}.{exported}") };
        self.bind_import(field(node, "alias").unwrap_or(name), path, into);
    }

    fn bind_import(&mut self, name: Node<'_>, path: String, into: &mut Block) {
        let (text, span) = (self.low.text(name).to_owned(), self.low.span(name));
        self.low.binds(&text);
        into.push(Statement::Import { name: text, path, span });
    }

    fn export(&mut self, node: Node<'_>, into: &mut Block) {
        self.decorators(node, into);
        match (field(node, "declaration"), field(node, "value")) {
            (Some(declaration), _) => self.statement(declaration, into),
            (None, Some(value)) => {
                let value = self.expression(value);
                into.push(of(value));
            }
            // `export = x`
            (None, None) if field(node, "source").is_none() => {
                for child in
                    children(node).into_iter().filter(|child| !matches!(child.kind(), "export_clause" | "decorator"))
                {
                    let value = self.expression(child);
                    into.push(of(value));
                }
            }
            _ => {}
        }
    }
}
