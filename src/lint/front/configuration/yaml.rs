//! YAML: mappings, nested or with dots in their keys, become names with dots; a sequence's items get their number.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{Document, Entry};
use crate::lint::Mapped;
use crate::lint::form::Span;

/// Reads the documents of a file as far as it is YAML.
pub fn read(source: &str) -> Vec<Document> {
    let mut reader = Reader { source, bytes: source.char_indices().map(|(at, _)| at).collect(), ..Reader::default() };
    for event in Parser::new_from_str(source) {
        let Ok((event, span)) = event else { break };
        let span = Span::new(reader.byte(span.start.index()), reader.byte(span.end.index()));
        reader.event(&event, span);
    }
    reader.documents
}

#[derive(Default)]
struct Reader<'s> {
    source: &'s str,
    /// Where each character begins.
    bytes: Vec<usize>,
    documents: Vec<Document>,
    frames: Vec<Frame>,
}

/// A mapping or sequence that is being read.
struct Frame {
    prefix: String,
    /// The pending key of a mapping.
    key: Option<(String, Span)>,
    /// The number of the next item; nothing in a mapping.
    index: Option<usize>,
}

impl Reader<'_> {
    fn byte(&self, character: usize) -> usize {
        self.bytes.get(character).copied().unwrap_or(self.source.len())
    }

    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::DocumentStart(_) => {
                self.frames.clear();
                self.documents.push(Document::default());
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let prefix = self.name();
                let index = matches!(event, Event::SequenceStart(..)).then_some(0);
                self.frames.push(Frame { prefix, key: None, index });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.frames.pop();
                self.finish();
            }
            Event::Scalar(text, style, ..) => {
                let waits = self.frames.last_mut().filter(|frame| frame.index.is_none() && frame.key.is_none());
                if let Some(frame) = waits {
                    frame.key = Some((text.to_string(), span));
                    return;
                }
                let plain = *style == ScalarStyle::Plain;
                let nothing = plain && matches!(&**text, "" | "~" | "null" | "Null" | "NULL");
                let text = if nothing { String::new() } else { text.to_string() };
                let mut value = Mapped::default();
                let place = self.content(&text, span);
                value.push(&text, place);
                if text.is_empty() {
                    value.set_place(place);
                }
                self.entry(Some(value), span);
            }
            // What an anchor stands for is not looked up.
            Event::Alias(_) => {
                let waits = self.frames.last_mut().filter(|frame| frame.index.is_none() && frame.key.is_none());
                match waits {
                    Some(frame) => frame.key = Some(("*".to_owned(), span)),
                    None => self.entry(None, span),
                }
            }
            _ => {}
        }
    }

    /// Where a scalar's text stands in it: without quotes and the like, where nothing in it is escaped.
    fn content(&self, text: &str, span: Span) -> Span {
        let written = span.text(self.source);
        match written.find(text).filter(|_| !text.is_empty()) {
            Some(at) => Span::new(span.start + at, span.start + at + text.len()),
            None => span,
        }
    }

    fn entry(&mut self, value: Option<Mapped>, span: Span) {
        let key = self.name();
        let key_span = self.frames.last().and_then(|frame| frame.key.as_ref()).map_or(span, |(_, span)| *span);
        if let Some(document) = self.documents.last_mut().filter(|_| !key.is_empty()) {
            document.entries.push(Entry { key, key_span, value });
        }
        self.finish();
    }

    /// The name of what comes next.
    fn name(&self) -> String {
        let Some(frame) = self.frames.last() else { return String::new() };
        match (&frame.key, frame.index) {
            (Some((key, _)), _) if frame.prefix.is_empty() => key.clone(),
            (Some((key, _)), _) => format!("{}.{key}", frame.prefix),
            (None, Some(index)) => format!("{}[{index}]", frame.prefix),
            (None, None) => frame.prefix.clone(),
        }
    }

    /// A value is complete.
    fn finish(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.key = None;
            frame.index = frame.index.map(|index| index + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_and_dotted_keys_are_the_same() {
        let source = "é: ü\na:\n  b.c: \"d\"\n  e: [f, 'g']\n  h: ~\n  i:\n---\na.j: |\n  k\nl: *m\n---\nn: @o@\n";
        let documents = read(source);
        let seen: Vec<Vec<(&str, Option<&str>, &str)>> = documents
            .iter()
            .map(|document| {
                let pairs = document.entries.iter();
                pairs
                    .map(|entry| {
                        let value = entry.value.as_ref();
                        let written = value.map_or("", |value| value.place().text(source));
                        (entry.key.as_str(), value.map(|value| value.text.as_str()), written)
                    })
                    .collect()
            })
            .collect();
        assert_eq!(
            seen[0][..4],
            [("é", Some("ü"), "ü"), ("a.b.c", Some("d"), "d"), ("a.e[0]", Some("f"), "f"), ("a.e[1]", Some("g"), "g")]
        );
        assert_eq!(seen[0][4].1, Some(""));
        assert_eq!(seen[1][0].0, "a.j");
    }
}
