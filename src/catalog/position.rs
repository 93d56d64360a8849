//! Where in a YAML file a path such as `drivers[1].templates.pool` stands. Used on failure only.

use std::fmt::Write as _;

use saphyr_parser::{Event, Parser, Span};

/// Line and column in a file, both from 1; the column counts Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode scalar values.
    pub column: usize,
}

/// One step of a path into a YAML document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A key of a mapping.
    Key(String),
    /// An index of a sequence, from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// The path as people write it: `drivers[1].samples`.
pub fn path_text(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => {
                text.push('.');
                text.push_str(key);
            }
            Step::Index(index) => {
                let _ = write!(text, "[{index}]");
            }
        }
    }
    text
}

struct Frame {
    /// `None` in a sequence, the pending key in a mapping.
    mapping: bool,
    key: Option<String>,
    index: usize,
}

/// The position of the key (or of the item) that `path` leads to; of its nearest ancestor when it is not there.
pub fn locate(text: &str, path: &[Step]) -> Option<Position> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut here: Vec<Step> = Vec::new();
    let mut best: Option<(usize, Position)> = None;
    let mut consider = |here: &[Step], span: &Span| {
        let depth = here.len();
        if depth <= path.len() && here == &path[..depth] && best.is_none_or(|(found, _)| depth > found) {
            let at = span.start;
            best = Some((depth, Position { line: at.line(), column: at.col() + 1 }));
        }
    };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let is_node =
            matches!(event, Event::Scalar(..) | Event::Alias(_) | Event::MappingStart(..) | Event::SequenceStart(..));
        if is_node {
            let parent_mapping = frames.last().is_some_and(|frame| frame.mapping);
            if parent_mapping && frames.last().is_some_and(|frame| frame.key.is_none()) {
                // This node is a key: only scalar keys are used in the catalog.
                if let (Event::Scalar(value, ..), Some(frame)) = (&event, frames.last_mut()) {
                    frame.key = Some(value.to_string());
                    here.push(Step::Key(value.to_string()));
                    consider(&here, &span);
                }
                continue;
            }
            if let Some(frame) = frames.last_mut().filter(|frame| !frame.mapping) {
                here.push(Step::Index(frame.index));
                frame.index += 1;
            }
            if here.is_empty() || !parent_mapping {
                consider(&here, &span);
            }
        }
        match event {
            Event::MappingStart(..) => frames.push(Frame { mapping: true, key: None, index: 0 }),
            Event::SequenceStart(..) => frames.push(Frame { mapping: false, key: None, index: 0 }),
            Event::MappingEnd | Event::SequenceEnd => {
                frames.pop();
                finish(&mut frames, &mut here);
            }
            Event::Scalar(..) | Event::Alias(_) => finish(&mut frames, &mut here),
            _ => {}
        }
    }
    best.map(|(_, position)| position)
}

/// A value is complete: its key or index is no longer part of the current path.
fn finish(frames: &mut [Frame], here: &mut Vec<Step>) {
    if let Some(frame) = frames.last_mut() {
        frame.key = None;
        here.pop();
    }
}
