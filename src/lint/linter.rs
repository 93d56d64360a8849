//! One text to findings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::catalog::{Catalog, CatalogError};

use super::document::{Around, Cell};
use super::evaluate::Evaluator;
use super::facts::{Facts, Shared};
use super::finding::Finding;
use super::form::{ExprKind, Span, Unit};
use super::front::{FrontEnd, front_end};
use super::model::{Model, Sight, sight};
use super::page::{self, Page};
use super::rules::{Context, RULES};
use super::sieve::Sieve;
use super::{secret, suppress};

/// What the user told of the code.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The client.
    pub client: Option<String>,
    /// The auth type.
    pub auth: Option<String>,
}

/// A language that can be linted.
struct Reader {
    facts: Facts,
    front: &'static dyn FrontEnd,
    marks: AhoCorasick,
    /// Made when the first text has a mark.
    sieve: OnceLock<Option<Sieve>>,
}

/// Everything that linting needs, read once.
pub struct Linter {
    shared: Shared,
    readers: BTreeMap<String, Reader>,
    pages: BTreeMap<String, Page>,
    relevant: AhoCorasick,
    hints: Regex,
}

/// What came of one text.
#[derive(Debug, Clone, Default)]
pub struct Linted {
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// Secrets in the text, which are not to be shown.
    pub secrets: Vec<Span>,
    /// What suppressed a finding, and how many there were.
    pub suppressed: usize,
    /// The cells, where the text is a notebook.
    pub cells: Vec<Cell>,
}

impl Linter {
    /// Reads the catalog: the service, the languages that have a front end, the rules' pages.
    ///
    /// # Errors
    /// What is wrong with one of the files.
    pub fn new(catalog: &Catalog) -> Result<Self, CatalogError> {
        // The files are many and small: side by side they take half the time, and a run on few files hardly any other.
        let ids: Vec<String> = catalog.language_ids()?.into_iter().filter(|id| front_end(id).is_some()).collect();
        let (shared, facts, pages) = std::thread::scope(|scope| {
            let load = |id: &String| {
                let id = id.clone();
                scope.spawn(move || Facts::load(catalog, &id))
            };
            let facts: Vec<_> = ids.iter().map(load).collect();
            let shared = Shared::load(catalog);
            let pages: Result<Vec<Page>, _> = RULES.iter().map(|rule| page::load(catalog, rule.id)).collect();
            let facts: Vec<_> = facts.into_iter().map(|facts| facts.join()).collect();
            (shared, facts, pages)
        });
        let shared = shared?;
        let mut readers = BTreeMap::new();
        let mut relevant = shared.service.marks.clone();
        for cloud in &shared.service.clouds {
            relevant.push(cloud.host_suffix.trim_start_matches('.').to_owned());
            relevant.push(cloud.resource.trim_start_matches("https://").to_owned());
        }
        relevant.extend(shared.service.own_prefixes.iter().cloned());
        for (id, facts) in ids.into_iter().zip(facts) {
            let Some(front) = front_end(&id) else { continue };
            let facts = facts.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            let marks = automaton(facts.language.marks.iter().map(String::as_str), &id)?;
            for fact in &facts.language.credentials {
                // The module of the SDK: `azure.identity` of `azure.identity.X`.
                if let Some((module, _)) = fact.new.rsplit_once('.') {
                    relevant.push(module.to_owned());
                }
            }
            for request in facts.language.tokens.iter().filter_map(|fact| fact.request.as_deref()) {
                if let Some((module, _)) = request.rsplit_once('.') {
                    relevant.push(module.to_owned());
                }
            }
            readers.insert(id, Reader { facts, front, marks, sieve: OnceLock::new() });
        }
        relevant.sort();
        relevant.dedup();
        let relevant = automaton(relevant.iter().map(String::as_str), "service")?;
        let hints: Vec<String> = shared.service.hints.iter().map(|hint| regex::escape(hint)).collect();
        let hints = Regex::new(&format!("(?i-u:{})", hints.join("|"))).map_err(|error| unusable("service", &error))?;
        let pages = pages?.into_iter().map(|page| (page.id.clone(), page)).collect();
        Ok(Self { shared, readers, pages, relevant, hints })
    }

