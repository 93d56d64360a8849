//! Dialects: JavaScript, TypeScript and TypeScript with JSX have a grammar each.

use tree_sitter::{Node, Tree};

use crate::lint::front::lower::{children, field, parse, parse_completely};

/// The tree of the dialect that fits best: JavaScript (with JSX), TypeScript, or TypeScript with JSX.
pub(super) fn best(source: &str) -> Result<Tree, String> {
    let dialects = [
        tree_sitter_javascript::LANGUAGE.into(),
        tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
        tree_sitter_typescript::LANGUAGE_TSX.into(),
    ];
    for dialect in &dialects {
        if let Some(tree) = parse_completely(dialect, source)? {
            return Ok(tree);
        }
    }
    // None reads all of it.
    let mut best: Option<(usize, Tree)> = None;
    for dialect in &dialects {
        let tree = parse(dialect, source)?;
        let errors = errors(tree.root_node());
        if best.as_ref().is_none_or(|(fewest, _)| errors < *fewest) {
            best = Some((errors, tree));
        }
    }
    best.map(|(_, tree)| tree).ok_or_else(|| "it could not be parsed".to_owned())
}

/// How many bytes do not parse, and one for each place where something is missing.
fn errors(root: Node<'_>) -> usize {
    let mut cursor = root.walk();
    let mut bytes = 0;
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            bytes += node.end_byte() - node.start_byte() + 1;
        }
        if !node.is_error() && node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return bytes;
            }
        }
    }
}

/// `a + b!.c`, which TypeScript's grammar takes for `(a + b)!.c`: the operation that belongs outermost, unless it is read
/// without its left side already (`graft`).
pub(super) fn misplaced(node: Node<'_>, graft: Option<usize>) -> Option<Node<'_>> {
    let mut at = node;
    loop {
        at = match at.kind() {
            "member_expression" | "subscript_expression" => field(at, "object")?,
            "call_expression" => field(at, "function")?,
            "non_null_expression" => {
                let inner = *children(at).first()?;
                if inner.kind() == "binary_expression" && graft != Some(inner.id()) {
                    return Some(inner);
                }
                inner
            }
            _ => return None,
        };
    }
}
