//! Holds lint against files that were labelled by reading: `cargo run --release --example score -- FOLDER LABELS.yaml`
//!
//! Labels that are certain are compared with what lint shows by itself, all labels with what it shows with `--pedantic`.
//! A finding is true when a label has its rule and its line (or one of `or_lines`); what stands under `unsure` counts
//! neither way. A second finding for one label counts neither way either, and is listed. `--without LANGUAGE` leaves the
//! files of a language out.

#![expect(clippy::print_stdout, reason = "it is a tool for the command line")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use azconn::catalog::Catalog;
use azconn::lint::{Linter, Told, lint_one};
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    file: String,
    /// Where it stands in its repository: some files are known by their names.
    #[serde(default)]
    path: String,
    language: String,
    #[serde(default)]
    labels: Vec<Label>,
    #[serde(default)]
    unsure: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    rule: String,
    line: usize,
    #[serde(default)]
    or_lines: Vec<usize>,
    #[serde(default = "yes")]
    certain: bool,
    #[serde(default)]
    why: String,
}

fn yes() -> bool {
    true
}

impl Label {
    fn is_at(&self, rule: &str, line: usize) -> bool {
        self.rule == rule && (self.line == line || self.or_lines.contains(&line))
    }
}

/// A finding, as far as it counts.
struct Shown {
    rule: &'static str,
    line: usize,
    certain: bool,
    message: String,
}

/// True findings, false alarms, misses.
#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Count {
    fn precision(self) -> String {
        percent(self.right, self.right + self.wrong)
    }

    fn recall(self) -> String {
        percent(self.right, self.right + self.missed)
    }
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 { "-".into() } else { format!("{:.1}", 100.0 * part as f64 / whole as f64) }
}

#[derive(Default)]
struct Score {
    all: Count,
    by_rule: BTreeMap<String, Count>,
    by_language: BTreeMap<String, Count>,
    files: BTreeMap<String, usize>,
    missed: Vec<String>,
    wrong: Vec<String>,
    again: Vec<String>,
}

impl Score {
    fn count(&mut self, rule: &str, language: &str, one: impl Fn(&mut Count)) {
        one(&mut self.all);
        one(self.by_rule.entry(rule.to_owned()).or_default());
        one(self.by_language.entry(language.to_owned()).or_default());
    }

    /// Compares the labels of a file with what was found in it.
    fn file(&mut self, labelled: &Labelled, shown: &[&Shown], pedantic: bool) {
        let file = &labelled.file;
        // `Python (Django)` is Python.
        let language = labelled.language.split(" (").next().unwrap_or_default();
        *self.files.entry(language.to_owned()).or_default() += 1;
        let labels: Vec<&Label> = labelled.labels.iter().filter(|label| label.certain || pedantic).collect();
        let mut found: Vec<Option<usize>> = vec![None; shown.len()];
        let mut taken = vec![false; labels.len()];
        // The label's own line first, so that an other line of one label is not taken from its neighbour.
        for exactly in [true, false] {
            for (index, one) in shown.iter().enumerate() {
                let free = |at: &usize| {
                    let label = labels[*at];
                    !taken[*at] && label.is_at(one.rule, one.line) && (!exactly || label.line == one.line)
                };
                if found[index].is_none()
                    && let Some(at) = (0..labels.len()).find(free)
                {
                    found[index] = Some(at);
                    taken[at] = true;
                    self.count(one.rule, language, |count| count.right += 1);
                }
            }
        }
        for (one, _) in shown.iter().zip(&found).filter(|(_, found)| found.is_none()) {
            let told = format!("{file}:{} {}: {}", one.line, one.rule, one.message);
            if labels.iter().any(|label| label.is_at(one.rule, one.line)) {
                self.again.push(told);
            } else if !labelled.unsure.iter().any(|label| label.is_at(one.rule, one.line)) {
                self.wrong.push(told);
                self.count(one.rule, language, |count| count.wrong += 1);
            }
        }
        for (label, _) in labels.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            self.missed.push(format!("{file}:{} {}: {}", label.line, label.rule, label.why));
            self.count(&label.rule, language, |count| count.missed += 1);
        }
    }

    fn print(&self, title: &str) {
        println!("## {title}\n");
        println!("{} files; all: {}", self.files.values().sum::<usize>(), row(self.all));
        println!("\n| language | files | true | false alarms | misses | precision % | recall % |");
        println!("| --- | --- | --- | --- | --- | --- | --- |");
        for (language, files) in &self.files {
            let count = self.by_language.get(language).copied().unwrap_or_default();
            println!("| {language} | {files} | {}", cells(count));
        }
        println!("\n| rule | true | false alarms | misses | precision % | recall % |");
        println!("| --- | --- | --- | --- | --- | --- |");
        for (rule, count) in &self.by_rule {
            println!("| {rule} | {}", cells(*count));
        }
        let lists =
            [("False alarms", &self.wrong), ("Misses", &self.missed), ("A second finding for one label", &self.again)];
        for (what, list) in lists {
            println!("\n{what}: {}\n", list.len());
            for one in list {
                println!("- {one}");
            }
        }
        println!();
    }
}

