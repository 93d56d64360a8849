//! What is counted and noted before syn, which recurses, sees the tokens: how deep they are nested, where the comments are.

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

use crate::lint::form::Span;

/// How deep brackets may be nested.
const BRACKETS: usize = 200;

/// How much may recurse in all: brackets, and in each of them what stands in one chain.
const DEEPEST: usize = 1_000;

/// What was noted.
pub(super) struct Survey {
    /// The comments, those of documentation too.
    pub comments: Vec<Span>,
}

struct Level {
    trees: std::iter::Peekable<token_stream::IntoIter>,
    /// What recurses in the chain that is being read.
    chain: usize,
    /// The same of all levels around.
    around: usize,
    close: usize,
}

/// Looks at all tokens, without recursion.
pub(super) fn survey(tokens: &TokenStream, source: &str) -> Result<Survey, String> {
    let mut gaps = Gaps { source, at: 0, comments: Vec::new() };
    let mut levels =
        vec![Level { trees: tokens.clone().into_iter().peekable(), chain: 0, around: 0, close: source.len() }];
    while let Some(level) = levels.last_mut() {
        let Some(tree) = level.trees.next() else {
            gaps.up_to(level.close, level.close + 1);
            levels.pop();
            continue;
        };
        match tree {
            TokenTree::Group(group) => {
                let around = level.around + level.chain + 1;
                let ends = group.delimiter() == Delimiter::Brace
                    && match level.trees.peek() {
                        Some(TokenTree::Ident(next)) => next != "else" && next != "as",
                        Some(TokenTree::Punct(next)) => next.as_char() == '#',
                        _ => true,
                    };
                if ends {
                    level.chain = 0;
                }
                let span = group.delim_span();
                let (open, close) = (span.open().byte_range(), span.close().byte_range());
                gaps.up_to(open.start, open.end);
                if levels.len() > BRACKETS || around > DEEPEST {
                    return Err(format!("line {}: it is nested too deeply", group.span_open().start().line));
                }
                let trees = group.stream().into_iter().peekable();
                levels.push(Level { trees, chain: 0, around, close: close.start });
            }
            leaf => {
                let range = leaf.span().byte_range();
                gaps.up_to(range.start, range.end);
                match &leaf {
                    TokenTree::Punct(punct) => match punct.as_char() {
                        ';' | ',' => level.chain = 0,
                        ':' | '#' | '$' | '\'' => {}
                        _ => level.chain += 1,
                    },
                    TokenTree::Ident(ident) => {
                        let recurses =
                            ["else", "return", "break", "move", "async", "if", "match", "dyn", "impl", "as", "fn"];
                        level.chain += usize::from(recurses.iter().any(|word| ident == word));
                    }
                    _ => {}
                }
                if level.around + level.chain > DEEPEST {
                    return Err(format!("line {}: it is nested too deeply", leaf.span().start().line));
                }
            }
        }
    }
    Ok(Survey { comments: gaps.comments })
}

/// What stands between tokens: blanks and comments.
struct Gaps<'s> {
    source: &'s str,
    at: usize,
    comments: Vec<Span>,
}

impl Gaps<'_> {
    /// A token stands from `start` to `end`.
    fn up_to(&mut self, start: usize, end: usize) {
        while self.at < start {
            let Some(rest) = self.source.get(self.at..start) else { break };
            let Some(begin) = rest.find('/').map(|found| self.at + found) else { break };
            let rest = &self.source[begin..];
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else {
                rest.find("*/").map_or(rest.len(), |found| found + 2)
            };
            self.comments.push(Span::new(begin, begin + length));
            self.at = begin + length;
        }
        self.at = self.at.max(end.min(self.source.len()));
    }
}
