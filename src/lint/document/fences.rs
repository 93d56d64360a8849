//! The fences of a Markdown document, each behind those on which it builds.

use std::collections::{BTreeMap, BTreeSet};

use super::mapped::Mapped;
use super::markdown::{self, Fence};
use super::{Around, add, in_order, put_back};
use crate::lint::form::Span;
use crate::lint::linter::{Linted, Linter, Told};

/// Fences that one can build on; documents that go further are walked through in steps that say little by themselves.
const MOST: usize = 12;

/// A fence of a language that lint reads.
struct Piece<'l> {
    language: &'l str,
    told: Told,
    allowed: Vec<String>,
    code: Mapped,
    bound: BTreeSet<String>,
    undefined: BTreeSet<String>,
}

/// The findings in a document; nothing where it is of no concern.
pub fn lint(linter: &Linter, source: &str, told: &Told) -> Result<Option<Linted>, String> {
    if !linter.is_relevant(source, told) {
        return Ok(None);
    }
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for fence in markdown::fences(&Mapped::whole(source)) {
        let Some(language) = linter.language_of_fence(&fence.word) else { continue };
        let code = dedented(&fence.code);
        // What does not parse at all costs one fence.
        let Ok((bound, undefined)) = linter.names(&code.text, language) else { continue };
        let told = told_by(&fence, told);
        pieces.push(Piece { language, told, allowed: fence.allowed, code, bound, undefined });
    }
    let mut bound: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for piece in &pieces {
        bound.entry(piece.language).or_default().extend(piece.bound.iter().cloned());
    }
    let mut all: Option<Linted> = None;
    for (index, piece) in pieces.iter().enumerate() {
        let builds_on = builds_on(&pieces, index);
        let joined = join(linter, builds_on.iter().chain([&index]).filter_map(|index| pieces.get(*index)));
        if !linter.is_worth_it(&joined.text, piece.language, &piece.told) {
            continue;
        }
        let mut bound = bound.get(piece.language).cloned().unwrap_or_default();
        bound.retain(|name| !is_slip(&pieces[..=index], piece, name));
        let around = Around { fragment: true, bound, names_from_elsewhere: true };
        let Ok(mut linted) = linter.lint_piece(&joined.text, piece.language, &piece.told, &around) else { continue };
        put_back(&mut linted, &joined);
        let text = piece.code.text.as_str();
        let own = piece.code.span(Span::new(text.len() - text.trim_start().len(), text.trim_end().len()));
        let all = all.get_or_insert_with(Linted::default);
        linted.findings.retain(|finding| {
            let here = own.contains(finding.span) || finding.related.iter().any(|related| own.contains(related.span));
            if here && piece.allowed.iter().any(|rule| rule == finding.rule) {
                linted.suppressed += 1;
                return false;
            }
            here && !all.findings.iter().any(|known| known.rule == finding.rule && known.span == finding.span)
        });
        add(all, linted);
    }
    Ok(all.map(in_order))
}

/// Whether a name that a fence uses is bound by later fences alone, while the fence itself binds one that differs by a letter.
fn is_slip(so_far: &[Piece<'_>], piece: &Piece<'_>, name: &str) -> bool {
    let near = |own: &String| own != name && strsim::damerau_levenshtein(own, name) == 1;
    piece.undefined.contains(name)
        && name.len() > 4
        && !so_far.iter().any(|earlier| earlier.bound.contains(name))
        && piece.bound.iter().any(near)
}

/// What the fence's first line tells (`auth=user-identity`) counts before what was told of the whole.
fn told_by(fence: &Fence, told: &Told) -> Told {
    let own = |key: &str| fence.told.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
    Told { client: own("client").or_else(|| told.client.clone()), auth: own("auth").or_else(|| told.auth.clone()) }
}

/// The fences that bind what this one uses, and what those use, in their order.
fn builds_on(pieces: &[Piece<'_>], index: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![index];
    while let Some(at) = waiting.pop() {
        for name in &pieces[at].undefined {
            let binds =
                |other: &usize| pieces[*other].language == pieces[at].language && pieces[*other].bound.contains(name);
            // The nearest one before it: the same name stands for one way after another.
            if let Some(other) = (0..at).rev().find(binds)
                && found.len() < MOST
                && found.insert(other)
            {
                waiting.push(other);
            }
        }
    }
    found
}

/// Pieces one after another.
fn join<'p, 'l: 'p>(linter: &Linter, pieces: impl Iterator<Item = &'p Piece<'l>>) -> Mapped {
    let pieces: Vec<_> = pieces.collect();
    let [only] = pieces.as_slice() else {
        let mut joined = Mapped::default();
        for piece in pieces {
            let (before, after) = linter.joints(piece.language, &piece.code.text);
            let place = |at: usize| piece.code.span(Span::new(at, at));
            joined.push(before, place(0));
            joined.append(&piece.code);
            joined.push(after, place(piece.code.text.len()));
        }
        return joined;
    };
    only.code.clone()
}

/// The code without the blanks that stand before all of its lines.
fn dedented(code: &Mapped) -> Mapped {
    let lines = code.text.lines().filter(|line| !line.trim().is_empty());
    let indent = lines.map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0);
    if indent == 0 {
        return code.clone();
    }
    code.with_lines(|_, line| {
        line.is_char_boundary(indent).then(|| (Span::new(0, indent.min(line.len())), String::new()))
    })
}
