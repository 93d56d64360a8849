//! Configuration files: properties, YAML, and the `NAME=value` lines of an environment file.
//!
//! Each document of a file is one call, `settings(name=value, ...)`, so that the catalog's facts about names read as those
//! about a call's keywords. `${NAME}` reads the environment, `${NAME:default}` has a default beside it, and `${name}` of a
//! name that the document itself has is what stands there. A document that says for which profile it counts stands under
//! that condition.

mod properties;
mod yaml;

use super::{FrontEnd, Intrinsic};
use crate::lint::Mapped;
use crate::lint::form::{Arg, Block, Call, Comments, ExprId, ExprKind, Span, Spread, Statement, Unit};

/// The front end.
pub struct Configuration;

/// One document of a file.
#[derive(Debug, Default)]
struct Document {
    entries: Vec<Entry>,
}

/// A name and what it is set to; nothing where that is not known.
#[derive(Debug, Clone)]
struct Entry {
    key: String,
    key_span: Span,
    value: Option<Mapped>,
}

/// The calls that a document and a reading of the environment become.
const CALLS: [&str; 2] = ["settings", "environment"];

/// How deep names may stand for one another.
const DEEPEST: usize = 4;

impl FrontEnd for Configuration {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        let documents = if is_yaml(source) { yaml::read(source) } else { properties::read(source) };
        let mut unit = Unit::default();
        let comments = comments(source);
        unit.comments = Comments::when_asked(move || comments.clone());
        unit.sets_for_others = true;
        for name in CALLS {
            unit.bound.insert(name.to_owned());
            unit.body.push(Statement::Import { name: name.into(), path: name.into(), span: Span::default() });
        }
        for document in &documents {
            for (profile, entries) in by_profile(&document.entries) {
                let statements = Lowerer { document, unit: &mut unit }.document(profile.as_ref(), &entries);
                unit.body.extend(statements);
            }
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

/// For whom a document counts, and where that is said.
struct Profile {
    text: String,
    span: Span,
}

/// The entries of a document, those of each profile by themselves (`%dev.name`), with that profile.
fn by_profile(entries: &[Entry]) -> Vec<(Option<Profile>, Vec<Entry>)> {
    let mut found: Vec<(Option<Profile>, Vec<Entry>)> = Vec::new();
    for entry in entries {
        let mut entry = entry.clone();
        let profile = entry.key.strip_prefix('%').and_then(|rest| rest.split_once('.')).map(|(profile, name)| {
            let span = Span::new(entry.key_span.start + 1, entry.key_span.start + 1 + profile.len());
            (Profile { text: profile.trim_matches('"').to_owned(), span }, name.to_owned())
        });
        let profile = profile.map(|(profile, name)| {
            entry.key = name;
            profile
        });
        let text = profile.as_ref().map(|profile| profile.text.clone());
        match found.iter_mut().find(|(known, _)| known.as_ref().map(|known| &known.text) == text.as_ref()) {
            Some((_, entries)) => entries.push(entry),
            None => found.push((profile, vec![entry])),
        }
    }
    found
}

struct Lowerer<'u> {
    document: &'u Document,
    unit: &'u mut Unit,
}

impl Lowerer<'_> {
    fn document(&mut self, profile: Option<&Profile>, entries: &[Entry]) -> Block {
        let Some(whole) = entries.iter().map(span_of).reduce(Span::join) else { return Block::new() };
        let name_span = entries.first().map_or(whole, |entry| entry.key_span);
        let callee = self.unit.add(ExprKind::Name(CALLS[0].to_owned()), name_span);
        let (mut args, mut then) = (Vec::new(), Block::new());
        for entry in entries {
            let value = match &entry.value {
                Some(text) => self.value(&unquoted(text), DEEPEST),
                None => self.unit.add(ExprKind::Opaque(Vec::new()), entry.key_span),
            };
            // A URL is one whatever its name is.
            if entry.value.as_ref().is_some_and(|value| value.text.contains("://")) {
                let target = self.unit.add(ExprKind::Name(format!("={}", entry.key)), entry.key_span);
                let value = Some(value);
                then.push(Statement::Assign { target, value, append: false, declared: None, declares: false });
            }
            let name = Some((entry.key.clone(), entry.key_span));
            args.push(Arg { name, value, spread: Spread::No, span: span_of(entry) });
        }
        let call = Call { callee, args, new: false, initializer: Vec::new() };
        let call = self.unit.add(ExprKind::Call(call), whole);
        then.push(Statement::Expr(call));
        // `on-profile: local`; what counts in production counts.
        let own = entries.iter().find_map(|entry| {
            let is_profile = entry.key.rsplit('.').next().is_some_and(|last| last.contains("profile"));
            let value = entry.value.as_ref().filter(|_| is_profile)?;
            Some(Profile { text: value.text.clone(), span: value.place() })
        });
        let counts = |profile: &&Profile| profile.text.contains('!') || !profile.text.contains("prod");
        let Some(profile) = profile.or(own.as_ref()).filter(counts) else { return then };
        let condition = self.unit.add(ExprKind::Opaque(Vec::new()), profile.span);
        vec![Statement::If { condition, then, otherwise: Block::new() }]
    }

