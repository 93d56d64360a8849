//! The file, its imports, types and functions.

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::Walk;
use super::types::LocalType;
use crate::lint::form::{Block, Call, Class, ExprId, ExprKind, Function, Param, Receiver, Spread, Statement};
use crate::lint::front::lower::{Lower, children, every, field, fields};

impl Walk<'_> {
    /// The file: imports, types, constants, variables, and then every function that no other one calls.
    pub(super) fn file(&mut self, root: Node<'_>) -> Block {
        let (mut imports, mut types, mut constants, mut values, mut rest) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut functions: Vec<(String, Statement, usize)> = Vec::new();
        let mut methods: BTreeMap<String, Vec<Node<'_>>> = BTreeMap::new();
        let items = children(root);
        for item in items.iter().filter(|item| item.kind() == "method_declaration") {
            methods.entry(self.receiver_type(*item)).or_default().push(*item);
        }
        for item in &items {
            match item.kind() {
                "import_declaration" => self.imports(*item, &mut imports),
                "const_declaration" => self.statement(*item, &mut constants),
                "var_declaration" => self.statement(*item, &mut values),
                "type_declaration" => self.type_declaration(*item, &mut methods, &mut types),
                "function_declaration" => {
                    let name = field(*item, "name").map_or("", |name| self.low.text(name)).to_owned();
                    self.low.binds(&name);
                    let function = self.function(*item, Some(name.clone()));
                    let params = function.params.len();
                    let id = self.low.unit.add_function(function);
                    functions.push((name, Statement::Function(id), params));
                }
                "package_clause" | "comment" | "method_declaration" => {}
                // Statements outside of functions: a piece of code in documentation.
                _ => self.statement(*item, &mut rest),
            }
        }
        // Methods of types that stand in other files.
        for (name, methods) in methods {
            self.class(&name, methods, root, &mut types);
        }
        let called = self.mentioned(&items);
        let roots: Vec<String> =
            functions.iter().map(|(name, ..)| name.clone()).filter(|name| !called.contains(name)).collect();
        let mut body = imports;
        body.extend(types);
        body.extend(constants);
        body.extend(values);
        body.extend(functions.into_iter().map(|(_, statement, _)| statement));
        body.extend(rest);
        let first = |name: &String| match name.as_str() {
            "init" => 0,
            "main" => 1,
            _ => 2,
        };
        let mut roots = roots;
        roots.sort_by_key(first);
        for name in roots {
            body.push(self.run(&name, root));
        }
        body
    }

    /// Runs a function that nothing in the file calls, whatever it is given; what it gives is kept.
    fn run(&mut self, name: &str, root: Node<'_>) -> Statement {
        let span = crate::lint::form::Span::new(root.start_byte(), root.start_byte());
        let callee = self.low.unit.add(ExprKind::Name(name.to_owned()), span);
        let call = Call { callee, args: Vec::new(), new: false, initializer: Vec::new() };
        let call = self.low.unit.add(ExprKind::Call(call), span);
        let target = self.low.unit.add(ExprKind::Name(format!("{name}()")), span);
        let keep = Statement::Assign { target, value: Some(call), append: false, declared: None, declares: true };
        Statement::OneOf { subject: None, branches: vec![vec![keep]], or_none: true }
    }

    /// Names that functions of the file mention, each its own left out.
    fn mentioned(&self, items: &[Node<'_>]) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for item in items {
            let own = match item.kind() {
                "function_declaration" => field(*item, "name").map_or("", |name| self.low.text(name)),
                _ => "",
            };
            every(*item, |node| {
                if node.kind() == "identifier" {
                    let name = self.low.text(node);
                    if name != own {
                        names.insert(name.to_owned());
                    }
                }
            });
        }
        names
    }

    fn imports(&mut self, node: Node<'_>, into: &mut Block) {
        let specs = children(node).into_iter().flat_map(|child| match child.kind() {
            "import_spec_list" => children(child),
            _ => vec![child],
        });
        for spec in specs.filter(|spec| spec.kind() == "import_spec").collect::<Vec<_>>() {
            let Some(path_node) = field(spec, "path") else { continue };
            let path = self.low.text(path_node).trim_matches(['"', '`']).to_owned();
            let alias = field(spec, "name");
            match alias.map(|alias| alias.kind()) {
                Some("dot") => self.low.unit.wildcards.push(path),
                Some("blank_identifier") => {}
                Some(_) => {
                    let name = alias.map_or("", |alias| self.low.text(alias)).to_owned();
                    self.import(name, &path, spec, into);
                }
                None => {
                    for name in package_names(&path) {
                        self.import(name, &path, spec, into);
                    }
                }
            }
        }
    }

    fn import(&mut self, name: String, path: &str, spec: Node<'_>, into: &mut Block) {
        self.low.binds(&name);
        let span = self.low.span(spec);
        into.push(Statement::Import { name, path: path.to_owned(), span });
    }

    pub(super) fn type_declaration(
        &mut self,
        node: Node<'_>,
        methods: &mut BTreeMap<String, Vec<Node<'_>>>,
        into: &mut Block,
    ) {
        for spec in children(node) {
            let Some(name) = field(spec, "name").map(|name| self.low.text(name).to_owned()) else { continue };
            let own = methods.remove(&name).unwrap_or_default();
            // A name for a text, a map, an interface needs no class of its own.
            match self.types.get(&name) {
                Some(LocalType::Struct(_) | LocalType::Function) => self.class(&name, own, spec, into),
                _ if !own.is_empty() => self.class(&name, own, spec, into),
                _ => self.low.binds(&name),
            }
        }
    }

    fn class(&mut self, name: &str, methods: Vec<Node<'_>>, node: Node<'_>, into: &mut Block) {
        self.low.binds(name);
        let mut class =
            Class { name: Some(name.to_owned()), span: self.low.span(node), open: true, ..Class::default() };
        if let Some(made) = field(node, "type").filter(|made| made.kind() == "struct_type") {
            for declaration in children(made).into_iter().flat_map(children) {
                // The methods of an embedded type are there too.
                if let (true, Some(embedded)) = (fields(declaration, "name").is_empty(), field(declaration, "type")) {
                    let base = self.type_name(embedded);
                    if matches!(self.types.get(&base), Some(LocalType::Struct(_))) {
                        class.bases.push(self.low.add(ExprKind::Name(base), embedded));
                    }
                }
            }
        }
        if self.types.get(name) == Some(&LocalType::Function) {
            let ways = self.function_type_methods(node);
            class.methods.extend(ways);
            class.constructor = CONVERTED;
        }
        for method in methods {
            let name = field(method, "name").map(|name| self.low.text(name).to_owned());
            let mut function = self.function(method, name);
            let receiver = field(method, "receiver").map(|list| self.params(list)).unwrap_or_default();
            let receiver = receiver.into_iter().next().unwrap_or_else(|| self.param("_", method));
            function.params.insert(0, receiver);
            function.receiver = Receiver::FirstParameter;
            let id = self.low.unit.add_function(function);
            class.methods.push(id);
        }
        let id = self.low.unit.add_class(class);
        into.push(Statement::Class(id));
    }

    /// `T(f)` keeps the function, and calling what it gives calls the function.
    fn function_type_methods(&mut self, node: Node<'_>) -> Vec<crate::lint::form::FunctionId> {
        let span = self.low.span(node);
        let name = |walk: &mut Self, name: &str| walk.low.unit.add(ExprKind::Name(name.to_owned()), span);
        let (this, value) = (name(self, "this"), name(self, "value"));
        let member = ExprKind::Member { object: this, name: "value".into(), name_span: span };
        let target = self.low.unit.add(member.clone(), span);
        let keep = Statement::Assign { target, value: Some(value), append: false, declared: None, declares: false };
        let convert = Function {
            name: Some(CONVERTED.into()),
            span,
            params: vec![self.param("this", node), self.param("value", node)],
            body: vec![keep],
            receiver: Receiver::FirstParameter,
            ..Function::default()
        };
        let callee = self.low.unit.add(member, span);
        let given = name(self, "given");
        let arg = crate::lint::form::Arg { name: None, value: given, spread: Spread::List, span };
        let call = Call { callee, args: vec![arg], new: false, initializer: Vec::new() };
        let call = self.low.unit.add(ExprKind::Call(call), span);
        let mut rest = self.param("given", node);
        rest.takes = Spread::List;
        let run = Function {
            name: Some("__call__".into()),
            span,
            params: vec![self.param("this", node), rest],
            body: vec![Statement::Return(Some(call))],
            receiver: Receiver::FirstParameter,
            ..Function::default()
        };
        vec![self.low.unit.add_function(convert), self.low.unit.add_function(run)]
    }

    fn param(&self, name: &str, node: Node<'_>) -> Param {
        Param {
            name: name.to_owned(),
            span: self.low.span(node),
            default: None,
            declared: None,
            takes: Spread::No,
            pattern: None,
        }
    }

    fn receiver_type(&self, method: Node<'_>) -> String {
        let declaration = field(method, "receiver").and_then(|list| children(list).first().copied());
        declaration
            .and_then(|declaration| field(declaration, "type"))
            .map_or_else(String::new, |made| self.type_name(made))
    }

    pub(super) fn closure(&mut self, node: Node<'_>) -> ExprId {
        let function = self.function(node, None);
        let id = self.low.unit.add_function(function);
        self.low.add(ExprKind::Function(id), node)
    }

    fn function(&mut self, node: Node<'_>, name: Option<String>) -> Function {
        let params = field(node, "parameters").map(|list| self.params(list)).unwrap_or_default();
        let results = self.results_of(node);
        for name in &results.names {
            self.low.binds(name);
        }
        let mut body = Vec::new();
        // Results with a name begin as nothing in particular.
        for name in results.names.iter().filter(|name| *name != "_") {
            let target = self.low.add(ExprKind::Name(name.clone()), node);
            body.push(Statement::Assign { target, value: None, append: false, declared: None, declares: true });
        }
        self.giving.push(results);
        let around = (self.nested, self.failing, self.leaves_switch);
        (self.nested, self.failing, self.leaves_switch) = (0, 0, false);
        if let Some(block) = field(node, "body") {
            self.statements(block, &mut body);
        }
        (self.nested, self.failing, self.leaves_switch) = around;
        self.giving.pop();
        Function { name, span: self.low.span(node), params, body, ..Function::default() }
    }

    fn params(&mut self, list: Node<'_>) -> Vec<Param> {
        let mut params = Vec::new();
        for child in children(list) {
            let takes = if child.kind() == "variadic_parameter_declaration" { Spread::List } else { Spread::No };
            let declared = field(child, "type").map(|declared| self.type_name(declared));
            let names = fields(child, "name");
            for name in &names {
                let text = self.low.text(*name).to_owned();
                self.low.binds(&text);
                let span = self.low.span(*name);
                params.push(Param {
                    name: text,
                    span,
                    default: None,
                    declared: declared.clone(),
                    takes,
                    pattern: None,
                });
            }
            if names.is_empty() {
                params.push(Param { takes, ..self.param("_", child) });
            }
        }
        params
    }
}

/// The constructor of a function type.
const CONVERTED: &str = "(converted)";

/// The names under which a package may be known whose import gives it none: the last part of the path, the one before a
/// major version, without what often stands around it.
fn package_names(path: &str) -> Vec<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    let version = |part: &str| {
        part.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
    };
    if parts.len() > 1 && parts.last().is_some_and(|last| version(last)) {
        parts.pop();
    }
    let last = parts.last().copied().unwrap_or_default();
    let last = last.split(".v").next().unwrap_or(last);
    let mut names = vec![last.to_owned()];
    if last.contains('-') {
        let plain = last.trim_start_matches("go-").trim_end_matches("-go");
        names = vec![last.replace('-', ""), plain.replace('-', ""), plain.replace('-', "_")];
        names.extend(last.rsplit('-').next().map(str::to_owned));
        names.dedup();
    }
    names
}
