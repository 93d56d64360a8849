//! What a text imports in any case: read without parsing, at the head of the file, where no statement can be part of a text.

use std::collections::BTreeSet;

const QUOTES: &[&str] = &["\"\"\"", "'''"];

/// Names that statements of the file itself import; others may be imported, too.
pub(super) fn bound(source: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut lines = head(source).lines();
    let mut continued = false;
    while let Some(line) = lines.next() {
        let within = std::mem::replace(&mut continued, line.ends_with('\\'));
        let statement = line.split('#').next().unwrap_or_default();
        if within || continued || statement.contains(';') {
            continue;
        }
        if let Some(modules) = statement.strip_prefix("import ") {
            names.extend(modules.split(',').filter_map(|module| Some(bound_by(module)?.split('.').next()?.trim())));
        } else if let Some((_, given)) = statement.strip_prefix("from ").and_then(|rest| rest.split_once(" import ")) {
            match given.trim().strip_prefix('(') {
                None => names.extend(given.split(',').filter_map(bound_by)),
                Some(given) => {
                    let mut given = Some(given);
                    while let Some(part) = given {
                        let part = part.split('#').next().unwrap_or_default();
                        names.extend(part.trim_end().trim_end_matches(')').split(',').filter_map(bound_by));
                        given = if part.contains(')') { None } else { lines.next() };
                    }
                }
            }
        }
    }
    names
}

/// The name that one of several things that are imported gets.
fn bound_by(import: &str) -> Option<&str> {
    let words: Vec<&str> = import.split_whitespace().collect();
    match words.as_slice() {
        [name] => Some(*name),
        [_, "as", name] => Some(*name),
        _ => None,
    }
}

/// The text up to the first one that goes over several lines, the documentation at the beginning left out.
fn head(source: &str) -> &str {
    let mut rest = source;
    while rest.starts_with(['#', '\n', '\r']) {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    for quotes in QUOTES {
        if let Some(text) = rest.strip_prefix(quotes) {
            let Some((documentation, after)) = text.split_once(quotes) else { return "" };
            rest = if documentation.contains('\\') { "" } else { after };
            break;
        }
    }
    let ends = QUOTES.iter().filter_map(|quotes| rest.find(quotes));
    &rest[..ends.min().unwrap_or(rest.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_of_the_file_itself_are_seen() {
        let source = "#!/usr/bin/python\n\n\"\"\"import re\"\"\"\nimport os, sys as system\nimport urllib.parse\n\
            from a import (  # b\n    c, d as e,\n    f,\n)\nfrom g import h\nif x:\n    import time\n\
            text = 'a\\\nimport json'\ndef f():\n    \"\"\"It says\nimport ssl\n\"\"\"\nimport shlex\n";
        let found: Vec<&str> = bound(source).into_iter().collect();
        assert_eq!(found, ["c", "e", "f", "h", "os", "system", "urllib"]);
    }
}
