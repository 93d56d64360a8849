//! Documents with code in them: Markdown, notebooks, configuration files.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use azconn::catalog::Catalog;
use azconn::lint::{Linter, Told};
use azconn::report::{place, sample_markdown};

fn linter() -> Linter {
    Linter::new(&Catalog::builtin()).expect("a sound catalog")
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A document of each kind, with findings.
const DOCUMENTS: &[&str] = &[
    "tests/lint/disguised/guide.md",
    "tests/lint/disguised/explore.ipynb",
    "tests/lint/disguised/application-shop.yml",
    "tests/documents/application.properties",
];

/// What `azconn lint` prints, and its exit code.
fn report(args: &[&str], input: &str) -> (String, String, i32) {
    let mut command = Command::cargo_bin("azconn").expect("built");
    let done = command.current_dir(here()).arg("lint").args(args).write_stdin(input).output().expect("runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(done.stdout), text(done.stderr), done.status.code().expect("an exit code"))
}

/// The report of a file in every format.
fn reports(path: &str) -> String {
    let mut all = String::new();
    for format in ["concise", "human", "json"] {
        let (output, notices, _) = report(&["--format", format, path], "");
        let output: Vec<&str> = output.lines().filter(|line| !line.contains("\"seconds\"")).collect();
        let _ = writeln!(all, "== {format}\n{}\n{notices}", output.join("\n"));
    }
    all
}

#[test]
fn findings_in_markdown_stand_where_the_document_has_them() {
    insta::assert_snapshot!(reports("tests/lint/disguised/guide.md"));
}

#[test]
fn findings_in_a_notebook_name_cell_and_line() {
    insta::assert_snapshot!(reports("tests/lint/disguised/explore.ipynb"));
}

#[test]
fn findings_in_configuration_stand_at_name_or_value() {
    insta::assert_snapshot!(reports("tests/documents/application.properties"));
}

#[test]
fn standard_input_can_be_a_document() {
    for path in DOCUMENTS {
        let text = std::fs::read_to_string(here().join(path)).expect("a text");
        let (output, _, code) = report(&["--format", "concise", "--stdin-filename", path, "-"], &text);
        assert_eq!((output, code), (report(&["--format", "concise", path], "").0, 1));
    }
}

#[test]
fn a_broken_notebook_is_skipped_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("broken.ipynb");
    std::fs::write(&path, "{\"cells\": [ # ossrdbms-aad").expect("written");
    std::fs::write(folder.path().join("other.ipynb"), "{\"cells\": [ # of no concern").expect("written");
    let (output, _, code) = report(&[&folder.path().display().to_string()], "");
    assert!(output.contains("broken.ipynb: it is no notebook: "), "{output}");
    assert!(!output.contains("other.ipynb"), "{output}");
    assert_eq!(code, 0);
}

/// Lines that a comment marks, whether or not it says the rule.
fn marked(text: &str) -> BTreeSet<usize> {
    let is_marked = |line: &str| ["# wrong", "// wrong", "<!-- wrong"].iter().any(|mark| line.contains(mark));
    text.lines().enumerate().filter(|(_, line)| is_marked(line)).map(|(index, _)| index + 1).collect()
}

/// Rules that judge what is missing, which a fragment may leave out.
const OF_WHOLE_FILES: &[&str] = &["missing-import", "unchecked-variable", "undefined-secret", "identity-request"];

/// A rule's page is a Markdown document: linted as such, its marks are found too, and nothing besides.
#[test]
fn pages_are_documents() {
    let linter = linter();
    let mut troubles = Vec::new();
    for page in linter.pages() {
        let linted = linter.lint_file(Path::new("page.md"), &page.text, &Told::default()).expect("it is read");
        let findings = linted.unwrap_or_default().findings;
        let line = |offset: usize| place(&page.text, offset).line;
        let marks = marked(&page.text);
        let own: BTreeSet<usize> = findings
            .iter()
            .filter(|finding| finding.rule == page.id)
            .map(|finding| line(finding.span.start))
            .filter(|line| marks.contains(line))
            .collect();
        // A name that is like another but for its case, a header that is missing in a request: those are seen still.
        let not_judged = match page.id.as_str() {
            "undefined-secret" => 4,
            "identity-request" => 1,
            rule if OF_WHOLE_FILES.contains(&rule) => marks.len(),
            _ => 0,
        };
        let missed: Vec<usize> = marks.difference(&own).copied().collect();
        if missed.len() > not_judged {
            troubles.push(format!("{}: missed {missed:?}", page.id));
        }
        for finding in findings.iter().filter(|finding| finding.certain) {
            let at = line(finding.span.start);
            if finding.rule != page.id || !marks.contains(&at) {
                troubles.push(format!("{}: besides {at}: {} {}", page.id, finding.rule, finding.message));
            }
        }
    }
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
    into.sort();
}

/// The article's samples, the mistakes in disguise and their twins as fences of a document, in a list or a quote: what is
/// marked in them is found there.
#[test]
fn programs_are_fences() {
    let linter = linter();
    let mut all = Vec::new();
    files(&here().join("tests/lint"), &mut all);
    all.retain(|path| linter.language_of(path).is_some());
    let mut troubles = Vec::new();
    for (index, path) in all.iter().enumerate() {
        let text = std::fs::read_to_string(path).expect("a text");
        let name = |part: Option<&std::ffi::OsStr>| part.and_then(|part| part.to_str()).unwrap_or_default().to_owned();
        let (client, auth) = (name(path.parent().and_then(Path::file_name)), name(path.file_stem()));
        let in_article = path.iter().any(|part| part == "article");
        let told =
            if !in_article || auth == "as-it-stands" { String::new() } else { format!(" client={client} auth={auth}") };
        let word = name(path.extension());
        let prefix = ["", "   ", "> ", ">    "][index % 4];
        let mut document = format!("# {client}\n\n1. {auth}\n\n{prefix}~~~~{word}{told}\n");
        for line in text.lines() {
            let _ = writeln!(document, "{prefix}{line}");
        }
        let _ = write!(document, "{prefix}~~~~\n\nDone.\n");
        let linted = linter.lint_file(Path::new("article.md"), &document, &Told::default()).expect("it is read");
        let got: BTreeSet<(usize, &str)> = linted
            .unwrap_or_default()
            .findings
            .iter()
            .filter(|finding| finding.certain)
            .map(|finding| (place(&document, finding.span.start).line, finding.rule))
            .collect();
        let mut wanted: BTreeSet<(usize, &str)> = BTreeSet::new();
        for (index, line) in document.lines().enumerate() {
            if let Some((_, rules)) = line.split_once("wrong: ") {
                wanted.extend(rules.split(',').map(|rule| (index + 1, rule.trim())));
            }
        }
        let besides: Vec<_> = got.difference(&wanted).collect();
        let missed: Vec<_> = wanted.difference(&got).filter(|(_, rule)| !OF_WHOLE_FILES.contains(rule)).collect();
        if !besides.is_empty() || !missed.is_empty() {
            troubles.push(format!("{}: missed {missed:?}, besides {besides:?}", path.display()));
        }
    }
    assert!(all.len() > 30);
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

/// A program in the cells of a notebook gives what it gives in one file, at the lines of the cells.
#[test]
fn programs_are_notebooks() {
    let linter = linter();
    let mut all = Vec::new();
    files(&here().join("tests/lint"), &mut all);
    all.retain(|path| linter.language_of(path) == Some("python"));
    for path in &all {
        let text = std::fs::read_to_string(path).expect("a text");
        // A cell begins where a line without indentation follows an empty one.
        let mut cells = vec![String::new()];
        for line in text.split_inclusive('\n') {
            let begins =
                !line.starts_with([' ', '\n', ')', ']', '}', '"', '\'']) && cells[cells.len() - 1].ends_with("\n\n");
            if begins {
                cells.push(String::new());
            }
            cells.last_mut().expect("one").push_str(line);
        }
        let json: Vec<serde_json::Value> = cells
            .iter()
            .map(|cell| serde_json::json!({"cell_type": "code", "metadata": {}, "outputs": [], "source": cell}))
            .collect();
        let notebook = serde_json::json!({"nbformat": 4, "metadata": {}, "cells": json}).to_string();
        let told = Told { client: Some("python".into()), auth: None };
        let of = |linted: Option<azconn::lint::Linted>| linted.unwrap_or_default();
        let whole = of(linter.lint_file(path, &text, &told).expect("it is read"));
        let split = of(linter.lint_file(Path::new("x.ipynb"), &notebook, &told).expect("it is read"));
        let starts: Vec<usize> = cells
            .iter()
            .scan(0, |at, cell| {
                let start = *at;
                *at += cell.lines().count();
                Some(start)
            })
            .collect();
        let wanted: BTreeSet<(&str, usize)> =
            whole.findings.iter().map(|finding| (finding.rule, place(&text, finding.span.start).line)).collect();
        let got: BTreeSet<(&str, usize)> = split
            .findings
            .iter()
            .map(|finding| {
                let at = |cell: &azconn::lint::Cell| cell.code.place_of(finding.span.start);
                let cell = split.cells.iter().find(|cell| at(cell).is_some()).expect("in a cell");
                let at = at(cell).unwrap_or_default();
                (finding.rule, starts[cell.number - 1] + place(&cell.code.text, at).line)
            })
            .collect();
        assert_eq!(got, wanted, "{}", path.display());
    }
    assert!(all.len() > 20);
}

/// What `generate --format markdown` prints is a document without findings.
#[test]
fn samples_are_documents() {
    let linter = linter();
    let mut troubles = Vec::new();
    let mut linted = 0;
    for (name, sample) in support::samples() {
        let text = sample_markdown(&sample);
        for told in [Told::default(), Told { client: Some(sample.client.clone()), auth: Some(sample.auth.clone()) }] {
            let done = linter.lint_file(Path::new("sample.md"), &text, &told).expect("it is read");
            linted += usize::from(done.is_some());
            for finding in done.unwrap_or_default().findings {
                let line = place(&text, finding.span.start).line;
                troubles.push(format!("{name}:{line}: {} {}", finding.rule, finding.message));
            }
        }
    }
    assert!(linted > 100, "{linted}");
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

/// Cut off anywhere, with any byte in any place: a document is read or refused.
#[test]
fn bad_input_is_survived() {
    let linter = linter();
    for path in DOCUMENTS {
        let text = std::fs::read_to_string(here().join(path)).expect("a text");
        for at in (0..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at)) {
            let (before, after) = text.split_at(at);
            for damaged in [
                before.to_owned(),
                after.to_owned(),
                format!("{before}\"`\u{0}\\{after}"),
                format!("{before}\t> {after}"),
            ] {
                let _ = linter.lint_file(Path::new(path), &damaged, &Told::default());
            }
        }
    }
}
