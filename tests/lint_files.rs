//! Files of `tests/lint/`: the article's samples, mistakes in disguise, and correct twins of those. A comment
//! `wrong: RULE, RULE` marks a line; what is marked is reported there, and nothing else is. A file with a comment `likely: RULE`
//! is held against what `--pedantic` adds too, in the same way; `likely: nothing` says that it adds nothing.
//!
//! `article/CLIENT/AUTH.ext` is linted with client and auth told; a file of another name, and all others, with nothing told.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use azconn::catalog::Catalog;
use azconn::lint::{Linter, Told};
use azconn::report::place;

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
    into.sort();
}

fn marked(text: &str, word: &str) -> BTreeSet<(usize, String)> {
    let mut marks = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        if let Some((_, rules)) = line.split_once(word) {
            // In a notebook the line goes on in JSON.
            let id = |rule: &str| -> String {
                rule.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect()
            };
            marks.extend(rules.split(',').map(id).filter(|id| !id.is_empty()).map(|id| (index + 1, id)));
        }
    }
    marks.retain(|(_, rule)| rule != "nothing");
    marks
}

fn told(path: &Path) -> Told {
    let name = |part: Option<&std::ffi::OsStr>| part.and_then(|part| part.to_str()).unwrap_or_default().to_owned();
    let auth = name(path.file_stem());
    let known = ["system-identity", "user-identity", "secret", "service-principal"];
    if !path.iter().any(|part| part == "article") || !known.contains(&auth.as_str()) {
        return Told::default();
    }
    Told { client: Some(name(path.parent().and_then(Path::file_name))), auth: Some(auth) }
}

#[test]
fn what_is_marked_is_found_and_nothing_else() {
    let linter = Linter::new(&Catalog::builtin()).expect("a sound catalog");
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint"), &mut all);
    let mut troubles = Vec::new();
    for path in &all {
        let text = std::fs::read_to_string(path).expect("a text");
        let linted = match linter.language_of(path) {
            // Programs are looked at whether they seem to be worth it or not.
            Some(language) => linter.lint(&text, language, &told(path)).expect("it parses"),
            None if linter.can_read(path) => {
                linter.lint_file(path, &text, &told(path)).expect("it parses").unwrap_or_default()
            }
            None => continue,
        };
        for (word, certain) in [("wrong: ", true), ("likely: ", false)] {
            if !certain && !text.contains(word) {
                continue;
            }
            let wanted = marked(&text, word);
            let got: BTreeSet<(usize, String)> = linted
                .findings
                .iter()
                .filter(|finding| finding.certain == certain)
                .map(|finding| (place(&text, finding.span.start).line, finding.rule.to_owned()))
                .collect();
            let missed: Vec<_> = wanted.difference(&got).collect();
            let besides: Vec<_> = got.difference(&wanted).collect();
            if !missed.is_empty() || !besides.is_empty() {
                troubles.push(format!("{}: {word}missed {missed:?}, besides {besides:?}", path.display()));
            }
        }
    }
    assert!(!all.is_empty());
    assert!(troubles.is_empty(), "{} of {} files:\n{}", troubles.len(), all.len(), troubles.join("\n"));
}
