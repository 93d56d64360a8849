//! C#, by tree-sitter-c-sharp.

mod creation;
mod definitions;
mod intrinsics;

use std::borrow::Cow;

use tree_sitter::Node;

use super::lower::{Lower, Lowerer, block, children, field, opaque, parse};
use super::{FrontEnd, Intrinsic};
use crate::lint::form::{Block, Call, ExprId, ExprKind, Unit};

/// The front end.
pub struct CSharp;

/// What the SDK imports for every file of a project unless it is told otherwise.
const IMPLICIT: &[&str] =
    &["System", "System.IO", "System.Linq", "System.Net.Http", "System.Threading.Tasks", "System.Collections.Generic"];

impl FrontEnd for CSharp {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        let tree = parse(&tree_sitter_c_sharp::LANGUAGE.into(), &readable(source))?;
        let mut walk = Walk { low: Lowerer::new(source), expected: None, returns: Vec::new() };
        walk.low.survey(&tree, |kind| kind == "comment");
        let body = block(&mut walk, tree.root_node());
        let unit = &mut walk.low.unit;
        unit.body = body;
        unit.wildcards.extend(IMPLICIT.iter().map(|namespace| (*namespace).to_owned()));
        unit.bare_members = true;
        unit.implicit_namespaces = true;
        Ok(walk.low.unit)
    }

    fn intrinsic(&self, name: &str) -> Option<Intrinsic> {
        intrinsics::intrinsic(name)
    }

    fn builtin(&self, name: &str) -> bool {
        // Types of other files begin with a capital; a name of the language itself is written as a keyword.
        name.starts_with(char::is_uppercase) || intrinsics::KEYWORDS.contains(&name)
    }
}

/// The text as the grammar can read it, every place where it was: `async` is a name too (`async ? a : b`, `bool async)`), and
/// the grammar knows the keyword only, which a word, a type or a parameter list follows.
fn readable(source: &str) -> Cow<'_, str> {
    const WORD: &str = "async";
    const NAME: &str = "asyn_";
    let of_name = |c: char| c.is_alphanumeric() || c == '_' || c == '@';
    let mut read = Cow::Borrowed(source);
    for (at, _) in source.match_indices(WORD) {
        let after = &source[at + WORD.len()..];
        let whole = !source[..at].ends_with(of_name) && !after.starts_with(of_name);
        if whole && after.trim_start().starts_with([')', ',', '?', ';', '=', ':', '.', '&', '|', ']', '}', '!']) {
            read.to_mut().replace_range(at..at + WORD.len(), NAME);
        }
    }
    read
}

pub(super) struct Walk<'s> {
    pub low: Lowerer<'s>,
    /// The type of which `new(...)` makes an object here.
    pub expected: Option<String>,
    /// The types that the functions around give.
    pub returns: Vec<Option<String>>,
}

