//! Every fence of every rule's page is run: what is marked is reported at that line, by that rule, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};

use azconn::catalog::Catalog;
use azconn::lint::{Linter, Page, Told};
use azconn::report::place;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// One fence of a page.
struct Fence {
    language: String,
    told: Told,
    text: String,
    line: usize,
}

fn fences(linter: &Linter, page: &Page) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    for (event, range) in Parser::new(&page.text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let mut words = info.split_whitespace();
                let word = words.next().unwrap_or_default().to_owned();
                let Some(language) = linter.language_of_fence(&word).map(str::to_owned) else { continue };
                let mut told = Told::default();
                for word in words {
                    match word.split_once('=') {
                        Some(("auth", auth)) => told.auth = Some(auth.to_owned()),
                        Some(("client", client)) => told.client = Some(client.to_owned()),
                        _ => panic!("{}: `{word}` means nothing at a fence", page.id),
                    }
                }
                let line = page.text[..range.start].matches('\n').count() + 1;
                open = Some(Fence { language, told, text: String::new(), line });
            }
            Event::Text(text) => {
                if let Some(fence) = &mut open {
                    fence.text.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => fences.extend(open.take()),
            _ => {}
        }
    }
    fences
}

/// The lines that are marked, and whether only with `--pedantic`.
fn marked(text: &str) -> BTreeSet<(usize, bool)> {
    let mut lines = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        let Some(at) = ["# wrong", "// wrong", "<!-- wrong"].iter().find_map(|mark| line.find(mark)) else { continue };
        lines.insert((index + 1, line[at..].contains("pedantic")));
    }
    lines
}

/// What is wrong with one fence, if anything.
fn trouble(linter: &Linter, page: &Page, fence: &Fence) -> Option<String> {
    let linted = match linter.lint(&fence.text, &fence.language, &fence.told) {
        Ok(linted) => linted,
        Err(why) => return Some(why),
    };
    let wanted = marked(&fence.text);
    let pedantic = wanted.iter().any(|(_, pedantic)| *pedantic);
    let at = |offset: usize| place(&fence.text, offset).line;
    let got: BTreeSet<(usize, bool)> = linted
        .findings
        .iter()
        .filter(|finding| finding.rule == page.id && (finding.certain || pedantic))
        .map(|finding| (at(finding.span.start), !finding.certain))
        .collect();
    let others: Vec<String> = linted
        .findings
        .iter()
        .filter(|finding| finding.rule != page.id && finding.certain)
        .map(|finding| format!("{}:{} {}", at(finding.span.start), finding.rule, finding.message))
        .collect();
    if got == wanted && others.is_empty() {
        return None;
    }
    Some(format!("wanted {wanted:?}, got {got:?}, besides {others:?}\n{}", fence.text))
}

#[test]
fn every_page_is_its_own_test() {
    let catalog = Catalog::builtin();
    let linter = Linter::new(&catalog).expect("a sound catalog");
    let mut troubles = Vec::new();
    let mut table: BTreeMap<&str, BTreeMap<String, (usize, usize)>> = BTreeMap::new();
    for page in linter.pages() {
        for fence in fences(&linter, page) {
            if let Some(trouble) = trouble(&linter, page, &fence) {
                troubles.push(format!("== {} line {} ({})\n{trouble}", page.id, fence.line, fence.language));
            }
            let cell = table.entry(&page.id).or_default().entry(fence.language.clone()).or_default();
            if marked(&fence.text).is_empty() { cell.1 += 1 } else { cell.0 += 1 }
        }
    }
    print_table(&linter, &table);
    let gaps = gaps(&linter, &table);
    assert!(troubles.is_empty(), "{} fences are not as marked:\n{}", troubles.len(), troubles.join("\n"));
    assert!(
        gaps.is_empty(),
        "pages lack a bad or a good example, or the reason why there is none:\n{}",
        gaps.join("\n")
    );
}

/// Rule by language: bad and good examples.
#[expect(clippy::print_stdout, reason = "the table is what this test shows")]
fn print_table(linter: &Linter, table: &BTreeMap<&str, BTreeMap<String, (usize, usize)>>) {
    let languages: Vec<&str> = linter.languages().map(|(id, _)| id).collect();
    println!("{:26}{}", "rule", languages.iter().map(|id| format!("{id:>12}")).collect::<String>());
    for page in linter.pages() {
        let cells: String = languages
            .iter()
            .map(|id| match table.get(page.id.as_str()).and_then(|row| row.get(*id)) {
                Some((bad, good)) => format!("{:>12}", format!("{bad} bad {good} ok")),
                None if page.no_such_construct.contains_key(*id) => format!("{:>12}", "(none)"),
                None => format!("{:>12}", "-"),
            })
            .collect();
        println!("{:26}{cells}", page.id);
    }
}

/// Languages that are complete: every rule has a bad and a good example in them, or says why not.
const COMPLETE: &[&str] = &["csharp", "go", "java", "javascript", "php", "python", "ruby", "rust"];

fn gaps(linter: &Linter, table: &BTreeMap<&str, BTreeMap<String, (usize, usize)>>) -> Vec<String> {
    let mut gaps = Vec::new();
    for page in linter.pages() {
        for language in COMPLETE {
            let cell = table.get(page.id.as_str()).and_then(|row| row.get(*language));
            let complete = cell.is_some_and(|(bad, good)| *bad > 0 && *good > 0);
            if !complete && !page.no_such_construct.contains_key(*language) {
                gaps.push(format!("{} in {language}", page.id));
            }
        }
    }
    gaps
}
