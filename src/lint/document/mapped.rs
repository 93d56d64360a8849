//! A text that is put together from stretches of a file, and where each of them stands there.

use crate::lint::form::Span;

/// Text and the places of its pieces in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapped {
    /// The text.
    pub text: String,
    stretches: Vec<Stretch>,
}

/// A piece: `here` in the text, `there` in the file. Where both are as long, every byte has its own place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    here: Span,
    there: Span,
}

impl Stretch {
    fn is_same(self) -> bool {
        self.here.end - self.here.start == self.there.end - self.there.start
    }
}

impl Mapped {
    /// A whole file.
    pub fn whole(text: &str) -> Self {
        let mut mapped = Self::default();
        mapped.push(text, Span::new(0, text.len()));
        mapped
    }

    /// Appends a text that stands at `there`, as it is or written otherwise (an escape).
    pub fn push(&mut self, text: &str, there: Span) {
        if text.is_empty() {
            return;
        }
        let here = Span::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        let stretch = Stretch { here, there };
        // Neighbours of which every byte has its own place are one.
        match self.stretches.last_mut() {
            Some(last) if last.is_same() && stretch.is_same() && last.there.end == there.start => {
                last.here.end = here.end;
                last.there.end = there.end;
            }
            _ => self.stretches.push(stretch),
        }
    }

    /// Says where an empty text stands.
    pub fn set_place(&mut self, there: Span) {
        if self.stretches.is_empty() {
            self.stretches.push(Stretch { here: Span::default(), there });
        }
    }

    /// Appends another text of the same file.
    pub fn append(&mut self, other: &Self) {
        for stretch in &other.stretches {
            self.push(stretch.here.text(&other.text), stretch.there);
        }
    }

    /// The pieces, and where each stands in the file.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Span)> {
        self.stretches.iter().map(|stretch| (stretch.here.text(&self.text), stretch.there))
    }

    /// Where all of it stands in the file.
    pub fn place(&self) -> Span {
        self.span(Span::new(0, self.text.len()))
    }

    /// A part of the text, with its places in the file.
    #[must_use]
    pub fn slice(&self, part: Span) -> Self {
        let mut mapped = Self::default();
        let first = self.stretches.partition_point(|stretch| stretch.here.end <= part.start);
        for stretch in self.stretches[first..].iter().take_while(|stretch| stretch.here.start < part.end) {
            let here = Span::new(stretch.here.start.max(part.start), stretch.here.end.min(part.end));
            let there = if stretch.is_same() {
                let moved = |at: usize| at - stretch.here.start + stretch.there.start;
                Span::new(moved(here.start), moved(here.end))
            } else {
                stretch.there
            };
            mapped.push(here.text(&self.text), there);
        }
        mapped
    }

    /// The text with what `replace` gives for a line in its place; each line comes without its end.
    #[must_use]
    pub fn with_lines(&self, mut replace: impl FnMut(usize, &str) -> Option<(Span, String)>) -> Self {
        let mut mapped = Self::default();
        let mut start = 0;
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            let end = start + line.len();
            match replace(index, line.trim_end_matches(['\n', '\r'])) {
                Some((within, other)) => {
                    let within = Span::new(start + within.start, start + within.end);
                    mapped.append(&self.slice(Span::new(start, within.start)));
                    mapped.push(&other, self.span(within));
                    mapped.append(&self.slice(Span::new(within.end, end)));
                }
                None => mapped.append(&self.slice(Span::new(start, end))),
            }
            start = end;
        }
        mapped
    }

    /// Where a stretch of the text stands in the file.
    pub fn span(&self, span: Span) -> Span {
        let start = self.start_of(span.start);
        if span.end <= span.start {
            return Span::new(start, start);
        }
        let last = self.stretches.partition_point(|stretch| stretch.here.end < span.end);
        let end = self.stretches.get(last).map_or(start, |stretch| {
            if stretch.is_same() { stretch.there.start + span.end - stretch.here.start } else { stretch.there.end }
        });
        Span::new(start, end.max(start))
    }

    fn start_of(&self, at: usize) -> usize {
        let index = self.stretches.partition_point(|stretch| stretch.here.end <= at);
        match self.stretches.get(index) {
            Some(stretch) if stretch.is_same() => stretch.there.start + at - stretch.here.start,
            Some(stretch) => stretch.there.start,
            None => self.stretches.last().map_or(0, |stretch| stretch.there.end),
        }
    }

    /// Where a place of the file stands in the text; nothing for one that is not in it.
    pub fn place_of(&self, there: usize) -> Option<usize> {
        let stretch =
            self.stretches.iter().find(|stretch| stretch.there.start <= there && there < stretch.there.end)?;
        Some(if stretch.is_same() { stretch.here.start + there - stretch.there.start } else { stretch.here.start })
    }

    /// Where a stretch of the file stands in the text, if it begins in it.
    pub fn inverse(&self, there: Span) -> Option<Span> {
        let start = self.place_of(there.start)?;
        // The last byte's place, and from there to the end of what stands for it.
        let end = there.end.checked_sub(1).filter(|last| *last >= there.start).and_then(|last| {
            let stretch =
                self.stretches.iter().find(|stretch| stretch.there.start <= last && last < stretch.there.end)?;
            Some(if stretch.is_same() { stretch.here.start + last + 1 - stretch.there.start } else { stretch.here.end })
        });
        Some(Span::new(start, end.unwrap_or(start).max(start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted() -> (&'static str, Mapped) {
        let file = "> ab\n> c\\nd\n";
        let mut mapped = Mapped::default();
        mapped.push("ab\n", Span::new(2, 5));
        mapped.push("c", Span::new(7, 8));
        mapped.push("\n", Span::new(8, 10));
        mapped.push("d\n", Span::new(10, 12));
        (file, mapped)
    }

    #[test]
    fn a_place_goes_to_the_file_and_back() {
        let (file, mapped) = quoted();
        assert_eq!(mapped.text, "ab\nc\nd\n");
        for (part, there) in [("ab", "ab"), ("b", "b"), ("c", "c"), ("d", "d"), ("c\nd", "c\\nd"), ("b\nc", "b\n> c")] {
            let start = mapped.text.find(part).expect("there");
            let here = Span::new(start, start + part.len());
            assert_eq!(mapped.span(here).text(file), there);
            assert_eq!(mapped.inverse(mapped.span(here)), Some(here));
        }
        assert_eq!(mapped.place_of(0), None);
        assert_eq!(mapped.span(Span::new(7, 7)), Span::new(12, 12));
    }

    #[test]
    fn a_slice_keeps_its_places() {
        let (file, mapped) = quoted();
        let slice = mapped.slice(Span::new(1, 5));
        assert_eq!(slice.text, "b\nc\n");
        assert_eq!(slice.span(Span::new(2, 3)).text(file), "c");
        let other = mapped.with_lines(|index, line| (index == 1).then(|| (Span::new(0, line.len()), "pass".into())));
        assert_eq!(other.text, "ab\npass\nd\n");
        assert_eq!(other.span(Span::new(3, 7)).text(file), "c");
    }
}
