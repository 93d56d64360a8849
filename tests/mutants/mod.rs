//! Mistakes made of correct samples. What differs by SDK and driver (scopes, variables, options that are ignored or refused,
//! values of TLS settings, keywords) comes from the catalog; how it is written, from the language.

pub mod by_hand;
mod common;
mod csharp;
mod go;
mod java;
mod javascript;
mod php;
mod python;
mod ruby;
mod rust;
mod rust_by_hand;

use azconn::catalog::{Catalog, Cloud, Language};
use azconn::generate::Sample;

/// A sample with one mistake.
pub struct Mutant {
    /// The rule that it breaks.
    pub rule: &'static str,
    /// The text.
    pub text: String,
    /// The line where the mistake stands, from 1.
    pub line: usize,
    /// Whether the rule speaks of it with `--pedantic` only.
    pub pedantic: bool,
}

/// A correct sample, or one file of it.
pub struct Seed<'s> {
    pub text: &'s str,
    pub sample: &'s Sample,
    pub language: &'s Language,
    pub clouds: &'s [Cloud],
    pub cloud: &'s Cloud,
}

impl Seed<'_> {
    pub fn has(&self, text: &str) -> bool {
        self.text.contains(text)
    }

    pub fn is_pool(&self) -> bool {
        self.sample.style == Some(azconn::catalog::Style::Pool)
    }

    pub fn name_of(&self, key: &str) -> Option<&str> {
        self.sample.environment.iter().find(|row| row.key == key).map(|row| row.name.as_str())
    }

    /// One mutant for each place where `from` stands, reported at that place.
    pub fn each(&self, rule: &'static str, from: &str, to: &str) -> Vec<Mutant> {
        if from == to {
            return Vec::new();
        }
        self.text
            .match_indices(from)
            .map(|(at, _)| {
                let text = format!("{}{to}{}", &self.text[..at], &self.text[at + from.len()..]);
                Mutant { rule, line: line(self.text, at), text, pedantic: false }
            })
            .collect()
    }

    /// Every place changed at once, reported at the first of `at` in the new text.
    pub fn all(&self, rule: &'static str, changes: &[(&str, &str)], at: &str) -> Option<Mutant> {
        let mut text = self.text.to_owned();
        for (from, to) in changes {
            if !text.contains(from) {
                return None;
            }
            text = text.replace(from, to);
        }
        let line = line(&text, text.find(at)?);
        Some(Mutant { rule, text, line, pedantic: false })
    }
}

impl Mutant {
    pub fn pedantic(mut self) -> Self {
        self.pedantic = true;
        self
    }
}

pub fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Every mistake that can be made of a seed.
pub fn mutants(seed: &Seed<'_>, language: &str) -> Vec<Mutant> {
    let mut all = common::mutants(seed);
    match language {
        "python" => all.extend(python::mutants(seed)),
        "javascript" => all.extend(javascript::mutants(seed)),
        "csharp" => all.extend(csharp::mutants(seed)),
        "go" => all.extend(go::mutants(seed)),
        "java" => all.extend(java::mutants(seed)),
        "php" => all.extend(php::mutants(seed)),
        "ruby" => all.extend(ruby::mutants(seed)),
        "rust" => all.extend(rust::mutants(seed)),
        _ => {}
    }
    all.retain(|mutant| mutant.text != seed.text);
    all
}

/// The clouds of the catalog and the one of a sample.
pub fn clouds(catalog: &Catalog) -> &[Cloud] {
    &catalog.service().expect("sound").clouds
}
