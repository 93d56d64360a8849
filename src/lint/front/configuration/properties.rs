//! Properties: lines of `key=value`, `key: value` or `key value`, with `\` for escapes and for lines that go on.

use super::{Document, Entry};
use crate::lint::Mapped;
use crate::lint::form::Span;

/// Reads the documents of a file, which lines `#---` or `!---` part.
pub fn read(source: &str) -> Vec<Document> {
    let mut documents = vec![Document::default()];
    let mut lines = Lines { source, at: 0 };
    while let Some(line) = lines.next_logical() {
        let text = line.text.trim();
        if matches!(text, "#---" | "!---") {
            documents.push(Document::default());
        } else if !text.is_empty()
            && !text.starts_with(['#', '!'])
            && let (Some(entry), Some(document)) = (entry(source, &line), documents.last_mut())
        {
            document.entries.push(entry);
        }
    }
    documents
}

struct Lines<'s> {
    source: &'s str,
    at: usize,
}

/// A line with those that it goes on in; `text` is what stands in the file.
struct Line<'s> {
    start: usize,
    text: &'s str,
}

impl<'s> Lines<'s> {
    fn next_logical(&mut self) -> Option<Line<'s>> {
        let start = self.at;
        let rest = self.source.get(start..).filter(|rest| !rest.is_empty())?;
        let is_comment = rest.trim_start_matches([' ', '\t']).starts_with(['#', '!']);
        let mut end = start;
        loop {
            let line_end = self.source[end..].find('\n').map_or(self.source.len(), |found| end + found);
            let line = self.source[end..line_end].trim_end_matches('\r');
            self.at = (line_end + 1).min(self.source.len());
            let slashes = line.len() - line.trim_end_matches('\\').len();
            if !is_comment && slashes % 2 == 1 && self.at < self.source.len() {
                end = self.at;
                continue;
            }
            let text = &self.source[start..line_end];
            return Some(Line { start, text: text.trim_end_matches('\r') });
        }
    }
}

/// Key and value of a line; `export` before a name is a shell's.
fn entry(source: &str, line: &Line<'_>) -> Option<Entry> {
    let blanks = [' ', '\t', '\u{c}'];
    let mut start = line.start + line.text.len() - line.text.trim_start_matches(blanks).len();
    let mut text = line.text.trim_start_matches(blanks);
    if let Some(rest) = text.strip_prefix("export ") {
        start += text.len() - rest.len();
        text = rest;
    }
    let mut escaped = false;
    let key_end = text.char_indices().find(|(_, c)| {
        let ends = !escaped && matches!(c, '=' | ':' | ' ' | '\t');
        escaped = !escaped && *c == '\\';
        ends
    });
    let key_end = key_end.map_or(text.len(), |(at, _)| at);
    let key_span = Span::new(start, start + key_end);
    let rest = text[key_end..].trim_start_matches(blanks);
    let rest = rest.strip_prefix(['=', ':']).unwrap_or(rest).trim_start_matches(blanks);
    let value_start = start + text.len() - rest.len();
    let key = resolved(key_span.text(source), key_span.start).text;
    let value = resolved(rest, value_start);
    (!key.is_empty()).then_some(Entry { key, key_span, value: Some(value) })
}

/// A text that stands at `start`, with its escapes resolved and its lines joined.
fn resolved(text: &str, start: usize) -> Mapped {
    let mut result = Mapped::default();
    if text.is_empty() {
        result.set_place(Span::new(start, start));
    }
    let mut at = 0;
    while at < text.len() {
        let plain = text[at..].find('\\').map_or(text.len(), |found| at + found);
        result.push(&text[at..plain], Span::new(start + at, start + plain));
        let Some(escaped) = text[plain..].chars().nth(1) else { break };
        let mut end = plain + 1 + escaped.len_utf8();
        let character = match escaped {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            'u' => {
                let digits = text.get(end..end + 4).unwrap_or_default();
                let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                end += if character.is_some() { 4 } else { 0 };
                character
            }
            '\r' | '\n' => {
                // The next line goes on where its text begins.
                let rest = text[end..].trim_start_matches('\n');
                end = text.len() - rest.trim_start_matches([' ', '\t', '\u{c}']).len();
                None
            }
            other => Some(other),
        };
        if let Some(character) = character {
            result.push(&character.to_string(), Span::new(start + plain, start + end));
        }
        at = end;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_java_reads_them() {
        let source = "# c\na=b\n c.d : e=f\ng h\ni=\nj\\:k=l\\\n   m\nexport N=\"o\"\n#---\np=\\u00e9\r\nq";
        let documents = read(source);
        let seen: Vec<Vec<(&str, &str)>> = documents
            .iter()
            .map(|document| {
                let pairs = document.entries.iter();
                pairs
                    .map(|entry| (entry.key.as_str(), entry.value.as_ref().map_or("", |value| value.text.as_str())))
                    .collect()
            })
            .collect();
        assert_eq!(
            seen,
            [
                vec![("a", "b"), ("c.d", "e=f"), ("g", "h"), ("i", ""), ("j:k", "lm"), ("N", "\"o\"")],
                vec![("p", "é"), ("q", "")]
            ]
        );
        let entry = &documents[0].entries[1];
        assert_eq!(
            (entry.key_span.text(source), entry.value.as_ref().map(|value| value.place().text(source))),
            ("c.d", Some("e=f"))
        );
    }
}
