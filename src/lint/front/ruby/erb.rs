//! Settings in YAML with Ruby in them (`config/database.yml`): the part of YAML that such files use, and ERB.
//!
//! Code keeps its place: what is no Ruby is blanked out before parsing.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{Block, Entry, ExprId, ExprKind, Span, Statement};
use crate::lint::front::lower::{Lower, children};

/// Whether a text is YAML: Ruby begins with no `word:`.
pub(super) fn is_yaml(source: &str) -> bool {
    let blanked = without_tags(source);
    let first = blanked.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    first.is_some_and(|line| {
        let word = line.split(':').next().unwrap_or_default();
        line.trim_end() == "---"
            || line.contains(':')
                && !line.contains("::")
                && !word.is_empty()
                && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
                && line[word.len() + 1..].starts_with([' ', '\n']) | (line.len() == word.len() + 1)
    })
}

/// The tags: where their code stands, and whether it gives a text.
fn tags(source: &str) -> Vec<(Span, Span, bool)> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find("<%").map(|found| at + found) {
        let Some(end) = source[start..].find("%>").map(|found| start + found) else { break };
        let gives = source[start + 2..].starts_with('=');
        let comment = source[start + 2..].starts_with('#');
        let begin = (start + 2 + usize::from(gives || comment)).min(end);
        let code = if comment { Span::new(end, end) } else { Span::new(begin, end) };
        tags.push((Span::new(start, end + 2), code, gives));
        at = end + 2;
    }
    tags
}

fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

fn without_tags(source: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    for (whole, ..) in tags(source) {
        text.push_str(&source[at..whole.start]);
        text.push_str(&blank(&source[whole.start..whole.end]));
        at = whole.end;
    }
    text + &source[at..]
}

/// The Ruby of such a file, everything where it stands.
pub(super) fn ruby_of(source: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    for (whole, code, _) in tags(source) {
        text.push_str(&blank(&source[at..code.start]));
        text.push_str(&source[code.start..code.end]);
        text.push_str("; ");
        at = whole.end;
    }
    text + &blank(&source[at..])
}

struct Line {
    indent: usize,
    key: String,
    key_span: Span,
    anchor: Option<String>,
    value: Option<ExprId>,
    /// The place of the value.
    span: Span,
}

impl Walk<'_, '_> {
    /// Makes an assignment of the whole file to `name`.
    pub(super) fn settings_file(&mut self, root: Node<'_>, name: &str, into: &mut Block) {
        let source = self.low.source;
        let tags = tags(source);
        let mut given: Vec<(Span, ExprId)> = Vec::new();
        for child in children(root) {
            let at = child.start_byte();
            match tags.iter().find(|(_, code, gives)| *gives && code.start <= at && at < code.end) {
                Some((whole, ..)) => {
                    let value = self.expression(child);
                    given.push((*whole, value));
                }
                None => self.statement(child, into),
            }
        }
        let lines = self.lines(&given, &tags);
        let mut at = 0;
        let whole = Span::new(0, source.len());
        let (entries, nested) = self.entries(&lines, &mut at, 0, into);
        // Each by itself, so that it stands where its own name does; several databases lie deeper:
        // `production: {primary: {...}}`.
        for entry in entries.into_iter().chain(nested) {
            let at = match &entry {
                Entry::Pair { key, .. } => self.low.unit.expr(*key).span,
                Entry::Spread(_) => whole,
            };
            let value = self.low.unit.add(ExprKind::Object(vec![entry]), whole);
            let target = self.low.unit.add(ExprKind::Name(name.to_owned()), at);
            into.push(assign(target, value));
        }
    }

