//! Markdown: its fences, whatever they stand in.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::mapped::Mapped;
use crate::lint::form::Span;
use crate::lint::suppress::allowed_by;

/// Documents within documents that are looked into: a fence of Markdown in Markdown.
const DEEPEST: usize = 3;

/// A fenced block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The word that names its language, in lower case.
    pub word: String,
    /// What else its first line says: `auth=user-identity`.
    pub told: Vec<(String, String)>,
    /// Rules that a comment of the document allows for it, or for all: `<!-- azconn: allow RULE -->` right before it.
    pub allowed: Vec<String>,
    /// The code, without what the list or quote around it puts before each line.
    pub code: Mapped,
}

/// The fences of a document, in their order; those that show a difference between two versions are no code.
pub fn fences(document: &Mapped) -> Vec<Fence> {
    let (mut found, mut everywhere) = (Vec::new(), Vec::new());
    collect(document, DEEPEST, &mut found, &mut everywhere);
    for fence in &mut found {
        fence.allowed.extend(everywhere.iter().cloned());
    }
    found
}

fn collect(document: &Mapped, deep: usize, into: &mut Vec<Fence>, everywhere: &mut Vec<String>) {
    let mut open: Option<Fence> = None;
    let mut allowed: Vec<String> = Vec::new();
    for (event, range) in Parser::new_ext(&document.text, Options::ENABLE_FOOTNOTES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let allowed = std::mem::take(&mut allowed);
                open = fence(&info).map(|fence| Fence { allowed, ..fence });
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Html(comment) => {
                if let Some((whole, rules)) = allowed_by(&comment) {
                    let into = if whole { &mut *everywhere } else { &mut allowed };
                    into.extend(rules.into_iter().map(str::to_owned));
                }
            }
            Event::Start(_) => allowed.clear(),
            Event::Text(text) => {
                if let Some(fence) = &mut open {
                    push(&mut fence.code, document, &text, range);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let Some(fence) = open.take() else { continue };
                if matches!(fence.word.as_str(), "md" | "markdown" | "mdx") {
                    if deep > 0 {
                        collect(&fence.code, deep - 1, into, everywhere);
                    }
                } else {
                    into.push(fence);
                }
            }
            _ => {}
        }
    }
}

fn push(code: &mut Mapped, document: &Mapped, text: &str, range: Range<usize>) {
    let there = Span::new(range.start, range.end);
    if there.text(&document.text) == text {
        code.append(&document.slice(there));
    } else {
        // A tab of which a list's indentation takes a part is blanks.
        code.push(text, document.span(there));
    }
}

/// What a fence's first line says; nothing where it is no code of one version.
fn fence(info: &str) -> Option<Fence> {
    let mut words = info.split_whitespace();
    let first = words.next()?;
    // `python`, `{python}`, `{.python .numberLines}`, `python{1,3}`, `rust,no_run`, `js:server.js`
    let bare = first.trim_start_matches(['{', '.']);
    let word = bare.split(['{', '}', ',', ':', '(']).next().unwrap_or_default().to_lowercase();
    let is_diff = info.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("diff"));
    if word.is_empty() || is_diff {
        return None;
    }
    let told = words
        .filter_map(|word| word.split_once('='))
        .map(|(key, value)| (key.to_owned(), value.trim_matches(['"', '\'', '}']).to_owned()))
        .collect();
    Some(Fence { word, told, allowed: Vec::new(), code: Mapped::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Word and code of each fence; every line's place is right where its text stands there.
    fn seen(document: &str) -> Vec<(String, String)> {
        let found = fences(&Mapped::whole(document));
        for fence in &found {
            let mut start = 0;
            for line in fence.code.text.lines() {
                let there = fence.code.span(Span::new(start, start + line.len()));
                assert_eq!(there.text(document), line, "in {document:?}");
                start += line.len() + 1;
            }
        }
        found.into_iter().map(|fence| (fence.word, fence.code.text)).collect()
    }

    fn one(document: &str) -> (String, String) {
        let mut all = seen(document);
        assert_eq!(all.len(), 1, "{document:?}: {all:?}");
        all.remove(0)
    }

    #[test]
    fn a_fence_is_seen_wherever_it_stands() {
        let python = |code: &str| ("python".to_owned(), code.to_owned());
        assert_eq!(one("```python\na\n  b\n```\n"), python("a\n  b\n"));
        assert_eq!(one("~~~ python\na\n~~~\n"), python("a\n"));
        assert_eq!(one("1. First\n\n   ```python\n   a\n     b\n   ```\n"), python("a\n  b\n"));
        assert_eq!(one("> text\n> ```python\n> a\n>   b\n> ```\n"), python("a\n  b\n"));
        assert_eq!(one("- > ```python\n  > a\n  > ```\n"), python("a\n"));
        assert_eq!(one("````python\n```\na\n````\n"), python("```\na\n"));
        assert_eq!(one("```python\na\n"), python("a\n"));
        assert_eq!(one("```python\r\na\r\nb\r\n```\r\n"), python("a\nb\n"));
        assert_eq!(one("`````md\n```python\na\n```\n`````\n"), python("a\n"));
        assert_eq!(one("> - ````md\n>   > ```python\n>   > é\n>   > ```\n>   ````\n"), python("é\n"));
        assert_eq!(one("[^1]: Note\n\n    ```python\n    a\n    ```\n\ntext[^1]\n"), python("a\n"));
        assert_eq!(one("<details>\n\n```python\na\n```\n\n</details>\n"), python("a\n"));
    }

    #[test]
    fn a_first_line_says_the_language() {
        for info in [
            "python",
            "Python title=\"a b\"",
            "{python}",
            "{.python .numberLines}",
            "python{1,3}",
            "python,ignore",
            "python:a.py",
        ] {
            assert_eq!(one(&format!("```{info}\na\n```\n")).0, "python", "{info}");
        }
        for info in ["diff", "diff python", "python diff", "{python-diff}", "", "."] {
            assert_eq!(seen(&format!("```{info}\na\n```\n")), [], "{info}");
        }
        let found = fences(&Mapped::whole("```python auth=secret client=\"django\"\na\n```\n"));
        assert_eq!(found[0].told, [("auth".into(), "secret".into()), ("client".into(), "django".into())]);
    }

    #[test]
    fn a_comment_before_a_fence_allows_rules() {
        let found = fences(&Mapped::whole(
            "<!-- azconn: allow-file tls-disabled -->\n\n<!-- azconn: allow token-kept, secret-logged -- why -->\n```python\na\n```\n\n\
             <!-- azconn: allow wrong-scope -->\ntext\n\ntext\n```python\na\n```\n",
        ));
        assert_eq!(found[0].allowed, ["token-kept", "secret-logged", "tls-disabled"]);
        assert_eq!(found[1].allowed, ["tls-disabled"]);
    }

    #[test]
    fn a_tab_in_a_list_does_no_harm() {
        let found = fences(&Mapped::whole("-\t```python\n\ta\n\t\tb\n\t```\n"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code.text.split_whitespace().collect::<Vec<_>>(), ["a", "b"]);
    }
}
