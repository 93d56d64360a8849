//! Suppressions: a comment `azconn: allow RULE` on the finding's line or on a line of its own before it, or
//! `azconn: allow-file RULE` anywhere.

use super::finding::Finding;
use super::form::{Span, Unit};

/// What a comment that allows something has in it.
const WORD: &str = "azconn:";

/// Takes out what a comment allows; how many those were.
pub fn suppress(findings: Vec<Finding>, unit: &Unit, source: &str) -> (Vec<Finding>, usize) {
    if findings.is_empty() || !source.contains(WORD) {
        return (findings, 0);
    }
    let comments = unit.comments.spans();
    let allowed: Vec<(Vec<&str>, Option<Span>)> =
        comments.iter().filter_map(|comment| allowance(*comment, source)).collect();
    let before = findings.len();
    let kept: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            !allowed.iter().any(|(rules, lines)| {
                rules.contains(&finding.rule)
                    && lines.is_none_or(|lines| lines.start <= finding.span.start && finding.span.start < lines.end)
            })
        })
        .collect();
    let suppressed = before - kept.len();
    (kept, suppressed)
}

/// The rules that a comment's text allows, and whether it does for all of the file.
pub fn allowed_by(text: &str) -> Option<(bool, Vec<&str>)> {
    let (_, rest) = text.split_once(WORD)?;
    let rest = rest.trim_start();
    let (whole, rules) = match rest.strip_prefix("allow-file") {
        Some(rules) => (true, rules),
        None => (false, rest.strip_prefix("allow")?),
    };
    let rules = rules
        .split(|c: char| c == ',' || c.is_whitespace())
        .take_while(|rule| !rule.starts_with("--"))
        .map(|rule| rule.trim_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '-')))
        .filter(|rule| !rule.is_empty())
        .collect();
    Some((whole, rules))
}

/// The rules that a comment allows, and the lines for which it does.
fn allowance(comment: Span, source: &str) -> Option<(Vec<&str>, Option<Span>)> {
    let (whole, rules) = allowed_by(comment.text(source))?;
    if whole {
        return Some((rules, None));
    }
    let start = source[..comment.start].rfind('\n').map_or(0, |at| at + 1);
    let mut end = source[comment.end..].find('\n').map_or(source.len(), |at| comment.end + at + 1);
    // On a line of its own it speaks of the next line that is no comment.
    if source[start..comment.start].trim().is_empty() {
        while end < source.len() {
            let next = source[end..].find('\n').map_or(source.len(), |at| end + at + 1);
            let line = source[end..next].trim();
            end = next;
            if !(line.is_empty() || line.starts_with(['#', '/', '*'])) {
                break;
            }
        }
    }
    Some((rules, Some(Span::new(start, end))))
}
