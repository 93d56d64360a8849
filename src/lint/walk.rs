//! Paths to texts: folders walked as git sees them, files linted side by side.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, sync_channel};

use ignore::{WalkBuilder, WalkState};

use super::document::Concern;
use super::linter::{Linted, Linter, Told};

/// Room for the walk over deeply nested code.
const STACK: usize = 256 << 20;

/// How many files can wait to be linted; with more, the walk waits.
const WAITING: usize = 64;

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
    /// Files that were linted: parsed, or sure to have nothing to find without that.
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
    /// What could not be walked through.
    NotWalked(Skipped),
}

/// Lints every file below `paths`; a file that is named itself is linted even where git ignores it.
///
/// Folders are walked by several threads, which look at each file's text on the way: few have anything to lint. Those go to
/// other threads, with room for deeply nested code, that lint while the walk goes on. What comes of it is sorted by path.
pub fn walk(linter: &Linter, paths: &[PathBuf], told: &Told, largest: u64) -> Walked {
    let walk =
        Walk { linter, told, largest, seen: Mutex::default(), several: paths.len() > 1, outcomes: Mutex::default() };
    let mut walked = Walked::default();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let (sender, receiver) = sync_channel(WAITING);
    let receiver = Mutex::new(receiver);
    std::thread::scope(|scope| {
        let lint = || {
            // The lock is free again before anything is linted.
            while let Some(waiting) = receiver.lock().ok().and_then(|receiver| receiver.recv().ok()) {
                walk.finish(waiting);
            }
        };
        let mut threads = 0;
        for _ in 0..workers {
            threads += usize::from(std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, lint).is_ok());
        }
        // Without threads of their own the files are linted as they are found.
        let sender = (threads > 0).then_some(sender);
        for path in paths {
            if path.is_dir() {
                walk.folder(path, workers, sender.as_ref());
            } else if path.exists() {
                walk.found(path.clone(), sender.as_ref());
            } else {
                walked.missing.push((path.clone(), "there is no such file or folder".to_owned()));
            }
        }
    });
    let outcomes = walk.outcomes.into_inner().unwrap_or_default();
    for outcome in outcomes {
        match outcome {
            Outcome::Nothing => walked.files += 1,
            Outcome::Clean => {
                walked.files += 1;
                walked.linted += 1;
            }
            Outcome::Checked(checked) => {
                walked.files += 1;
                walked.linted += 1;
                walked.checked.push(checked);
            }
            Outcome::Skipped(skipped) => {
                walked.files += 1;
                walked.skipped.push(skipped);
            }
            Outcome::NotWalked(skipped) => walked.skipped.push(skipped),
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

/// What all threads of a walk share.
struct Walk<'l> {
    linter: &'l Linter,
    told: &'l Told,
    largest: u64,
    /// Files that were found, where several paths may lead to the same one.
    seen: Mutex<BTreeSet<PathBuf>>,
    several: bool,
    outcomes: Mutex<Vec<Outcome>>,
}

/// A file with something to lint, and its text where it was read already.
struct Waiting {
    path: PathBuf,
    source: Option<String>,
}

impl Walk<'_> {
    fn folder(&self, root: &Path, threads: usize, sender: Option<&SyncSender<Waiting>>) {
        let walker = WalkBuilder::new(root).hidden(true).require_git(false).threads(threads).build_parallel();
        walker.run(|| {
            let sender = sender.cloned();
            // Most files are of no concern, so that one piece of memory serves all that a thread reads.
            let mut bytes = Vec::new();
            Box::new(move |entry| {
                match entry {
                    Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                        self.look(entry.into_path(), &mut bytes, sender.as_ref());
                    }
                    Ok(_) => {}
                    Err(error) => {
                        let skipped = Skipped { path: root.to_owned(), why: error.to_string() };
                        self.note(Outcome::NotWalked(skipped));
                    }
                }
                WalkState::Continue
            })
        });
    }

    /// Looks whether a file has anything to lint, and hands it on if so.
    fn look(&self, path: PathBuf, bytes: &mut Vec<u8>, sender: Option<&SyncSender<Waiting>>) {
        if !self.is_new(&path) {
            return;
        }
        match read(&path, self.largest, bytes) {
            Ok(source) => match self.linter.concern(&path, source, self.told) {
                Concern::None => self.note(Outcome::Nothing),
                Concern::Clean => self.note(Outcome::Clean),
                Concern::Parse => self.hand_on(Waiting { path, source: Some(source.to_owned()) }, sender),
            },
            Err(why) => self.note(Outcome::Skipped(Skipped { path, why })),
        }
    }

    /// A file that is named itself: whoever lints reads it.
    fn found(&self, path: PathBuf, sender: Option<&SyncSender<Waiting>>) {
        if self.is_new(&path) {
            self.hand_on(Waiting { path, source: None }, sender);
        }
    }

    fn is_new(&self, path: &Path) -> bool {
        self.linter.can_read(path)
            && (!self.several || self.seen.lock().is_ok_and(|mut seen| seen.insert(path.to_owned())))
    }

    fn hand_on(&self, waiting: Waiting, sender: Option<&SyncSender<Waiting>>) {
        // Nobody takes it any more when all threads that lint are gone.
        let left = match sender {
            Some(sender) => sender.send(waiting).err().map(|left| left.0),
            None => Some(waiting),
        };
        if let Some(waiting) = left {
            self.finish(waiting);
        }
    }

    fn finish(&self, waiting: Waiting) {
        let Waiting { path, source } = waiting;
        let source = match source {
            Some(source) => Ok(source),
            None => read(&path, self.largest, &mut Vec::new()).map(str::to_owned),
        };
        let outcome = match source {
            Ok(source) => self.lint(path, source),
            Err(why) => Outcome::Skipped(Skipped { path, why }),
        };
        self.note(outcome);
    }

    fn lint(&self, path: PathBuf, source: String) -> Outcome {
        // A mistake of the linter's own costs one file, not the run.
        let work = std::panic::AssertUnwindSafe(|| self.linter.lint_file(&path, &source, self.told));
        match std::panic::catch_unwind(work).unwrap_or_else(|_| Err("linting it failed".to_owned())) {
            Ok(None) => Outcome::Nothing,
            Ok(Some(linted)) if linted.findings.is_empty() => Outcome::Clean,
            Ok(Some(linted)) => Outcome::Checked(Checked { path, source, linted }),
            Err(why) => Outcome::Skipped(Skipped { path, why }),
        }
    }

    fn note(&self, outcome: Outcome) {
        if let Ok(mut outcomes) = self.outcomes.lock() {
            outcomes.push(outcome);
        }
    }
}

/// The text of a file, read into `bytes`.
fn read<'b>(path: &Path, largest: u64, bytes: &'b mut Vec<u8>) -> Result<&'b str, String> {
    bytes.clear();
    let mut file = File::open(path).map_err(|error| error.to_string())?;
    let size = file.metadata().map_err(|error| error.to_string())?.len();
    if size > largest {
        return Err(format!("larger than {largest} bytes"));
    }
    // With room for one byte more, the end of the file is seen without asking for more room.
    bytes.reserve(usize::try_from(size).unwrap_or(0) + 1);
    file.read_to_end(bytes).map_err(|error| error.to_string())?;
    std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}
