//! A second sieve behind the marks: whether a text that has one can hold anything to find.
//!
//! Rules find nothing without one of these, and each shows in the text: a name of the catalog (what opens a connection, makes
//! a credential, asks for a token, reads the environment, is removed), of which every part has to stand somewhere; a word of
//! the service's; a name that the catalog knows and nothing imports; a text with a connection's name that is split.
//! Everything comes from the facts. `Linter::lint_piece` asserts in tests that nothing is ever found in a text that this
//! would have kept back, so a rule that rests on something new shows there, and its word belongs here.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use aho_corasick::AhoCorasick;

use super::facts::{Facts, Shared};

/// Names under which a token stands in the answer to a request, whoever gives it.
const TOKENS: &[&str] = &["access_token", "accessToken"];

/// Parts of the names that connection strings have, for rules that know them by nothing else.
const STRINGS: &[&str] = &["conn", "dsn"];

/// What a text must have in it for anything to be found.
#[derive(Debug)]
pub struct Sieve {
    words: AhoCorasick,
    /// Words that have to be there together, whatever their capitals.
    together: Vec<Vec<usize>>,
    /// Names that are reported where nothing imports them.
    imported: HashSet<String>,
}

impl Sieve {
    /// The sieve of a language whose qualified names are made of what the text says alone.
    pub fn new(facts: &Facts, shared: &Shared) -> Option<Self> {
        let language = &facts.language;
        if !language.same_as.is_empty() {
            return None;
        }
        let mut sets: BTreeSet<BTreeSet<String>> = BTreeSet::new();
        let mut together = |words: &[&str]| sets.insert(words.iter().map(|word| word.to_ascii_lowercase()).collect());
        for name in facts.names() {
            together(&parts(name));
        }
        // Asked of something of which nothing is known, the method's name is enough.
        for fact in &language.tokens {
            together(&parts(&fact.call).last().copied().into_iter().collect::<Vec<_>>());
        }
        for word in TOKENS {
            together(&[word]);
        }
        for word in STRINGS {
            together(&["split", word]);
        }
        for endpoint in &shared.service.token_endpoints {
            together(&endpoint.url.iter().map(String::as_str).collect::<Vec<_>>());
        }
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut number = |word: String| {
            let next = numbers.len();
            *numbers.entry(word).or_insert(next)
        };
        let together = sets.into_iter().map(|words| words.into_iter().map(&mut number).collect()).collect();
        let mut words = vec![String::new(); numbers.len()];
        for (word, number) in numbers {
            words[number] = word;
        }
        let words = AhoCorasick::builder().ascii_case_insensitive(true).build(&words).ok()?;
        Some(Self { words, together, imported: facts.importable().map(str::to_owned).collect() })
    }

    /// Whether anything can be found in a text that is not about the service by its words; `bound` are names that it imports
    /// in any case.
    pub fn lets_through(&self, source: &str, bound: &BTreeSet<&str>) -> bool {
        let mut there = vec![false; self.words.patterns_len()];
        for found in self.words.find_overlapping_iter(source) {
            there[found.pattern().as_usize()] = true;
        }
        self.together.iter().any(|words| words.iter().all(|word| there[*word]))
            || names(source).any(|name| self.imported.contains(name) && !bound.contains(name))
    }
}

/// The parts of a qualified name, each of which stands in a text that uses it.
fn parts(name: &str) -> Vec<&str> {
    if name.ends_with("://") {
        return vec![name];
    }
    name.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).filter(|part| !part.is_empty()).collect()
}

/// The words of a text that are no members.
fn names(source: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let words = source.split(move |c: char| !is_part(c)).filter(|word| !word.is_empty());
    words.filter(|word| {
        let start = word.as_ptr() as usize - source.as_ptr() as usize;
        !source[..start].ends_with('.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::lint::{Linter, Told};

    #[test]
    fn what_connects_is_let_through() {
        let linter = Linter::new(&Catalog::builtin()).expect("sound");
        let can_find = |source: &str| linter.can_find(source, "python", &Told::default());
        let model = "from django.db import models\n\nclass A(models.Model):\n    name = models.TextField()\n";
        assert!(!can_find(model));
        for more in [
            "DATABASES = {}",
            "json.dumps(1)",
            "import psycopg\npsycopg.connect()",
            "# Azure",
            "import os\nos.getenv('X')",
        ] {
            assert!(can_find(&format!("{model}{more}\n")), "{more}");
        }
        assert!(!can_find(&format!("import json\n{model}json.dumps(1)\n")));
    }

    #[test]
    fn members_are_no_names() {
        let found: Vec<&str> = names("import time\nx.json(os.environ, \"re\")").collect();
        assert_eq!(found, ["import", "time", "x", "os", "re"]);
    }

    #[test]
    fn every_part_of_a_name_has_to_be_there() {
        assert_eq!(parts("sqlalchemy.engine.URL.create"), ["sqlalchemy", "engine", "URL", "create"]);
        assert_eq!(parts("os.environ[]"), ["os", "environ"]);
        assert_eq!(parts("{ENGINE}[]"), ["ENGINE"]);
        assert_eq!(parts("postgresql+asyncpg://"), ["postgresql+asyncpg://"]);
    }
}
