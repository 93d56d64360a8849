//! Which names a file has, and which can come from elsewhere.

use std::collections::BTreeSet;

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{ExprKind, Unit};
use crate::lint::front::lower::{children, every, field, is_exchanged};

/// Whether no name comes from another file: constants and methods come with what is required, with a base, with what is
/// included.
pub(super) fn stands_alone(source: &str, root: Node<'_>) -> bool {
    (source.contains("require '") || source.contains("require \""))
        && ![
            "require_relative",
            "Bundler",
            "Rails",
            "ActiveSupport",
            "include ",
            "extend ",
            " < ",
            "method_missing",
            "instance_eval",
        ]
        .iter()
        .any(|word| source.contains(word))
        && (is_script(root) || !source.lines().any(|line| line.starts_with("class ") || line.starts_with("module ")))
}

/// Constants that are not there, and that are a slip of one that the file sets.
pub(super) fn slips(unit: &Unit) -> BTreeSet<String> {
    let is_constant = |name: &str| name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_');
    let names = unit.exprs().filter_map(|(_, expr)| match &expr.kind {
        ExprKind::Name(name) => Some(name),
        _ => None,
    });
    let is_slip_of_own = |name: &String| {
        is_constant(name)
            && !unit.bound.contains(name)
            && unit.bound.iter().any(|own| own.len() >= 5 && is_constant(own) && is_exchanged(own, name))
    };
    names.filter(|name| is_slip_of_own(name)).cloned().collect()
}

/// Whether a file is a program: it sets variables beside its classes and methods, which a file of a library does not.
fn is_script(root: Node<'_>) -> bool {
    let sets = |node: &Node<'_>| {
        node.kind() == "assignment" && field(*node, "left").is_some_and(|left| left.kind() == "identifier")
    };
    children(root).iter().any(sets)
}

impl<'t> Walk<'_, 't> {
    /// Methods, classes and the bodies of texts, wherever they stand.
    pub(super) fn look_ahead(&mut self, root: Node<'t>) {
        let mut begun: Vec<usize> = Vec::new();
        every(root, |node| match node.kind() {
            "method" | "singleton_method" => {
                let name = field(node, "name").map(|name| self.low.text(name).to_owned());
                self.methods.extend(name);
            }
            "class" | "module" => {
                let name = field(node, "name").map(|name| self.low.text(name).to_owned());
                self.classes.extend(name);
            }
            "heredoc_beginning" => begun.push(node.start_byte()),
            "heredoc_body" if !begun.is_empty() => {
                let at = begun.remove(0);
                self.texts.insert(at, node);
            }
            _ => {}
        });
    }
}