    fn value(&mut self, value: &Mapped, deep: usize) -> ExprId {
        let text = value.text.as_str();
        // What is encrypted, or computed by an expression.
        if ["{cipher}", "ENC(", "#{"].iter().any(|start| text.starts_with(start)) {
            return self.unit.add(ExprKind::Opaque(Vec::new()), value.place());
        }
        if text.is_empty() {
            return self.unit.add(ExprKind::Null, value.place());
        }
        if let Some(is) = ["false", "true"].iter().position(|word| text.eq_ignore_ascii_case(word)) {
            return self.unit.add(ExprKind::Bool(is == 1), value.place());
        }
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find("${").map(|found| at + found) {
            let Some(end) = closing(text, start + 2) else { break };
            self.literal(&value.slice(Span::new(at, start)), &mut parts);
            let whole = value.span(Span::new(start, end + 1));
            parts.push(self.reference(&value.slice(Span::new(start + 2, end)), whole, deep));
            at = end + 1;
        }
        self.literal(&value.slice(Span::new(at, text.len())), &mut parts);
        match parts.as_slice() {
            [one] => *one,
            _ => self.unit.add(ExprKind::Join(parts), value.place()),
        }
    }

    /// A literal text: each line of it with a place of its own. What is escaped has none, nor has what is around it: a URL
    /// begins in one piece, `jdbc\\:postgresql\\://`.
    fn literal(&mut self, text: &Mapped, into: &mut Vec<ExprId>) {
        let mut pieces: Vec<(String, Span, bool)> = Vec::new();
        for (piece, there) in text.pieces() {
            let exact = piece.len() == there.end - there.start;
            match pieces.last_mut() {
                // Two lines meet where both pieces are as they are written.
                Some((before, place, was_exact)) if !(exact && *was_exact) => {
                    before.push_str(piece);
                    *place = place.join(there);
                    *was_exact = exact;
                }
                _ => pieces.push((piece.to_owned(), there, exact)),
            }
        }
        for (piece, there, _) in pieces {
            into.push(self.unit.add(ExprKind::Text(piece), there));
        }
    }

    /// `NAME` or `NAME:default`.
    fn reference(&mut self, inner: &Mapped, whole: Span, deep: usize) -> ExprId {
        let end = inner.text.find(':').unwrap_or(inner.text.len());
        let name = &inner.text[..end];
        if name.contains("${") || deep == 0 {
            return self.unit.add(ExprKind::Opaque(Vec::new()), whole);
        }
        let own = self.document.entries.iter().find(|entry| entry.key == name).and_then(|entry| entry.value.clone());
        let read = match own {
            Some(text) => self.value(&unquoted(&text), deep - 1),
            None => {
                let name_span = inner.span(Span::new(0, end));
                let object = self.unit.add(ExprKind::Name(CALLS[1].to_owned()), name_span);
                let index = self.unit.add(ExprKind::Text(name.to_owned()), name_span);
                // What is said of the default counts for it alone.
                let span = if end == inner.text.len() { whole } else { name_span };
                self.unit.add(ExprKind::Index { object, index }, span)
            }
        };
        if end == inner.text.len() {
            return read;
        }
        let mut default = inner.slice(Span::new(end + 1, inner.text.len()));
        default.set_place(whole);
        let default = self.value(&default, deep - 1);
        self.unit.add(ExprKind::Else(read, default), whole)
    }
}

fn span_of(entry: &Entry) -> Span {
    entry.value.as_ref().map_or(entry.key_span, |value| entry.key_span.join(value.place()))
}

/// The value of an environment file without its quotes.
fn unquoted(value: &Mapped) -> Mapped {
    let is_quoted =
        |quote: &char| value.text.len() > 1 && value.text.starts_with(*quote) && value.text.ends_with(*quote);
    match ['"', '\''].iter().find(|quote| is_quoted(quote)) {
        Some(_) => {
            let mut inner = value.slice(Span::new(1, value.text.len() - 1));
            inner.set_place(value.place());
            inner
        }
        None => value.clone(),
    }
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
