//! Configuration files: properties, YAML, and the `NAME=value` lines of an environment file.
//!
//! Each document of a file is one call, `settings(name=value, ...)`, so that the catalog's facts about names read as those
//! about a call's keywords. `${NAME}` reads the environment, `${NAME:default}` has a default beside it, and `${name}` of a
//! name that the document itself has is what stands there. A document that says for which profile it counts stands under
//! that condition.

mod properties;
mod yaml;

use super::{FrontEnd, Intrinsic};
use crate::lint::form::{Arg, Block, Call, ExprId, ExprKind, Span, Spread, Statement, Unit};

/// The front end.
pub struct Configuration;

/// One document of a file.
#[derive(Debug, Default)]
struct Document {
    entries: Vec<Entry>,
}

/// A name and what it is set to; nothing where that is not known.
#[derive(Debug)]
struct Entry {
    key: String,
    key_span: Span,
    value: Option<Text>,
}

/// A text and where it stands: `source[span] == text` where every character has its own place.
#[derive(Debug, Clone)]
struct Text {
    text: String,
    span: Span,
}

/// The calls that a document and a reading of the environment become.
const CALLS: [&str; 2] = ["settings", "environment"];

/// How deep names may stand for one another.
const DEEPEST: usize = 4;

impl FrontEnd for Configuration {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        let documents = if is_yaml(source) { yaml::read(source) } else { properties::read(source) };
        let mut unit = Unit::default();
        unit.comments = comments(source);
        for name in CALLS {
            unit.bound.insert(name.to_owned());
            unit.body.push(Statement::Import { name: name.into(), path: name.into(), span: Span::default() });
        }
        for document in documents.iter().filter(|document| !document.entries.is_empty()) {
            let statements = Lowerer { source, document, unit: &mut unit }.document();
            unit.body.extend(statements);
        }
        Ok(unit)
    }

    fn intrinsic(&self, _name: &str) -> Option<Intrinsic> {
        None
    }

    fn builtin(&self, _name: &str) -> bool {
        false
    }

    /// As Spring binds names: without regard to case, `-`, `_` and, for the environment's sake, dots.
    fn keyword(&self, written: &str) -> Option<String> {
        Some(written.chars().filter(|c| !matches!(c, '-' | '_' | '.')).flat_map(char::to_lowercase).collect())
    }
}

/// Whether a text is YAML: the first line that says anything has a `:` before any `=`, and its key is one word.
fn is_yaml(source: &str) -> bool {
    let mut yaml = false;
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '!'])) {
        if line.starts_with("---") || line.starts_with("- ") || line.starts_with('{') {
            return true;
        }
        let name = line.trim_start_matches("export ");
        let end = name.find(|c: char| c.is_whitespace() || matches!(c, '=' | ':')).unwrap_or(name.len());
        let rest = name[end..].trim_start();
        if rest.starts_with('=') {
            return false;
        }
        // `a:` alone opens a mapping, and nothing else does.
        if rest == ":" {
            return true;
        }
        yaml |= rest.starts_with(": ");
    }
    yaml
}

/// Comments that say something to azconn, for they are all that is looked for in comments.
fn comments(source: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let marks = line.char_indices().filter(|(_, c)| matches!(c, '#' | '!'));
        let says = |at: &usize| line[at + 1..].trim_start_matches(['#', '!']).trim_start().starts_with("azconn:");
        if let Some(at) = marks.map(|(at, _)| at).find(says) {
            found.push(Span::new(start + at, start + line.trim_end().len()));
        }
        start += line.len();
    }
    found
}

struct Lowerer<'u> {
    source: &'u str,
    document: &'u Document,
    unit: &'u mut Unit,
}