fn row(count: Count) -> String {
    let Count { right, wrong, missed } = count;
    let (precision, recall) = (count.precision(), count.recall());
    format!("{right} true, {wrong} false alarms, {missed} misses; precision {precision} %, recall {recall} %")
}

fn cells(count: Count) -> String {
    let Count { right, wrong, missed } = count;
    format!("{right} | {wrong} | {missed} | {} | {} |", count.precision(), count.recall())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut without: Vec<String> = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--without" => without.extend(args.next()),
            _ => paths.push(arg.into()),
        }
    }
    let [folder, labels] = paths.as_slice() else {
        return Err("usage: score FOLDER LABELS.yaml [--without LANGUAGE]...".into());
    };
    let mut corpus: Vec<Labelled> = serde_yaml::from_str(&std::fs::read_to_string(labels)?)?;
    corpus.retain(|labelled| !without.iter().any(|language| labelled.language.starts_with(language.as_str())));
    let catalog = Catalog::builtin();
    let linter = Linter::new(&catalog)?;
    let mut linted: Vec<Vec<Shown>> = Vec::new();
    for labelled in &corpus {
        linted.push(shown(&linter, folder, labelled)?);
    }
    println!();
    for (title, pedantic) in [("By default", false), ("With --pedantic", true)] {
        let mut score = Score::default();
        for (labelled, shown) in corpus.iter().zip(&linted) {
            let shown: Vec<&Shown> = shown.iter().filter(|one| one.certain || pedantic).collect();
            score.file(labelled, &shown, pedantic);
        }
        score.print(title);
    }
    Ok(())
}

/// What lint finds in a file of the corpus, under the name that it has in its repository where that is known.
fn shown(linter: &Linter, folder: &Path, labelled: &Labelled) -> Result<Vec<Shown>, Box<dyn std::error::Error>> {
    let at = folder.join(&labelled.file);
    let source = std::fs::read_to_string(&at).map_err(|error| format!("{}: {error}", at.display()))?;
    let path = if labelled.path.is_empty() || labelled.path.starts_with('(') { &labelled.file } else { &labelled.path };
    let path = Path::new(path);
    if !linter.can_read(path) {
        println!("not read: {} ({})", labelled.file, labelled.language);
        return Ok(Vec::new());
    }
    let linted = lint_one(linter, path, &source, &Told::default());
    let linted = linted.map_err(|why| println!("skipped: {}: {why}", labelled.file)).ok().flatten();
    let line = |at: usize| source[..at.min(source.len())].matches('\n').count() + 1;
    let findings = linted.iter().flat_map(|linted| &linted.findings);
    Ok(findings
        .map(|one| Shown {
            rule: one.rule,
            line: line(one.span.start),
            certain: one.certain,
            message: one.message.clone(),
        })
        .collect())
}