    /// The language of a file by its name: its ending, or the whole of it.
    pub fn language_of(&self, path: &std::path::Path) -> Option<&str> {
        let name = path.file_name()?.to_str()?;
        let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
        let fits = |reader: &Reader| {
            let language = &reader.facts.language;
            extension.as_ref().is_some_and(|extension| language.extensions.contains(extension))
                || language.files.iter().any(|pattern| is_like(name, pattern))
        };
        self.readers.iter().find(|(_, reader)| fits(reader)).map(|(id, _)| id.as_str())
    }

    /// The language of a Markdown fence by its word.
    pub fn language_of_fence(&self, word: &str) -> Option<&str> {
        let word = word.to_ascii_lowercase();
        self.readers
            .iter()
            .find(|(id, reader)| **id == word || reader.facts.language.fences.contains(&word))
            .map(|(id, _)| id.as_str())
    }

    /// Ids of the languages that can be linted, with their names.
    pub fn languages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.readers.iter().map(|(id, reader)| (id.as_str(), reader.facts.language.title.as_str()))
    }

    /// The page of a rule.
    pub fn page(&self, rule: &str) -> Option<&Page> {
        self.pages.get(rule)
    }

    /// All pages, in the order of the rules.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        RULES.iter().filter_map(|rule| self.pages.get(rule.id))
    }

    /// Whether a text is worth parsing: it has one of its language's marks, and for some languages one of the service's.
    pub fn is_worth_it(&self, source: &str, language: &str, told: &Told) -> bool {
        let Some(reader) = self.readers.get(language) else { return false };
        let named = || !reader.facts.language.names_service || self.is_relevant(source, told);
        reader.marks.is_match(source) && named()
    }

    /// Whether anything can be found in a text that is worth parsing.
    pub(super) fn can_find(&self, source: &str, language: &str, told: &Told) -> bool {
        let Some(reader) = self.readers.get(language) else { return false };
        let Some(bound) = reader.front.imports(source) else { return true };
        let sieve = reader.sieve.get_or_init(|| Sieve::new(&reader.facts, &self.shared));
        sieve.as_ref().is_none_or(|sieve| self.is_relevant(source, told) || sieve.lets_through(source, &bound))
    }

    /// Whether a text is about this service at all, or was told to be.
    pub(super) fn is_relevant(&self, source: &str, told: &Told) -> bool {
        self.relevant.is_match(source) || self.hints.is_match(source) || told.client.is_some() || told.auth.is_some()
    }

    /// What stands before and after a piece of code that is joined with others.
    pub(super) fn joints(&self, language: &str, piece: &str) -> (&'static str, &'static str) {
        self.readers.get(language).map_or(("", "\n"), |reader| reader.front.joints(piece))
    }

    /// The names that a piece of code binds, and those that it uses and does not.
    pub(super) fn names(&self, source: &str, language: &str) -> Result<(BTreeSet<String>, BTreeSet<String>), String> {
        self.with_model(source, (language, &Told::default()), &Around::default(), |model, unit, _| {
            let undefined = model.run.trace.undefined.iter().map(|(name, _)| name.to_string());
            (unit.bound.clone(), undefined.collect())
        })
    }

    /// The findings in a text of a language.
    ///
    /// # Errors
    /// Why it could not be read.
    pub fn lint(&self, source: &str, language: &str, told: &Told) -> Result<Linted, String> {
        self.lint_whole(source, (language, told), &Around::default(), true)
    }

    /// The findings in a piece of a file.
    ///
    /// # Errors
    /// Why it could not be read.
    pub fn lint_piece(&self, source: &str, language: &str, told: &Told, around: &Around) -> Result<Linted, String> {
        self.lint_whole(source, (language, told), around, false)
    }

    /// The findings in a text; `alone` says whether it is all of its file.
    fn lint_whole(
        &self,
        source: &str,
        (language, told): (&str, &Told),
        around: &Around,
        alone: bool,
    ) -> Result<Linted, String> {
        self.with_model(source, (language, told), around, |model, unit, this| {
            let context = Context { model, client: told.client.as_deref(), auth: told.auth.as_deref() };
            let mut findings = Vec::new();
            for rule in RULES {
                let mut own = Vec::new();
                (rule.check)(&context, &mut own);
                findings.extend(own);
            }
            for finding in &mut findings {
                if let Some(page) = this.pages.get(finding.rule) {
                    finding.severity = finding.severity.min(page.severity);
                }
            }
            debug_assert!(
                findings.is_empty() || this.can_find(source, language, told),
                "the sieve (src/lint/sieve.rs) would have kept back what a rule finds: {findings:?}"
            );
            // They are hidden where code is shown: with a finding, of this piece or of another one of the same document.
            let shown = !alone || !findings.is_empty();
            let secrets = if shown { secrets(model, unit, source, &findings) } else { Vec::new() };
            let (mut findings, suppressed) = suppress::suppress(findings, unit, source);
            findings.sort_by(|one, other| (one.span, one.rule).cmp(&(other.span, other.rule)));
            Linted { findings, secrets, suppressed, cells: Vec::new() }
        })
    }

    /// What lint sees of a text's connections: for tests, because who sees nothing finds nothing.
    ///
    /// # Errors
    /// Why it could not be read.
    pub fn sight(&self, source: &str, language: &str) -> Result<(Vec<Sight>, Vec<String>), String> {
        self.with_model(source, (language, &Told::default()), &Around::default(), |model, _, _| sight(model))
    }

    fn with_model<T>(
        &self,
        source: &str,
        (language, told): (&str, &Told),
        around: &Around,
        look: impl FnOnce(&Model<'_>, &Unit, &Self) -> T,
    ) -> Result<T, String> {
        let reader = self.readers.get(language).ok_or_else(|| format!("there is no front end for {language}"))?;
        let mut unit = reader.front.lower(source)?;
        unit.fragment = around.fragment;
        unit.names_from_elsewhere |= around.names_from_elsewhere;
        unit.bound_elsewhere.clone_from(&around.bound);
        unit.of_any_server = !self.is_relevant(source, told);
        let run = Evaluator::new(&unit, source, &reader.facts, &self.shared, reader.front);
        let model = Model::of(run, &self.shared);
        Ok(look(&model, &unit, self))
    }
}

