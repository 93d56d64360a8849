//! Documents with code in them: Markdown and notebooks. Their pieces become units whose findings go back to the places of
//! the document.
//!
//! A fence is linted by itself as what it is, a fragment: an import, a check or the end of a call that is not there is not
//! missing. Where it uses a name that an earlier fence of the same language binds, it is linted behind that fence and those
//! on which that one builds: the nearest one that binds the name. Names of fences on which it does not build are not there
//! for it, because documents show one way after another under the same names; but they are never called undefined.
//! The cells of a notebook that are of one language are one unit, in their order.

mod fences;
mod mapped;
mod markdown;
mod notebook;

use std::path::Path;

use super::linter::{Linted, Linter, Told};

pub use mapped::Mapped;

/// What lint finds in a file that is no program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Markdown,
    Notebook,
}

/// What a file is to lint, as far as can be told without parsing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// Nothing.
    None,
    /// It is linted, and there is nothing to find in it.
    Clean,
    /// It has to be parsed.
    Parse,
}

/// What surrounds a unit that is not a whole file.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// Whether it is a piece of code: what is not there is not missing.
    pub fragment: bool,
    /// Names that other pieces bind.
    pub bound: std::collections::BTreeSet<String>,
    /// Whether names come from elsewhere.
    pub names_from_elsewhere: bool,
}

/// A cell of a notebook, to show findings in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its number among all cells, from 1.
    pub number: usize,
    /// Its code, with its places in the file.
    pub code: Mapped,
}

fn kind_of(path: &Path) -> Option<Kind> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdx" => Some(Kind::Markdown),
        "ipynb" => Some(Kind::Notebook),
        _ => None,
    }
}

impl Linter {
    /// Whether a file of this name is one that can be linted.
    pub fn can_read(&self, path: &Path) -> bool {
        kind_of(path).is_some() || self.language_of(path).is_some()
    }

    /// Whether a file has to be parsed, as far as can be told without.
    pub(super) fn concern(&self, path: &Path, source: &str, told: &Told) -> Concern {
        if kind_of(path).is_some() {
            return if self.is_relevant(source, told) { Concern::Parse } else { Concern::None };
        }
        match self.language_of(path) {
            Some(language) if self.is_worth_it(source, language, told) => {
                if self.can_find(source, language, told) {
                    Concern::Parse
                } else {
                    Concern::Clean
                }
            }
            _ => Concern::None,
        }
    }

    /// The findings in a file; nothing where it is of no concern.
    ///
    /// # Errors
    /// Why it could not be read.
    pub fn lint_file(&self, path: &Path, source: &str, told: &Told) -> Result<Option<Linted>, String> {
        match kind_of(path) {
            Some(Kind::Markdown) => fences::lint(self, source, told),
            Some(Kind::Notebook) => lint_notebook(self, source, told),
            None => match self.language_of(path) {
                Some(language) if self.is_worth_it(source, language, told) => {
                    match self.can_find(source, language, told) {
                        true => self.lint(source, language, told).map(Some),
                        false => Ok(Some(Linted::default())),
                    }
                }
                _ => Ok(None),
            },
        }
    }
}

/// Puts findings and secrets where they stand in the file.
fn put_back(linted: &mut Linted, code: &Mapped) {
    for finding in &mut linted.findings {
        finding.span = code.span(finding.span);
        for related in &mut finding.related {
            related.span = code.span(related.span);
        }
    }
    for secret in &mut linted.secrets {
        *secret = code.span(*secret);
    }
}

/// Adds what was found in another piece of the same file.
fn add(all: &mut Linted, other: Linted) {
    all.findings.extend(other.findings);
    all.secrets.extend(other.secrets);
    all.suppressed += other.suppressed;
}

/// Brings what pieces gave into the order of the file.
fn in_order(mut linted: Linted) -> Linted {
    linted.findings.sort_by(|one, other| (one.span, one.rule).cmp(&(other.span, other.rule)));
    linted.secrets.sort();
    linted.secrets.dedup();
    linted
}

fn lint_notebook(linter: &Linter, source: &str, told: &Told) -> Result<Option<Linted>, String> {
    // A broken one is named only where it is of concern.
    if !linter.is_relevant(source, told) {
        return Ok(None);
    }
    let notebook = notebook::read(source)?;
    let mut units: Vec<(&str, Mapped)> = Vec::new();
    for cell in &notebook.cells {
        let Some(language) = linter.language_of_fence(&cell.language) else { continue };
        let at = units.iter().position(|(known, _)| *known == language).unwrap_or_else(|| {
            units.push((language, Mapped::default()));
            units.len() - 1
        });
        let unit = &mut units[at].1;
        unit.append(&cell.code);
        let end = unit.span(super::Span::new(unit.text.len(), unit.text.len()));
        unit.push("\n", end);
    }
    let around = Around { names_from_elsewhere: notebook.names_from_elsewhere, ..Around::default() };
    let mut all = None;
    for (language, unit) in units {
        if linter.is_worth_it(&unit.text, language, told) {
            let mut linted = linter.lint_piece(&unit.text, language, told, &around)?;
            put_back(&mut linted, &unit);
            add(all.get_or_insert_with(Linted::default), linted);
        }
    }
    let cells = notebook.cells.into_iter().map(|cell| Cell { number: cell.number, code: cell.shown }).collect();
    Ok(all.map(|linted| Linted { cells, ..in_order(linted) }))
}
