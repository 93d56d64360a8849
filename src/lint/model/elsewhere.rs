//! Connections of which the file makes the settings only: something elsewhere opens them.

use std::collections::BTreeSet;

use crate::catalog::{GrammarForm, Lives};
use crate::lint::evaluate::Called;
use crate::lint::evaluate::state::{Args, Given, Kind, Object};
use crate::lint::form::Span;
use crate::lint::rules::literal_pieces;
use crate::lint::settings;
use crate::lint::value::{Alt, Atom, ObjectId, Part, Value};

use super::collect::Collected;
use super::find::Looked;
use super::{Connection, Model, Tls};

impl Model<'_> {
    /// Adds the connections of URLs, dictionaries and builders that go to nothing that the file itself opens.
    pub(super) fn connect_elsewhere(&mut self) {
        self.connect_by_text();
        self.connect_by_options();
        self.connect_by_builders();
        self.connect_by_names();
    }

    /// Builders of connection strings: what they were given is known, and what comes beside it is not.
    fn connect_by_builders(&mut self) {
        let facts = self.run.facts;
        let builds = |called: &&Called| facts.open(&called.name).is_none() && facts.build(&called.name).is_some();
        let calls: Vec<Called> = self.run.trace.calls.iter().filter(builds).cloned().collect();
        for called in &calls {
            let Some((id, _)) = called.object else { continue };
            let Some((driver_fact, build)) = self.run.facts.build(&called.name) else { continue };
            if self.is_used(id) || self.connections.iter().any(|connection| connection.span == called.span) {
                continue;
            }
            let drivers = &self.run.facts.language.drivers;
            let Some((driver, _)) = drivers.iter().find(|(_, fact)| std::ptr::eq(*fact, driver_fact)) else { continue };
            let mut collected = Collected::default();
            let alt = Alt::new(Atom::Object(id), called.span);
            self.text(&alt, called.span, vec![build.gives.clone()], &mut collected, 3);
            // Without a host that may be this service's it is a piece of something else, or an example.
            let ours = |alt: &Alt| alt.env().is_some() || self.shared.is_azure_host(&literal_pieces(alt));
            let known = |setting: &super::Setting| setting.meaning == "host" && setting.value.every(ours);
            if !collected.settings.iter().any(known) {
                continue;
            }
            let mut connection = Connection {
                driver: driver.clone(),
                call: called.name.to_string(),
                span: called.span,
                name_span: called.name_span,
                lives: Lives::Connection,
                brief: false,
                settings: collected.settings,
                texts: collected.texts,
                bases: collected.bases,
                open: true,
                hooks: Vec::new(),
                tls: Tls::default(),
                // Whoever opens it may take them out again.
                strangers: Vec::new(),
                conflicts: Vec::new(),
                activation: called.activation,
                for_pool: false,
                args: Args::default(),
            };
            let object = self.run.state.object(id).cloned();
            let looked = Looked { args: &called.args, object: object.as_ref(), is_options: false };
            connection.tls = self.tls(&connection, driver_fact, looked, &[], None);
            self.connections.push(connection);
        }
    }

    /// Whether an object, or what was made of it, reaches something that opens a connection.
    fn is_used(&self, id: ObjectId) -> bool {
        let within = |value: &Value| value.leaves().any(|alt| alt.atom == Atom::Object(id));
        let made_of = |object: &crate::lint::evaluate::state::Object| {
            object.from == Some(id) || object.args.all().any(|given| within(&given.value))
        };
        self.connections.iter().any(|connection| {
            connection.args.all().any(|given| within(&given.value))
                || connection.texts.iter().any(|text| within(&Value(vec![text.alt.clone()])))
        }) || self.run.state.objects().any(|(other, object)| {
            // A builder that was made of this one, or a data source.
            let takes = matches!(&object.kind, Kind::Api(name) if self.run.facts.opens_within(name) || self.run.facts.build(name).is_some());
            other != id && takes && made_of(object)
        })
    }

    /// Dictionaries of options that the file makes for others: the catalog names the keys that show whose they are.
    fn connect_by_options(&mut self) {
        let mut made = Vec::new();
        for (id, object) in self.run.state.objects().filter(|(_, object)| object.kind == Kind::Dict) {
            let names = object.fields.iter().filter_map(|(key, _)| self.run.facts.opened_by_key(key));
            let mut names: Vec<(bool, String)> = names
                .filter_map(|name| {
                    let (.., fact) = self.run.facts.open(&name)?;
                    Some((fact.only_if.is_none(), name))
                })
                .collect();
            // What says which database it is for comes first.
            names.sort();
            if !names.is_empty() {
                made.push((names, id, object.clone()));
            }
        }
        made.sort_by_key(|(names, ..)| names.iter().all(|(anyones, _)| *anyones));
        for (names, id, object) in made {
            let inside = |span: Span| object.span.contains(span);
            let used = self.connections.iter().any(|connection| {
                connection.settings.iter().any(|setting| inside(setting.span))
                    || connection.args.all().any(|given| given.value.some(|alt| inside(alt.span)))
            });
            if !used && let Some(connection) = self.connection_of_options(&names, id, &object) {
                self.connections.push(connection);
            }
        }
    }

    /// The connection that a dictionary of options is for, by the keys that may show whose it is.
    fn connection_of_options(&mut self, names: &[(bool, String)], id: ObjectId, object: &Object) -> Option<Connection> {
        let span = object.span;
        let mut refused = false;
        for (anyones, name) in names {
            // It says itself that it is for another database.
            if *anyones && refused {
                return None;
            }
            let called = Called {
                name: name.as_str().into(),
                span,
                name_span: Span::new(span.start, (span.start + 1).min(span.end)),
                args: Args::default(),
                object: Some((id, object.clone())),
                activation: 0,
            };
            let connection = self.connection(&called, &BTreeSet::new());
            let Some(mut connection) = connection else {
                refused = true;
                continue;
            };
            // Of one host or one string at least something is known; or what it is for, and its TLS.
            let server = connection.given("host").next().is_some() && connection.given("user").next().is_some();
            if server || !connection.texts.is_empty() {
                return Some(connection);
            }
            if !anyones && !connection.tls.given.is_empty() {
                connection.open = true;
                return Some(connection);
            }
        }
        None
    }

    /// URLs with a password that the file makes for others: the catalog names what takes them by their scheme. Pairs have none;
    /// they are a connection string where they name one of the service's servers.
    fn connect_by_text(&mut self) {
        let texts = std::mem::take(&mut self.run.trace.kept);
        let fields = self.texts_in_fields();
        for (alt, by_function) in texts.iter().chain(&fields) {
            let alt = &without_name(alt, self.run.source);
            let Atom::Text(parts) = &alt.atom else { continue };
            let Some(Part::Literal(first, _)) = parts.first() else { continue };
            let scheme = settings::scheme_of(first).map(str::to_owned);
            let pairs = scheme.is_none();
            let Some(scheme) = scheme.or_else(|| Some(self.pairs_of(alt, parts)?.to_owned())) else { continue };
            let used = self.connections.iter().flat_map(|connection| &connection.texts).any(|text| {
                let pieces = match &text.alt.atom {
                    Atom::Text(parts) => &**parts,
                    _ => &[],
                };
                text.alt.span == alt.span || text.alt.span.contains(alt.span) || pieces.contains(&parts[0])
            });
            if used || self.run.facts.open(&scheme).is_none() {
                continue;
            }
            let given = Given { value: Value(vec![alt.clone()]), span: alt.span };
            let called = Called {
                name: scheme.into(),
                span: alt.span,
                name_span: alt.span,
                // What a function gives may be used for one connection, beside settings of which nothing is known.
                args: Args { positional: vec![given], open: *by_function, ..Args::default() },
                object: None,
                activation: 0,
            };
            let Some(mut connection) = self.connection(&called, &BTreeSet::new()) else { continue };
            if *by_function {
                connection.lives = Lives::Connection;
            }
            let names =
                |setting: &super::Setting| setting.value.some(|alt| self.shared.is_azure_host(&literal_pieces(alt)));
            if pairs && !connection.given("host").any(names) {
                continue;
            }
            if connection.given("password").next().is_some() {
                self.connections.push(connection);
            }
        }
        self.run.trace.kept = texts;
    }

    /// What takes the pairs of a text that names one of the service's servers, by the catalog's name for it.
    fn pairs_of(&self, alt: &Alt, parts: &[Part]) -> Option<&'static str> {
        if !self.shared.is_azure_host(&literal_pieces(alt)) {
            return None;
        }
        match settings::form_of(parts)? {
            GrammarForm::Semicolons => Some("pairs;"),
            GrammarForm::Libpq => Some("pairs "),
            GrammarForm::Url => None,
        }
    }

    /// Texts that stand in dictionaries and in objects of the file's own classes.
    fn texts_in_fields(&self) -> Vec<(Alt, bool)> {
        let own = self.run.state.objects().filter(|(_, object)| matches!(object.kind, Kind::Dict | Kind::Local(..)));
        let values = own.flat_map(|(_, object)| object.fields.iter().flat_map(|(_, field)| &field.value.0));
        let counts = |text: Option<String>| text.is_none_or(|text| self.shared.is_azure_host(&text));
        let texts = values.filter(|alt| matches!(alt.atom, Atom::Text(_)) && counts(alt.literal()));
        texts.map(|alt| (alt.clone(), true)).collect()
    }
}

/// The URL alone, where a variable's name stands before it: `DATABASE_URL=postgresql://...`.
fn without_name(alt: &Alt, source: &str) -> Alt {
    let whole = || alt.clone();
    let Atom::Text(parts) = &alt.atom else { return whole() };
    let Some(Part::Literal(first, span)) = parts.first() else { return whole() };
    let Some((name, rest)) = first.split_once('=') else { return whole() };
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    let url = rest.trim_start_matches(['"', '\'']);
    if !is_name || settings::scheme_of(url).is_none() {
        return whole();
    }
    let exact = span.text(source) == &**first;
    let place = if exact { Span::new(span.end - url.len(), span.end) } else { *span };
    let parts = std::iter::once(Part::Literal(url.into(), place)).chain(parts[1..].iter().cloned());
    Alt { atom: Atom::Text(parts.collect()), span: alt.span }
}
