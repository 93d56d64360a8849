//! Paths to texts: folders walked as git sees them, files linted side by side.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use ignore::WalkBuilder;

use super::linter::{Linted, Linter, Told};

/// Room for the walk over deeply nested code.
const STACK: usize = 256 << 20;

/// A file that was linted and has something to show.
#[derive(Debug)]
pub struct Checked {
    /// Its path.
    pub path: PathBuf,
    /// Its text.
    pub source: String,
    /// What came of it.
    pub linted: Linted,
}

/// A file that was not linted though its name says that it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Its path.
    pub path: PathBuf,
    /// Why.
    pub why: String,
}

/// What came of all paths.
#[derive(Debug, Default)]
pub struct Walked {
    /// Files with a language.
    pub files: usize,
    /// Files that were parsed.
    pub linted: usize,
    /// Files that were not, and why.
    pub skipped: Vec<Skipped>,
    /// Files with findings, in the order of their paths.
    pub checked: Vec<Checked>,
    /// Paths that are not there.
    pub missing: Vec<(PathBuf, String)>,
}

enum Outcome {
    Nothing,
    Clean,
    Checked(Checked),
    Skipped(Skipped),
}

/// Lints every file below `paths`; a file that is named itself is linted even where git ignores it.
pub fn walk(linter: &Linter, paths: &[PathBuf], told: &Told, largest: u64) -> Walked {
    let mut walked = Walked::default();
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        if path.is_dir() {
            for entry in WalkBuilder::new(path).hidden(true).require_git(false).build() {
                match entry {
                    Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => files.push(entry.into_path()),
                    Ok(_) => {}
                    Err(error) => walked.skipped.push(Skipped { path: path.clone(), why: error.to_string() }),
                }
            }
        } else if path.exists() {
            files.push(path.clone());
        } else {
            walked.missing.push((path.clone(), "there is no such file or folder".to_owned()));
        }
    }
    files.retain(|path| linter.can_read(path));
    files.sort();
    files.dedup();
    walked.files = files.len();
    for outcome in all(linter, &files, told, largest) {
        match outcome {
            Outcome::Nothing => {}
            Outcome::Clean => walked.linted += 1,
            Outcome::Checked(checked) => {
                walked.linted += 1;
                walked.checked.push(checked);
            }
            Outcome::Skipped(skipped) => walked.skipped.push(skipped),
        }
    }
    walked.checked.sort_by(|one, other| one.path.cmp(&other.path));
    walked.skipped.sort();
    walked
}

/// Lints one file with room for deeply nested code; nothing comes of one that is of no concern.
///
/// # Errors
/// Why it could not be read.
pub fn lint_one(linter: &Linter, path: &Path, source: &str, told: &Told) -> Result<Option<Linted>, String> {
    std::thread::scope(|scope| {
        let work = || linter.lint_file(path, source, told);
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|_| Err("linting it failed".to_owned())),
            Err(error) => Err(error.to_string()),
        }
    })
}

fn all(linter: &Linter, files: &[PathBuf], told: &Told, largest: u64) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(files.len().max(1));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let work = || {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = one(linter, path, told, largest);
                    if let Ok(mut outcomes) = outcomes.lock() {
                        outcomes.push(outcome);
                    }
                }
            };
            // Without a thread of its own the work is done by the others, or here.
            if std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_err() {
                work();
            }
        }
    });
    outcomes.into_inner().unwrap_or_default()
}

fn one(linter: &Linter, path: &Path, told: &Told, largest: u64) -> Outcome {
    let skipped = |why: String| Outcome::Skipped(Skipped { path: path.to_owned(), why });
    match std::fs::metadata(path) {
        Ok(data) if data.len() > largest => return skipped(format!("larger than {largest} bytes")),
        Ok(_) => {}
        Err(error) => return skipped(error.to_string()),
    }
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return skipped(error.to_string()),
    };
    let Ok(source) = String::from_utf8(bytes) else { return skipped("it is not UTF-8".into()) };
    // A mistake of the linter's own costs one file, not the run.
    let linted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| linter.lint_file(path, &source, told)));
    match linted.unwrap_or_else(|_| Err("linting it failed".to_owned())) {
        Ok(None) => Outcome::Nothing,
        Ok(Some(linted)) if linted.findings.is_empty() => Outcome::Clean,
        Ok(Some(linted)) => Outcome::Checked(Checked { path: path.to_owned(), source, linted }),
        Err(why) => skipped(why),
    }
}