    fn lines(&mut self, given: &[(Span, ExprId)], tags: &[(Span, Span, bool)]) -> Vec<Line> {
        let source = self.low.source;
        let mut lines = Vec::new();
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            let begin = start;
            start += line.len();
            let text = line.trim_end();
            let trimmed = text.trim_start();
            let inside = tags.iter().any(|(whole, ..)| whole.start < begin && begin < whole.end);
            if inside || trimmed.is_empty() || trimmed.starts_with(['#', '-']) || trimmed.starts_with("<%") {
                continue;
            }
            let Some((key, rest)) = trimmed.split_once(':') else { continue };
            let indent = text.len() - trimmed.len();
            let key_span = Span::new(begin + indent, begin + indent + key.len());
            let mut value_at = begin + indent + key.len() + 1;
            let mut rest = rest;
            let blanks = rest.len() - rest.trim_start().len();
            value_at += blanks;
            rest = rest.trim_start();
            let mut anchor = None;
            if let Some(name) = rest.strip_prefix('&') {
                anchor = Some(name.trim().to_owned());
                rest = "";
            }
            if !rest.contains("<%")
                && let Some(comment) = rest.find(" #")
            {
                rest = rest[..comment].trim_end();
            }
            let span = Span::new(value_at, value_at + rest.len());
            let value = (!rest.is_empty()).then(|| self.scalar(span, given));
            lines.push(Line { indent, key: key.trim_matches(['"', '\'']).to_owned(), key_span, anchor, value, span });
        }
        lines
    }

    fn scalar(&mut self, span: Span, given: &[(Span, ExprId)]) -> ExprId {
        let source = self.low.source;
        let mut span = span;
        let text = span.text(source);
        if let Some(name) = text.strip_prefix('*') {
            let name = format!("*{name}");
            self.low.binds(&name);
            return self.low.unit.add(ExprKind::Name(name), span);
        }
        let quoted = text.len() >= 2
            && (text.starts_with('"') && text.ends_with('"') || text.starts_with('\'') && text.ends_with('\''));
        if quoted {
            span = Span::new(span.start + 1, span.end - 1);
        } else if text.parse::<f64>().is_ok() {
            return self.low.unit.add(ExprKind::Number(text.to_owned()), span);
        } else if matches!(text, "true" | "false") {
            return self.low.unit.add(ExprKind::Bool(text == "true"), span);
        } else if matches!(text, "~" | "null") {
            return self.low.unit.add(ExprKind::Null, span);
        }
        let mut parts = Vec::new();
        let mut at = span.start;
        for (whole, value) in given.iter().filter(|(whole, _)| span.contains(*whole)) {
            if at < whole.start {
                let between = Span::new(at, whole.start);
                parts.push(self.low.add_text(between.text(source), between));
            }
            parts.push(*value);
            at = whole.end;
        }
        if at < span.end || parts.is_empty() {
            let rest = Span::new(at, span.end);
            parts.push(self.low.add_text(rest.text(source), rest));
        }
        match parts.as_slice() {
            [only] => *only,
            _ => self.low.unit.add(ExprKind::Join(parts), span),
        }
    }

    /// The entries at one depth, and those of maps whose entries are maps.
    fn entries(&mut self, lines: &[Line], at: &mut usize, indent: usize, into: &mut Block) -> (Vec<Entry>, Vec<Entry>) {
        let (mut entries, mut nested) = (Vec::new(), Vec::new());
        while let Some(line) = lines.get(*at).filter(|line| line.indent >= indent) {
            *at += 1;
            if line.key == "<<" {
                entries.extend(line.value.map(Entry::Spread));
                continue;
            }
            let mut span = line.key_span.join(line.span);
            let value = match line.value {
                Some(value) => value,
                None => {
                    let deeper = lines.get(*at).map_or(0, |next| next.indent);
                    if deeper <= line.indent {
                        self.low.unit.add(ExprKind::Null, line.key_span)
                    } else {
                        let (inner, _) = self.entries(lines, at, deeper, into);
                        if let Some(last) = lines.get(*at - 1) {
                            span = span.join(last.span);
                        }
                        let maps = inner.iter().filter(|entry| self.is_map(entry)).cloned();
                        nested.extend(maps);
                        self.low.unit.add(ExprKind::Object(inner), span)
                    }
                }
            };
            if let Some(anchor) = &line.anchor {
                let target = self.low.unit.add(ExprKind::Name(format!("*{anchor}")), line.key_span);
                self.low.binds(&format!("*{anchor}"));
                into.push(assign(target, value));
            }
            let key = self.low.add_text(line.key.clone(), line.key_span);
            entries.push(Entry::Pair { key, value, span });
        }
        (entries, nested)
    }

    fn is_map(&self, entry: &Entry) -> bool {
        matches!(entry, Entry::Pair { value, .. } if matches!(self.low.unit.expr(*value).kind, ExprKind::Object(_)))
    }
}

fn assign(target: ExprId, value: ExprId) -> Statement {
    Statement::Assign { target, value: Some(value), append: false, declared: None, declares: false }
}
