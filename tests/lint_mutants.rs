//! Every mistake made of a correct sample is reported, by the rule that it breaks and at its line.

mod mutants;
mod support;

use std::collections::BTreeMap;

use azconn::catalog::{Catalog, FileKind};
use azconn::lint::{Linter, Told};
use azconn::report::place;
use mutants::{Seed, clouds, mutants as made};

/// Languages whose mutants are made, and how many at least.
const LANGUAGES: &[&str] = &["python", "csharp"];
const LEAST: usize = 1_000;

#[test]
fn every_mutant_is_killed() {
    let catalog = Catalog::builtin();
    let linter = Linter::new(&catalog).expect("a sound catalog");
    let mut table: BTreeMap<&str, BTreeMap<String, (usize, usize)>> = BTreeMap::new();
    let (mut alive, mut total) = (Vec::new(), 0);
    for (name, sample) in support::samples() {
        for file in sample.files.iter().filter(|file| matches!(file.kind, FileKind::Program | FileKind::Settings)) {
            let Some(language) = linter.language_of(std::path::Path::new(&file.path)).map(str::to_owned) else { continue };
            if !LANGUAGES.contains(&language.as_str()) {
                continue;
            }
            let facts = catalog.language(&language).expect("sound");
            let clouds = clouds(&catalog);
            let cloud = clouds.iter().find(|cloud| cloud.id == sample.cloud).expect("a cloud");
            let seed = Seed { text: &file.text, sample: &sample, language: &facts, clouds, cloud };
            for mutant in made(&seed, &language) {
                total += 1;
                let told = Told { client: Some(sample.client.clone()), auth: Some(sample.auth.clone()) };
                let linted = linter.lint(&mutant.text, &language, &told).expect("it parses");
                let killed = linted.findings.iter().any(|finding| {
                    finding.rule == mutant.rule
                        && place(&mutant.text, finding.span.start).line == mutant.line
                        && (finding.certain || mutant.pedantic)
                });
                let cell = table.entry(mutant.rule).or_default().entry(language.clone()).or_default();
                cell.1 += 1;
                if killed {
                    cell.0 += 1;
                } else {
                    let got: Vec<String> = linted
                        .findings
                        .iter()
                        .map(|finding| format!("{}:{}", place(&mutant.text, finding.span.start).line, finding.rule))
                        .collect();
                    let line = mutant.text.lines().nth(mutant.line - 1).unwrap_or_default().trim();
                    alive.push(format!("{} {name} {}:{} `{line}` got {got:?}", mutant.rule, file.path, mutant.line));
                }
            }
        }
    }
    print_table(&linter, &table, total);
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
