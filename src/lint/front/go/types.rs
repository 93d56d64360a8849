//! What a file of Go says of its own types and of what its functions give.

use tree_sitter::Node;

use super::Walk;
use crate::lint::front::lower::{children, every, field, fields};

/// A type that the file defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LocalType {
    /// A struct, by the names of its fields.
    Struct(Vec<String>),
    /// A function type.
    Function,
    /// An interface.
    Interface,
    /// A text, a map, another name.
    Other,
}

/// What a function gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Results {
    /// How many values there are.
    pub all: usize,
    /// Whether the last one says whether it went well: an error, or true.
    pub fails: bool,
    /// Their names, if they have some.
    pub names: Vec<String>,
}

impl Results {
    /// How many there are besides the one that says whether it went well.
    pub fn values(&self) -> usize {
        if self.fails && self.all > 1 { self.all - 1 } else { self.all }
    }
}

impl Walk<'_> {
    /// Notes the types and the results of functions, wherever they stand.
    pub(super) fn survey_types(&mut self, root: Node<'_>) {
        every(root, |node| match node.kind() {
            "type_spec" | "type_alias" => self.note_type(node),
            "function_declaration" | "method_declaration" => {
                let name = field(node, "name").map_or("", |name| self.low.text(name)).to_owned();
                let results = self.results_of(node);
                let known = self.results.entry(name).or_insert_with(|| Some(results.clone()));
                if known.as_ref().is_some_and(|known| known.values() != results.values()) {
                    *known = None;
                }
            }
            _ => {}
        });
    }

    fn note_type(&mut self, node: Node<'_>) {
        let (Some(name), Some(made)) = (field(node, "name"), field(node, "type")) else { return };
        let kind = match made.kind() {
            "struct_type" => {
                let mut names = Vec::new();
                for declaration in children(made).into_iter().flat_map(children) {
                    let own = fields(declaration, "name");
                    names.extend(own.iter().map(|name| self.low.text(*name).to_owned()));
                    // An embedded type is a field of its own name.
                    if let (true, Some(embedded)) = (own.is_empty(), field(declaration, "type")) {
                        names.push(self.type_name(embedded).rsplit('.').next().unwrap_or_default().to_owned());
                    }
                }
                LocalType::Struct(names)
            }
            "function_type" => LocalType::Function,
            "interface_type" => LocalType::Interface,
            _ => LocalType::Other,
        };
        self.types.insert(self.low.text(name).to_owned(), kind);
    }

    /// What a function gives.
    pub(super) fn results_of(&self, node: Node<'_>) -> Results {
        let Some(result) = field(node, "result") else { return Results::default() };
        if result.kind() != "parameter_list" {
            return Results { all: 1, fails: self.low.text(result) == "error", names: Vec::new() };
        }
        let mut results = Results::default();
        for declaration in children(result) {
            let names = fields(declaration, "name");
            results.all += names.len().max(1);
            results.names.extend(names.iter().map(|name| self.low.text(*name).to_owned()));
            let last = field(declaration, "type").map_or("", |last| self.low.text(last));
            results.fails = last == "error" || last == "bool" && results.all > 1;
        }
        results
    }

    /// A type as it is written, without pointers and type arguments; nothing for one without a name.
    pub(super) fn type_name(&self, node: Node<'_>) -> String {
        match node.kind() {
            "type_identifier" | "qualified_type" | "identifier" | "selector_expression" => {
                self.low.text(node).to_owned()
            }
            "pointer_type" | "parenthesized_type" => {
                children(node).first().map_or_else(String::new, |inner| self.type_name(*inner))
            }
            "generic_type" => field(node, "type").map_or_else(String::new, |inner| self.type_name(inner)),
            _ => String::new(),
        }
    }
}
