//! Every mistake made of a correct sample is reported, by the rule that it breaks and at its line.

mod mutants;
mod support;

use std::collections::BTreeMap;

use azconn::catalog::{Catalog, FileKind};
use azconn::generate::Sample;
use azconn::lint::{Linter, Told};
use azconn::report::place;
use mutants::{Mutant, Seed, clouds, mutants as made};

/// Languages whose mutants are made, and how many at least.
const LANGUAGES: &[&str] = &["python", "csharp", "go", "java", "javascript", "php", "ruby", "rust"];
const LEAST: usize = 1_000;

/// What became of the mutants.
#[derive(Default)]
struct Tally {
    table: BTreeMap<&'static str, BTreeMap<String, (usize, usize)>>,
    alive: Vec<String>,
    total: usize,
}

impl Tally {
    /// All mutants of one language.
    fn of(language: &str, catalog: &Catalog, samples: &[(String, Sample)]) -> Self {
        let linter = Linter::new(catalog).expect("a sound catalog");
        let facts = catalog.language(language).expect("sound");
        let mut tally = Self::default();
        for (name, sample) in samples {
            for file in sample.files.iter().filter(|file| matches!(file.kind, FileKind::Program | FileKind::Settings)) {
                if linter.language_of(std::path::Path::new(&file.path)) != Some(language) {
                    continue;
                }
                let clouds = clouds(catalog);
                let cloud = clouds.iter().find(|cloud| cloud.id == sample.cloud).expect("a cloud");
                let seed = Seed { text: &file.text, sample, language: &facts, clouds, cloud };
                for mutant in made(&seed, language) {
                    let told = Told { client: Some(sample.client.clone()), auth: Some(sample.auth.clone()) };
                    tally.count(&linter, language, &format!("{name} {}", file.path), &mutant, &told);
                }
            }
        }
        for (seed, mutants) in mutants::by_hand::seeds(language) {
            let linted = linter.lint(&seed, language, &Told::default()).expect("it parses");
            let found: Vec<&str> =
                linted.findings.iter().filter(|finding| finding.certain).map(|finding| finding.rule).collect();
            assert!(found.is_empty(), "a correct program is reported: {found:?}\n{seed}");
            for mutant in mutants {
                tally.count(&linter, language, "by hand", &mutant, &Told::default());
            }
        }
        tally
    }

    fn add(&mut self, other: Self) {
        for (rule, row) in other.table {
            self.table.entry(rule).or_default().extend(row);
        }
        self.alive.extend(other.alive);
        self.total += other.total;
    }

    fn count(&mut self, linter: &Linter, language: &str, name: &str, mutant: &Mutant, told: &Told) {
        self.total += 1;
        let linted = linter.lint(&mutant.text, language, told).expect("it parses");
        let killed = linted.findings.iter().any(|finding| {
            finding.rule == mutant.rule
                && place(&mutant.text, finding.span.start).line == mutant.line
                && (finding.certain || mutant.pedantic)
        });
        let cell = self.table.entry(mutant.rule).or_default().entry(language.to_owned()).or_default();
        cell.1 += 1;
        if killed {
            cell.0 += 1;
            return;
        }
        let got: Vec<String> = linted
            .findings
            .iter()
            .map(|finding| format!("{}:{}", place(&mutant.text, finding.span.start).line, finding.rule))
            .collect();
        let line = mutant.text.lines().nth(mutant.line - 1).unwrap_or_default().trim();
        self.alive.push(format!("{} {name}:{} `{line}` got {got:?}", mutant.rule, mutant.line));
    }
}

#[test]
fn every_mutant_is_killed() {
    let catalog = Catalog::builtin();
    let samples = support::samples();
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let of = |language| {
            let (catalog, samples) = (&catalog, &samples);
            scope.spawn(move || Tally::of(language, catalog, samples))
        };
        let threads: Vec<_> = LANGUAGES.iter().copied().map(of).collect();
        for thread in threads {
            tally.add(thread.join().expect("no panic"));
        }
    });
    let Tally { table, alive, total } = tally;
    print_table(&Linter::new(&catalog).expect("a sound catalog"), &table, total);
    assert!(total >= LEAST, "only {total} mutants were made");
    assert!(alive.is_empty(), "{} of {total} live:\n{}", alive.len(), alive.join("\n"));
}

/// Rule by language: killed of made.
#[expect(clippy::print_stdout, reason = "the table is what this test shows")]
fn print_table(linter: &Linter, table: &BTreeMap<&str, BTreeMap<String, (usize, usize)>>, total: usize) {
    println!("{:26}{}", "rule", LANGUAGES.iter().map(|id| format!("{id:>14}")).collect::<String>());
    for page in linter.pages() {
        let cells: String = LANGUAGES
            .iter()
            .map(|id| match table.get(page.id.as_str()).and_then(|row| row.get(*id)) {
                Some((killed, made)) => format!("{:>14}", format!("{killed} of {made}")),
                None => format!("{:>14}", "-"),
            })
            .collect();
        println!("{:26}{cells}", page.id);
    }
    println!("{total} mutants");
}