impl Lowerer<'_> {
    fn document(&mut self) -> Block {
        let entries = &self.document.entries;
        let Some(whole) = entries.iter().map(span_of).reduce(Span::join) else { return Block::new() };
        let name_span = entries.first().map_or(whole, |entry| entry.key_span);
        let callee = self.unit.add(ExprKind::Name(CALLS[0].to_owned()), name_span);
        let mut args = Vec::new();
        for entry in entries {
            let value = match &entry.value {
                Some(text) => self.value(&unquoted(text), DEEPEST),
                None => self.unit.add(ExprKind::Opaque(Vec::new()), entry.key_span),
            };
            let name = Some((entry.key.clone(), entry.key_span));
            args.push(Arg { name, value, spread: Spread::No, span: span_of(entry) });
        }
        let call = Call { callee, args, new: false, initializer: Vec::new() };
        let call = self.unit.add(ExprKind::Call(call), whole);
        let then = vec![Statement::Expr(call)];
        // `spring.config.activate.on-profile: local`
        let is_profile = |entry: &&Entry| entry.key.rsplit('.').next().is_some_and(|last| last.contains("profile"));
        match entries.iter().find(is_profile) {
            Some(profile) => {
                let condition = self.unit.add(ExprKind::Opaque(Vec::new()), span_of(profile));
                vec![Statement::If { condition, then, otherwise: Block::new() }]
            }
            None => then,
        }
    }

    fn value(&mut self, text: &Text, deep: usize) -> ExprId {
        // What is encrypted, or computed by an expression.
        if ["{cipher}", "ENC(", "#{"].iter().any(|start| text.text.starts_with(start)) {
            return self.unit.add(ExprKind::Opaque(Vec::new()), text.span);
        }
        if text.text.is_empty() {
            return self.unit.add(ExprKind::Null, text.span);
        }
        let exact = text.span.text(self.source) == text.text;
        let place = |from: usize, to: usize| {
            if exact { Span::new(text.span.start + from, text.span.start + to) } else { text.span }
        };
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(start) = text.text[at..].find("${").map(|found| at + found) {
            let Some(end) = closing(&text.text, start + 2) else { break };
            if at < start {
                let literal = ExprKind::Text(text.text[at..start].to_owned());
                parts.push(self.unit.add(literal, place(at, start)));
            }
            let inner = Text { text: text.text[start + 2..end].to_owned(), span: place(start + 2, end) };
            parts.push(self.reference(&inner, place(start, end + 1), deep));
            at = end + 1;
        }
        if at < text.text.len() {
            let literal = ExprKind::Text(text.text[at..].to_owned());
            parts.push(self.unit.add(literal, place(at, text.text.len())));
        }
        match parts.as_slice() {
            [one] => *one,
            _ => self.unit.add(ExprKind::Join(parts), text.span),
        }
    }

    /// `NAME` or `NAME:default`.
    fn reference(&mut self, inner: &Text, whole: Span, deep: usize) -> ExprId {
        let exact = inner.span.text(self.source) == inner.text;
        let (name, default) = match inner.text.split_once(':') {
            Some((name, default)) => (name, Some(default)),
            None => (inner.text.as_str(), None),
        };
        if name.contains("${") || deep == 0 {
            return self.unit.add(ExprKind::Opaque(Vec::new()), whole);
        }
        let own = self.document.entries.iter().find(|entry| entry.key == name).and_then(|entry| entry.value.clone());
        let read = match own {
            Some(text) => self.value(&unquoted(&text), deep - 1),
            None => {
                let name_span = if exact { Span::new(inner.span.start, inner.span.start + name.len()) } else { whole };
                let object = self.unit.add(ExprKind::Name(CALLS[1].to_owned()), name_span);
                let index = self.unit.add(ExprKind::Text(name.to_owned()), name_span);
                self.unit.add(ExprKind::Index { object, index }, whole)
            }
        };
        let Some(default) = default else { return read };
        let start = if exact { inner.span.start + name.len() + 1 } else { inner.span.start };
        let default = self.value(&Text { text: default.to_owned(), span: Span::new(start, inner.span.end) }, deep - 1);
        self.unit.add(ExprKind::Else(read, default), whole)
    }
}

fn span_of(entry: &Entry) -> Span {
    entry.value.as_ref().map_or(entry.key_span, |value| entry.key_span.join(value.span))
}

/// The value of an environment file without its quotes.
fn unquoted(text: &Text) -> Text {
    for quote in ['"', '\''] {
        if let Some(inner) = text.text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            let same = text.span.end - text.span.start == text.text.len();
            let span = if same { Span::new(text.span.start + 1, text.span.end - 1) } else { text.span };
            return Text { text: inner.to_owned(), span };
        }
    }
    text.clone()
}

/// Where the brace closes that opened before `from`.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut open = 1;
    for (at, c) in text[from..].char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(from + at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_is_told_from_properties() {
        for yaml in ["a:\n  b: c", "# c\na: b", "---\na: b", "a: b=c", "a:\n  b: jdbc:x?y=z"] {
            assert!(is_yaml(yaml), "{yaml}");
        }
        for properties in ["a=b", "a.b = c: d", "export A=b", "#c\n\na=\n", "", "a b"] {
            assert!(!is_yaml(properties), "{properties}");
        }
    }

    #[test]
    fn bad_input_is_survived() {
        for source in [
            "${",
            "a=${",
            "a=${b",
            "a=${b:${c:}}",
            "a: ${b:\"",
            "a=\\",
            "\\",
            "=",
            ":",
            "a: [",
            "${a}=${a}",
            "a=${a}",
            "a: '",
            "\u{feff}a=b",
            "a=\"",
            "a='",
        ] {
            assert!(Configuration.lower(source).is_ok(), "{source}");
        }
    }
}
