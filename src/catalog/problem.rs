//! What can be wrong with a catalog, told with file, line and column.

use std::fmt;
use std::path::PathBuf;

use super::position::{Position, Step, locate};

/// One thing that is wrong in one file of the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as it is shown to people.
    pub file: String,
    /// Line and column from 1, where they are known.
    pub position: Option<Position>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Problem {
    /// A problem at a path inside a YAML file; `text` is read again only to find the position.
    pub fn at(file: &str, text: &str, path: &[Step], message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), position: locate(text, path), message: message.into(), help: None }
    }

    /// A problem of a whole file.
    pub fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), position: None, message: message.into(), help: None }
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A file that does not parse or does not fit the schema.
    pub(super) fn from_parse(file: &str, text: &str, error: serde_path_to_error::Error<serde_yaml::Error>) -> Self {
        use serde_path_to_error::Segment;
        // What is no YAML at all is told as such: the deserializer would complain of what it made of it.
        if let Some(Err(broken)) = saphyr_parser::Parser::new_from_str(text).find(Result::is_err) {
            let at = broken.marker();
            return Self {
                file: file.to_owned(),
                position: Some(Position { line: at.line(), column: at.col() + 1 }),
                message: format!("this is not YAML: {}", broken.info()),
                help: None,
            };
        }
        let steps: Vec<Step> = error
            .path()
            .iter()
            .filter_map(|segment| match segment {
                Segment::Seq { index } => Some(Step::Index(*index)),
                Segment::Map { key } => Some(Step::Key(key.clone())),
                Segment::Enum { .. } | Segment::Unknown => None,
            })
            .collect();
        let inner = error.into_inner();
        let parsed = inner.location().map(|at| Position { line: at.line(), column: at.column() });
        let position = if steps.is_empty() { parsed } else { locate(text, &steps).or(parsed) };
        let full = inner.to_string();
        // The location is told once, in our own form, and the path is what `locate` resolved.
        let message = full.split(" at line ").next().unwrap_or(&full);
        let message = message.rsplit_once(": ").filter(|(path, _)| is_path(path)).map_or(message, |(_, rest)| rest);
        let (message, help) = advise(message);
        Self { file: file.to_owned(), position, message, help }
    }
}

fn is_path(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "._-[]".contains(c))
}

/// Turns serde's list of expected names into a nearest spelling.
fn advise(message: &str) -> (String, Option<String>) {
    let Some((what, expected)) = message.split_once(", expected ") else {
        return (message.to_owned(), None);
    };
    let mut quoted = what.split('`');
    let given = quoted.nth(1).unwrap_or_default();
    let names: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    if names.is_empty() {
        return (message.to_owned(), None);
    }
    let what = what.replacen("unknown field", "unknown key", 1).replacen("unknown variant", "unknown word", 1);
    let list = names.join(", ");
    let help = match nearest(given, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`? Possible here: {list}"),
        None => format!("possible here: {list}"),
    };
    (what, Some(help))
}

/// The candidate most like `given`, if any is near enough to be a slip.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let likeness = |name: &str| {
        let edits = strsim::damerau_levenshtein(&given, name);
        // Two slips in a word of six letters, or the same beginning.
        let near = edits * 3 <= given.chars().count() || strsim::jaro_winkler(&given, name) > 0.8;
        near.then_some(edits)
    };
    candidates
        .into_iter()
        .filter_map(|name| Some((likeness(&name.to_lowercase())?, name)))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name)
}

/// What there is, in words.
pub(super) fn there_is(known: &[&str]) -> String {
    if known.is_empty() { "there is none".to_owned() } else { format!("there is: {}", known.join(", ")) }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(at) = self.position {
            write!(f, ":{}:{}", at.line, at.column)?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

/// Why the catalog could not give what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// An id that the catalog does not have.
    #[error("there is no {what} `{given}`{}\n  there is: {}", suggestion(.nearest.as_deref()), .known.join(", "))]
    Unknown {
        /// `client`, `auth`, ...
        what: &'static str,
        /// What was asked for.
        given: String,
        /// The nearest spelling.
        nearest: Option<String>,
        /// What there is.
        known: Vec<String>,
    },
    /// Files that are wrong.
    #[error("{}", lines(.0))]
    Broken(Vec<Problem>),
    /// A file or folder that cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl CatalogError {
    /// An id that the catalog does not have, with the nearest spelling.
    pub fn unknown(what: &'static str, given: &str, known: Vec<String>) -> Self {
        let nearest = nearest(given, known.iter().map(String::as_str)).map(str::to_owned);
        Self::Unknown { what, given: given.to_owned(), nearest, known }
    }

    /// Files that are wrong.
    pub fn broken(problems: Vec<Problem>) -> Self {
        Self::Broken(problems)
    }
}
