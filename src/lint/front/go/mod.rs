//! Go, by tree-sitter-go.

mod definitions;
mod intrinsics;
mod statements;
mod types;

use std::collections::BTreeMap;

use tree_sitter::Node;

use self::types::{LocalType, Results};
use super::lower::{Lower, Lowerer, children, field, opaque, parse};
use super::text::unescape;
use super::{FrontEnd, Intrinsic};
use crate::lint::form::{Arg, Block, Call, Entry, ExprId, ExprKind, FormatStyle, Span, Spread, Unit};

/// The front end.
pub struct Go;

impl FrontEnd for Go {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        let tree = parse(&tree_sitter_go::LANGUAGE.into(), source)?;
        let mut walk = Walk {
            low: Lowerer::new(source),
            types: BTreeMap::new(),
            results: BTreeMap::new(),
            giving: Vec::new(),
            nested: 0,
            failing: 0,
            leaves_switch: false,
        };
        walk.low.survey(&tree, |kind| kind == "comment");
        walk.survey_types(tree.root_node());
        // A piece of code without any leaves them out.
        let has_imports = children(tree.root_node()).iter().any(|item| item.kind() == "import_declaration");
        let body = walk.file(tree.root_node());
        walk.low.unit.body = body;
        // Other files of the package; but each file imports for itself. A sample without a package has no other files.
        let in_package = children(tree.root_node()).iter().any(|item| item.kind() == "package_clause");
        walk.low.unit.fields_are_data = true;
        walk.low.unit.shows_fields = true;
        walk.low.unit.texts_show = true;
        walk.low.unit.names_from_elsewhere = in_package || !has_imports;
        walk.low.unit.imports_for_itself = has_imports;
        Ok(walk.low.unit)
    }

    fn intrinsic(&self, name: &str) -> Option<Intrinsic> {
        intrinsics::intrinsic(name)
    }

    fn builtin(&self, name: &str) -> bool {
        intrinsics::builtin(name)
    }
}

struct Walk<'s> {
    low: Lowerer<'s>,
    /// Types that the file defines.
    types: BTreeMap<String, LocalType>,
    /// What the file's functions and methods give, by name; nothing where two of a name differ.
    results: BTreeMap<String, Option<Results>>,
    /// What the functions being read give, innermost last.
    giving: Vec<Results>,
    /// How many blocks deep within the function.
    nested: usize,
    /// How many branches deep in which an error is known to be there.
    failing: usize,
    /// Whether `break` here leaves a switch.
    leaves_switch: bool,
}

impl<'s> Lower<'s> for Walk<'s> {
    fn low(&mut self) -> &mut Lowerer<'s> {
        &mut self.low
    }

    fn lower_expression(&mut self, node: Node<'_>) -> ExprId {
        match node.kind() {
            "identifier" | "type_identifier" | "package_identifier" | "blank_identifier" => self.name(node),
            "int_literal" | "float_literal" => {
                let text = self.low.text(node).to_owned();
                self.low.add(ExprKind::Number(text), node)
            }
            "true" => self.low.add(ExprKind::Bool(true), node),
            "false" => self.low.add(ExprKind::Bool(false), node),
            "nil" => self.low.add(ExprKind::Null, node),
            "interpreted_string_literal" | "raw_string_literal" | "rune_literal" => self.text(node),
            "selector_expression" => self.member(node, "operand", "field"),
            "qualified_type" => self.member(node, "package", "name"),
            "generic_type" => match field(node, "type") {
                Some(inner) => self.expression(inner),
                None => opaque(self, node),
            },
            "index_expression" => match (field(node, "operand"), field(node, "index")) {
                (Some(object), Some(index)) => {
                    let (object, index) = (self.expression(object), self.expression(index));
                    self.low.add(ExprKind::Index { object, index }, node)
                }
                _ => opaque(self, node),
            },
            "call_expression" => self.call(node),
            "composite_literal" => self.composite(node),
            "func_literal" => self.closure(node),
            "binary_expression" => self.binary(node),
            "unary_expression" => match field(node, "operand") {
                Some(operand) => {
                    let operator = field_text(node, "operator");
                    let operand = self.expression(operand);
                    let kind = match operator {
                        "&" | "*" | "+" => ExprKind::Same(operand),
                        "<-" => ExprKind::Opaque(vec![operand]),
                        _ => ExprKind::Test(vec![operand]),
                    };
                    self.low.add(kind, node)
                }
                None => opaque(self, node),
            },
            "parenthesized_expression" => match children(node).first() {
                Some(inner) => {
                    let inner = self.expression(*inner);
                    self.low.add(ExprKind::Same(inner), node)
                }
                None => self.low.add(ExprKind::Broken, node),
            },
            // x.(T)
            "type_assertion_expression" => self.same(node, field(node, "operand")),
            "type_conversion_expression" => self.conversion(node),
            "literal_value" => self.elided(node),
            "literal_element" | "variadic_argument" => self.same(node, children(node).first().copied()),
            "expression_list" => match children(node).as_slice() {
                [only] => self.expression(*only),
                _ => self.list(node),
            },
            "slice_type" | "array_type" | "map_type" | "pointer_type" | "struct_type" | "function_type"
            | "interface_type" | "channel_type" => self.low.add(ExprKind::Opaque(Vec::new()), node),
            _ => opaque(self, node),
        }
    }

    fn lower_statement(&mut self, node: Node<'_>, into: &mut Block) {
        self.any_statement(node, into);
    }
}