impl<'s> Lower<'s> for Walk<'s> {
    fn low(&mut self) -> &mut Lowerer<'s> {
        &mut self.low
    }

    fn lower_expression(&mut self, node: Node<'_>) -> ExprId {
        // What is expected holds for this expression alone, not for what stands within it.
        let expected = self.expected.take();
        match node.kind() {
            "identifier" | "predefined_type" => self.name(node),
            "generic_name" => match children(node).first() {
                Some(name) => self.name(*name),
                None => self.name(node),
            },
            "integer_literal" | "real_literal" => {
                let text = self.low.text(node).to_owned();
                self.low.add(ExprKind::Number(text), node)
            }
            "boolean_literal" => {
                let is = self.low.text(node) == "true";
                self.low.add(ExprKind::Bool(is), node)
            }
            "null_literal" | "default_expression" => self.low.add(ExprKind::Null, node),
            "string_literal" | "verbatim_string_literal" | "raw_string_literal" | "character_literal" => {
                self.string(node)
            }
            "interpolated_string_expression" => self.interpolated(node),
            "member_access_expression" => self.member(node, "expression", "name"),
            "qualified_name" => self.member(node, "qualifier", "name"),
            "alias_qualified_name" => self.member(node, "alias", "name"),
            "conditional_access_expression" => self.conditional_access(node),
            "element_access_expression" => self.element(node),
            "invocation_expression" => self.invocation(node),
            "object_creation_expression" => self.creation(node),
            "implicit_object_creation_expression" => self.implicit_creation(node, expected),
            "anonymous_object_creation_expression" => self.anonymous(node),
            "initializer_expression" | "collection_expression" => self.collection(node),
            "array_creation_expression" | "implicit_array_creation_expression" | "implicit_stackalloc_expression" => {
                let list = children(node).into_iter().find(|child| child.kind() == "initializer_expression");
                match list {
                    Some(list) => self.collection(list),
                    None => opaque(self, node),
                }
            }
            "assignment_expression" => self.assignment(node),
            "binary_expression" => self.binary(node, expected),
            "prefix_unary_expression" => self.prefix(node),
            "postfix_unary_expression" | "checked_expression" | "ref_expression" => self.wrapped(node, ExprKind::Same),
            "parenthesized_expression" => {
                self.expected = expected;
                self.wrapped(node, ExprKind::Same)
            }
            "conditional_expression" => self.conditional(node, expected),
            "switch_expression" => self.switch(node),
            "lambda_expression" | "anonymous_method_expression" => self.lambda(node),
            "await_expression" => self.wrapped(node, ExprKind::Await),
            "cast_expression" => self.inner(node, "value"),
            "as_expression" => self.inner(node, "left"),
            "is_pattern_expression" | "is_expression" => {
                if let Some(pattern) = field(node, "pattern") {
                    self.low.binds_all(pattern, "identifier");
                }
                let tested = field(node, "expression").or(field(node, "left")).map(|tested| self.expression(tested));
                // `x is { } y`: y is x.
                let named = field(node, "pattern").and_then(|pattern| field(pattern, "name"));
                let tested = match (tested, named) {
                    (Some(value), Some(name)) => {
                        let target = self.low.bind(name);
                        Some(self.low.add(ExprKind::Assign { target, value, append: false }, node))
                    }
                    (tested, _) => tested,
                };
                self.low.add(ExprKind::Test(tested.into_iter().collect()), node)
            }
            "declaration_expression" => match field(node, "name") {
                Some(name) => self.low.bind(name),
                None => opaque(self, node),
            },
            "tuple_expression" => self.tuple(node),
            "with_expression" => match children(node).first() {
                Some(first) => self.expression(*first),
                None => opaque(self, node),
            },
            "this" | "this_expression" => self.low.add(ExprKind::This, node),
            "base" | "base_expression" => self.low.add(ExprKind::Super, node),
            "query_expression" => {
                self.low.binds_all(node, "identifier");
                self.low.add(ExprKind::Opaque(Vec::new()), node)
            }
            "typeof_expression" | "sizeof_expression" => self.low.add(ExprKind::Opaque(Vec::new()), node),
            "argument" => match children(node).last() {
                Some(value) => self.expression(*value),
                None => opaque(self, node),
            },
            _ => opaque(self, node),
        }
    }

    fn lower_statement(&mut self, node: Node<'_>, into: &mut Block) {
        self.any_statement(node, into);
    }
}