/// Whether a name is what a pattern says, in which `*` stands for anything.
fn is_like(name: &str, pattern: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|start| name.strip_prefix(start)) else { return false };
    let mut last = None;
    for piece in pieces {
        last = Some(piece);
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    // What follows the last star ends the name.
    last.map_or(rest.is_empty(), |last| name.ends_with(last))
}

fn automaton<'w>(words: impl Iterator<Item = &'w str>, what: &str) -> Result<AhoCorasick, CatalogError> {
    AhoCorasick::new(words).map_err(|error| unusable(what, &error))
}

fn unusable(what: &str, error: &dyn std::fmt::Display) -> CatalogError {
    CatalogError::broken(vec![crate::catalog::Problem::of_file(what, error.to_string())])
}

/// Where secrets stand in a text: those that were reported, web tokens, and passwords in connection strings.
fn secrets(model: &Model<'_>, unit: &Unit, source: &str, findings: &[Finding]) -> Vec<Span> {
    let mut secrets: Vec<Span> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.rule == "hardcoded-secret") {
        secrets.push(finding.span);
    }
    for finding in findings.iter().filter(|finding| finding.rule == "value-as-name") {
        secrets.push(finding.span);
    }
    for connection in &model.connections {
        for setting in connection.given("password") {
            for alt in setting.value.0.iter() {
                if alt.literal().is_some_and(|text| !secret::is_placeholder(&text)) {
                    secrets.push(super::rules::place_of(alt));
                }
            }
        }
    }
    for (_, expr) in unit.exprs() {
        let ExprKind::Text(text) = &expr.kind else { continue };
        if secret::is_jwt(text) {
            secrets.push(expr.span);
        } else {
            secrets.extend(
                secret::passwords_in(expr.span.text(source))
                    .into_iter()
                    .map(|(from, to)| Span::new(expr.span.start + from, expr.span.start + to)),
            );
        }
    }
    secrets.retain(|span| span.start < span.end);
    secrets.sort();
    secrets.dedup();
    // One that lies within another is hidden with it.
    let all = secrets.clone();
    secrets.retain(|span| !all.iter().any(|other| other != span && other.contains(*span)));
    secrets
}
