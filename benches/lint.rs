//! Linting a tree, beside a search of the same files for the same words.
//!
//! `cargo bench --bench lint` prints both medians and their ratio; nothing is asserted, machines differ. The tree is the folder
//! that `AZCONN_BENCH_TREE` names. Left out, it is made: the sources of every package that cargo has unpacked on this machine,
//! and beside them every rendered sample, so that there is something to find and to parse. The other program is ripgrep where
//! it is installed (Debian's package `ripgrep`), otherwise grep. It gets the marks that the catalog has for the languages and
//! the endings of their files, and prints the names of the files that have one.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use azconn::catalog::Catalog;
use azconn::generate::{Generator, Values};

const ROUNDS: usize = 11;

/// What every language's files are searched for, and how their names end.
fn marks() -> (BTreeSet<String>, BTreeSet<String>) {
    let catalog = Catalog::builtin();
    let (mut marks, mut endings) = (BTreeSet::new(), BTreeSet::new());
    for id in catalog.language_ids().expect("languages") {
        let language = catalog.language(&id).expect("sound");
        marks.extend(language.marks);
        endings.extend(language.extensions);
    }
    (marks, endings)
}

/// Every sample, each in a folder of its own.
fn write_samples(folder: &Path) {
    let catalog = Catalog::builtin();
    for id in catalog.client_ids().expect("clients") {
        let generator = Generator::new(&catalog, &id).expect("sound");
        for (index, selection) in generator.selections().into_iter().enumerate() {
            let variant = generator.resolve(&selection).expect("offered");
            let sample = generator.sample(&variant, &Values::default(), &BTreeMap::new()).expect("renders");
            for file in &sample.files {
                let path = folder.join(&id).join(index.to_string()).join(&file.path);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                std::fs::write(path, &file.text).expect("written");
            }
        }
    }
}

/// What cargo has unpacked: `registry/src` below its home.
fn unpacked() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))?;
    Some(home.join("registry/src")).filter(|folder| folder.is_dir())
}

fn timed(command: &mut Command) -> Duration {
    let start = Instant::now();
    // Whether something is found says the exit code, of both.
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it runs");
    assert!(status.code().is_some_and(|code| code < 2), "{command:?} fails: {status}");
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn search(words: &Path, endings: &BTreeSet<String>, paths: &[PathBuf]) -> (&'static str, Command) {
    let there = |program: &str| Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok();
    let (name, mut command) = match there("rg") {
        true => {
            let mut command = Command::new("rg");
            command.arg("--no-config").args(["--files-with-matches", "--fixed-strings", "--no-require-git"]);
            command.args(endings.iter().flat_map(|ending| ["--glob".to_owned(), format!("*.{ending}")]));
            ("rg", command)
        }
        false => {
            let mut command = Command::new("grep");
            command.args(["--recursive", "--files-with-matches", "--fixed-strings"]);
            command.args(endings.iter().map(|ending| format!("--include=*.{ending}")));
            ("grep", command)
        }
    };
    command.arg("--file").arg(words).args(paths);
    (name, command)
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = match std::env::var_os("AZCONN_BENCH_TREE") {
        Some(tree) => vec![PathBuf::from(tree)],
        None => {
            let samples = folder.path().join("samples");
            write_samples(&samples);
            unpacked().into_iter().chain([samples]).collect()
        }
    };
    let (marks, endings) = marks();
    let words = folder.path().join("marks");
    std::fs::write(&words, marks.into_iter().collect::<Vec<_>>().join("\n") + "\n").expect("written");

    let mut lint = Command::new(env!("CARGO_BIN_EXE_azconn"));
    lint.args(["lint", "--format", "json"]).args(&paths);
    let output = lint.output().expect("it runs");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let summary = &json["summary"];
    let found = json["findings"].as_array().map_or(0, Vec::len);
    println!(
        "{paths:?}: {} files with a language, {} of them linted, {found} findings",
        summary["files"], summary["linted"]
    );

    let (name, mut search) = search(&words, &endings, &paths);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // One after the other, so that a machine that is busy for a while is so for both; the first round fills the cache.
    for round in 0..=ROUNDS {
        let pair = (timed(&mut lint), timed(&mut search));
        if round > 0 {
            ours.push(pair.0);
            theirs.push(pair.1);
        }
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!("azconn lint: {:.0} ms", ours.as_secs_f64() * 1e3);
    println!("{name}, for the marks: {:.0} ms", theirs.as_secs_f64() * 1e3);
    println!("ratio: {:.2}", ours.as_secs_f64() / theirs.as_secs_f64());
}