impl Walk<'_> {
    fn name(&mut self, node: Node<'_>) -> ExprId {
        let name = self.low.text(node).to_owned();
        self.low.add(ExprKind::Name(name), node)
    }

    fn same(&mut self, node: Node<'_>, inner: Option<Node<'_>>) -> ExprId {
        match inner {
            Some(inner) => {
                let inner = self.expression(inner);
                self.low.add(ExprKind::Same(inner), node)
            }
            None => opaque(self, node),
        }
    }

    fn list(&mut self, node: Node<'_>) -> ExprId {
        let items = children(node).into_iter().map(|child| (self.expression(child), false)).collect();
        self.low.add(ExprKind::List(items), node)
    }

    /// `"..."`, `` `...` ``, `'.'`
    fn text(&mut self, node: Node<'_>) -> ExprId {
        let whole = self.low.span(node);
        let closed = whole.end - whole.start >= 2;
        let span = if closed { Span::new(whole.start + 1, whole.end - 1) } else { whole };
        let text = span.text(self.low.source);
        let text = if node.kind() == "raw_string_literal" { text.replace('\r', "") } else { unescape(text) };
        self.low.add_text(text, span)
    }

    fn member(&mut self, node: Node<'_>, object: &'static str, name: &'static str) -> ExprId {
        let (Some(object), Some(name)) = (field(node, object), field(node, name)) else { return opaque(self, node) };
        let object = self.expression(object);
        let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
        self.low.add(ExprKind::Member { object, name, name_span }, node)
    }

    fn binary(&mut self, node: Node<'_>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let plus = field_text(node, "operator") == "+";
        let (left, right) = (self.expression(left), self.expression(right));
        let kind = if plus { ExprKind::Add(left, right) } else { ExprKind::Test(vec![left, right]) };
        self.low.add(kind, node)
    }

    fn call(&mut self, node: Node<'_>) -> ExprId {
        let Some(function) = field(node, "function") else { return opaque(self, node) };
        let list = field(node, "arguments");
        let nodes = list.map(children).unwrap_or_default();
        match self.low.text(function) {
            "new" if function.kind() == "identifier" => {
                if let Some(made) = nodes.first().filter(|made| is_named_type(made.kind())) {
                    return self.make(node, *made, Vec::new(), Vec::new());
                }
            }
            "make" if function.kind() == "identifier" => match nodes.first().map(|made| made.kind()) {
                Some("map_type") => return self.low.add(ExprKind::Object(Vec::new()), node),
                Some("slice_type") => return self.low.add(ExprKind::List(Vec::new()), node),
                Some(kind) if is_named_type(kind) => return self.make(node, nodes[0], Vec::new(), Vec::new()),
                _ => return opaque(self, node),
            },
            "append" if function.kind() == "identifier" => {
                let spread = |index: usize, child: &Node<'_>| index == 0 || child.kind() == "variadic_argument";
                let items =
                    nodes.iter().enumerate().map(|(at, child)| (self.expression(*child), spread(at, child))).collect();
                return self.low.add(ExprKind::List(items), node);
            }
            // fmt.Fprintf(&builder, ...)
            "fmt.Fprintf" | "fmt.Fprint" => {
                if let Some(call) = self.print_into(node, &nodes) {
                    return call;
                }
            }
            text => {
                // A type of the file that is no struct, no function and no interface, in the place of a function.
                if let (Some(LocalType::Other), [value]) = (self.types.get(text), nodes.as_slice()) {
                    return self.same(node, Some(*value));
                }
            }
        }
        let args = self.arguments(&nodes);
        let callee = self.expression(function);
        let call = Call { callee, args, new: false, initializer: Vec::new() };
        let call = self.low.add(ExprKind::Call(call), node);
        self.filled_in(node, function, &nodes, call)
    }

    /// `json.Unmarshal(data, &x)`, `decoder.Decode(&x)`: what is read goes into `x`.
    fn filled_in(&mut self, node: Node<'_>, function: Node<'_>, nodes: &[Node<'_>], call: ExprId) -> ExprId {
        let name = field(function, "field").map_or("", |name| self.low.text(name));
        let into = match (name, nodes) {
            ("Decode", [into]) | ("Unmarshal", [_, into]) => *into,
            _ => return call,
        };
        let target =
            Some(into).filter(|into| into.kind() == "unary_expression").and_then(|into| field(into, "operand"));
        match target.filter(|target| target.kind() == "identifier") {
            Some(target) => {
                let target = self.expression(target);
                self.low.add(ExprKind::Assign { target, value: call, append: false }, node)
            }
            None => call,
        }
    }

    /// `fmt.Fprintf(&b, "host=%s", host)` writes into the builder `b`.
    fn print_into(&mut self, node: Node<'_>, nodes: &[Node<'_>]) -> Option<ExprId> {
        let (first, rest) = nodes.split_first()?;
        let into = Some(*first)
            .filter(|first| first.kind() == "unary_expression")
            .and_then(|first| field(first, "operand"))?;
        let object = self.expression(into);
        let text = match rest.split_first() {
            Some((template, values)) if self.low.text(node).starts_with("fmt.Fprintf") => {
                let template = self.expression(*template);
                let args = self.arguments(values);
                self.low.add(ExprKind::Format { style: FormatStyle::Percent, template, args }, node)
            }
            _ => {
                let parts = rest.iter().map(|part| self.expression(*part)).collect();
                self.low.add(ExprKind::Join(parts), node)
            }
        };
        let name_span = self.low.span(node);
        let callee = self.low.add(ExprKind::Member { object, name: "WriteString".into(), name_span }, node);
        let args = vec![Arg { name: None, value: text, spread: Spread::No, span: name_span }];
        Some(self.low.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), node))
    }

    fn arguments(&mut self, nodes: &[Node<'_>]) -> Vec<Arg> {
        nodes
            .iter()
            .map(|child| {
                let spread = if child.kind() == "variadic_argument" { Spread::List } else { Spread::No };
                Arg { name: None, value: self.expression(*child), spread, span: self.low.span(*child) }
            })
            .collect()
    }

    /// `[]string("x")` converts, where a literal with braces was meant: it does not compile.
    fn conversion(&mut self, node: Node<'_>) -> ExprId {
        let (Some(made), Some(operand)) = (field(node, "type"), field(node, "operand")) else {
            return opaque(self, node);
        };
        let element = field(made, "element").map_or("", |element| self.low.text(element));
        let is_text = matches!(operand.kind(), "interpreted_string_literal" | "raw_string_literal");
        if made.kind() == "slice_type" && is_text && !matches!(element, "byte" | "rune" | "uint8" | "int32") {
            let span = self.low.span(node);
            self.low.unit.broken.push(span);
            let operand = self.expression(operand);
            return self.low.add(ExprKind::List(vec![(operand, false)]), node);
        }
        self.same(node, Some(operand))
    }

    /// `T{...}`
    fn composite(&mut self, node: Node<'_>) -> ExprId {
        let (Some(made), Some(body)) = (field(node, "type"), field(node, "body")) else { return opaque(self, node) };
        match made.kind() {
            "slice_type" | "array_type" | "implicit_length_array_type" => self.elements(node, body),
            "map_type" => {
                let entries = self.entries(body, false);
                self.low.add(ExprKind::Object(entries), node)
            }
            "struct_type" => {
                let entries = self.entries(body, true);
                self.low.add(ExprKind::Object(entries), node)
            }
            _ => match self.types.get(self.low.text(made)).cloned() {
                Some(LocalType::Other) if children(body).iter().all(|child| child.kind() != "keyed_element") => {
                    self.elements(node, body)
                }
                Some(LocalType::Other) => {
                    let entries = self.entries(body, false);
                    self.low.add(ExprKind::Object(entries), node)
                }
                Some(LocalType::Struct(fields)) => {
                    let entries = self.struct_entries(body, &fields);
                    self.make(node, made, Vec::new(), entries)
                }
                _ => {
                    let entries = self.entries(body, true);
                    self.make(node, made, Vec::new(), entries)
                }
            },
        }
    }

    /// The making of an object of a named type.
    fn make(&mut self, node: Node<'_>, made: Node<'_>, args: Vec<Arg>, initializer: Vec<Entry>) -> ExprId {
        let callee = self.expression(made);
        self.low.add(ExprKind::Call(Call { callee, args, new: true, initializer }), node)
    }

    /// `{...}` within a literal, whose type is left out.
    fn elided(&mut self, node: Node<'_>) -> ExprId {
        if children(node).iter().any(|child| child.kind() == "keyed_element") {
            let entries = self.entries(node, true);
            return self.low.add(ExprKind::Object(entries), node);
        }
        self.elements(node, node)
    }

    fn elements(&mut self, node: Node<'_>, body: Node<'_>) -> ExprId {
        let items = children(body)
            .into_iter()
            .map(|child| match field(child, "value") {
                Some(value) => (self.expression(value), false),
                None => (self.expression(child), false),
            })
            .collect();
        self.low.add(ExprKind::List(items), node)
    }

    /// Fields by their name, or by their order.
    fn struct_entries(&mut self, body: Node<'_>, fields: &[String]) -> Vec<Entry> {
        if children(body).iter().any(|child| child.kind() == "keyed_element") {
            return self.entries(body, true);
        }
        let mut entries = Vec::new();
        for (child, name) in children(body).into_iter().zip(fields) {
            let span = self.low.span(child);
            let key = self.low.add_text(name.clone(), span);
            let value = self.expression(child);
            entries.push(Entry::Pair { key, value, span });
        }
        entries
    }

    fn entries(&mut self, body: Node<'_>, names: bool) -> Vec<Entry> {
        let mut entries = Vec::new();
        for child in children(body) {
            let (Some(key), Some(value)) = (field(child, "key"), field(child, "value")) else { continue };
            let inner = children(key).first().copied().unwrap_or(key);
            let key = if names && inner.kind() == "identifier" {
                let (name, span) = (self.low.text(inner).to_owned(), self.low.span(inner));
                self.low.add_text(name, span)
            } else {
                self.expression(inner)
            };
            let value = self.entry_value(value);
            entries.push(Entry::Pair { key, value, span: self.low.span(child) });
        }
        entries
    }

    /// `url.Values{"resource": {"..."}}`: the one value of a key that may have several.
    fn entry_value(&mut self, value: Node<'_>) -> ExprId {
        let inner = children(value).first().copied().unwrap_or(value);
        if inner.kind() == "literal_value"
            && let [only] = children(inner).as_slice()
            && only.kind() != "keyed_element"
        {
            return self.expression(*only);
        }
        self.expression(value)
    }
}

fn is_named_type(kind: &str) -> bool {
    matches!(kind, "type_identifier" | "identifier" | "qualified_type" | "selector_expression" | "generic_type")
}

/// The kind of a field that is a token.
fn field_text<'t>(node: Node<'t>, name: &str) -> &'t str {
    node.child_by_field_name(name).map_or("", |child| child.kind())
}