impl Walk<'_> {
    /// A value where an object of that type is expected.
    pub fn typed(&mut self, node: Node<'_>, expected: Option<String>) -> ExprId {
        self.expected = expected;
        let id = self.expression(node);
        self.expected = None;
        id
    }

    fn name(&mut self, node: Node<'_>) -> ExprId {
        let text = self.low.text(node);
        let kind = match text {
            "this" => ExprKind::This,
            "base" => ExprKind::Super,
            _ => ExprKind::Name(text.trim_start_matches('@').to_owned()),
        };
        self.low.add(kind, node)
    }

    fn inner(&mut self, node: Node<'_>, name: &'static str) -> ExprId {
        match field(node, name) {
            Some(inner) => {
                let inner = self.expression(inner);
                self.low.add(ExprKind::Same(inner), node)
            }
            None => opaque(self, node),
        }
    }

    fn member(&mut self, node: Node<'_>, object: &'static str, name: &'static str) -> ExprId {
        let (Some(object), Some(name)) = (field(node, object), field(node, name)) else { return opaque(self, node) };
        let object = self.expression(object);
        self.member_of(object, name, node)
    }

    fn member_of(&mut self, object: ExprId, name: Node<'_>, node: Node<'_>) -> ExprId {
        let name = if name.kind() == "generic_name" { children(name).first().copied().unwrap_or(name) } else { name };
        let (name, name_span) = (self.low.text(name).to_owned(), self.low.span(name));
        self.low.add(ExprKind::Member { object, name, name_span }, node)
    }

    /// `a?.b`, `a?[b]`, and what is called on them: the object comes first, then what is bound to it.
    fn conditional_access(&mut self, node: Node<'_>) -> ExprId {
        let parts = children(node);
        let (Some(object), Some(rest)) = (parts.first(), parts.last()) else { return opaque(self, node) };
        let object = self.expression(*object);
        self.bound(object, *rest, node)
    }

    fn bound(&mut self, object: ExprId, rest: Node<'_>, node: Node<'_>) -> ExprId {
        match rest.kind() {
            "member_binding_expression" => match field(rest, "name") {
                Some(name) => self.member_of(object, name, node),
                None => opaque(self, node),
            },
            "element_binding_expression" => match children(rest).first() {
                Some(index) => {
                    let index = self.expression(*index);
                    self.low.add(ExprKind::Index { object, index }, node)
                }
                None => opaque(self, node),
            },
            "invocation_expression" => match field(rest, "function") {
                Some(function) => {
                    let callee = self.bound(object, function, rest);
                    let args = field(rest, "arguments").map_or_else(Vec::new, |list| self.arguments(list));
                    self.low.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), node)
                }
                None => opaque(self, node),
            },
            "member_access_expression" => match (field(rest, "expression"), field(rest, "name")) {
                (Some(inner), Some(name)) => {
                    let object = self.bound(object, inner, inner);
                    self.member_of(object, name, node)
                }
                _ => opaque(self, node),
            },
            _ => self.expression(rest),
        }
    }

    fn element(&mut self, node: Node<'_>) -> ExprId {
        let index = field(node, "subscript").map(children).unwrap_or_default();
        match (field(node, "expression"), index.as_slice()) {
            (Some(object), [index]) => {
                let object = self.expression(object);
                let index = self.expression(*index);
                self.low.add(ExprKind::Index { object, index }, node)
            }
            _ => opaque(self, node),
        }
    }

    fn invocation(&mut self, node: Node<'_>) -> ExprId {
        let Some(function) = field(node, "function") else { return opaque(self, node) };
        if self.low.text(function) == "nameof" {
            let text = field(node, "arguments").map_or("", |list| self.low.text(list)).trim_matches(['(', ')']);
            let (text, span) = (text.rsplit('.').next().unwrap_or_default().to_owned(), self.low.span(node));
            return self.low.add_text(text, span);
        }
        // `a?.b(...)`: the call belongs to what is bound.
        let callee = self.expression(function);
        let args = field(node, "arguments").map_or_else(Vec::new, |list| self.arguments(list));
        let call = self.low.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), node);
        // `services.GetRequiredService<T>()` gives a T.
        match self.type_argument(function) {
            Some(declared) => self.low.add(ExprKind::Typed { value: call, declared }, node),
            None => call,
        }
    }

    fn type_argument(&self, function: Node<'_>) -> Option<String> {
        let name = field(function, "name").unwrap_or(function);
        let list = children(name).into_iter().find(|child| child.kind() == "type_argument_list")?;
        match children(list).as_slice() {
            [only] if name.kind() == "generic_name" => self.type_name(*only),
            _ => None,
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
        if operator == "??=" {
            let value = self.low.add(ExprKind::Else(target, value), right);
            return self.low.add(ExprKind::Assign { target, value, append: false }, node);
        }
        self.low.add(ExprKind::Assign { target, value, append: operator == "+=" }, node)
    }

    fn binary(&mut self, node: Node<'_>, expected: Option<String>) -> ExprId {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return opaque(self, node) };
        let operator = field(node, "operator").map_or("", |operator| operator.kind());
        let (left, right) = match operator {
            "??" => (self.typed(left, expected.clone()), self.typed(right, expected)),
            _ => (self.expression(left), self.expression(right)),
        };
        let kind = match operator {
            "+" => ExprKind::Add(left, right),
            "??" | "||" => ExprKind::Else(left, right),
            "&&" => ExprKind::Both(left, right),
            _ => ExprKind::Test(vec![left, right]),
        };
        self.low.add(kind, node)
    }

    fn prefix(&mut self, node: Node<'_>) -> ExprId {
        let not = node.child(0).is_some_and(|first| matches!(first.kind(), "!" | "-" | "~" | "++" | "--"));
        if not { self.wrapped(node, |inner| ExprKind::Test(vec![inner])) } else { self.wrapped(node, ExprKind::Same) }
    }

    fn conditional(&mut self, node: Node<'_>, expected: Option<String>) -> ExprId {
        let parts = (field(node, "condition"), field(node, "consequence"), field(node, "alternative"));
        let (Some(condition), Some(then), Some(otherwise)) = parts else { return opaque(self, node) };
        let condition = self.expression(condition);
        let then = self.typed(then, expected.clone());
        let otherwise = self.typed(otherwise, expected);
        self.low.add(ExprKind::Choose { condition, then, otherwise }, node)
    }

    /// `x switch { a => b, _ => c }`: one of the values.
    fn switch(&mut self, node: Node<'_>) -> ExprId {
        let parts = children(node);
        let Some((subject, arms)) = parts.split_first() else { return opaque(self, node) };
        let condition = self.expression(*subject);
        let mut result = None;
        for arm in arms.iter().filter(|arm| arm.kind() == "switch_expression_arm").rev() {
            let inner = children(*arm);
            for pattern in inner.iter().take(inner.len().saturating_sub(1)) {
                self.low.binds_all(*pattern, "identifier");
            }
            let Some(value) = inner.last() else { continue };
            let then = self.expression(*value);
            result = Some(match result {
                None => then,
                Some(otherwise) => self.low.add(ExprKind::Choose { condition, then, otherwise }, *arm),
            });
        }
        result.unwrap_or(condition)
    }

    fn tuple(&mut self, node: Node<'_>) -> ExprId {
        let items = children(node).into_iter().map(|child| (self.expression(child), false)).collect();
        self.low.add(ExprKind::List(items), node)
    }
}
