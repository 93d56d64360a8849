//! Connection strings on their way to a connection: taken apart, and what form a string has that nothing was taken out of.

use crate::catalog::{BuildFact, Grammar, GrammarForm, ValueFormat};
use crate::lint::evaluate::state::{Given, Kind};
use crate::lint::form::Span;
use crate::lint::settings::{self, Settings};
use crate::lint::value::{Alt, Atom, Part};

use super::collect::{Collected, Taker, refused};
use super::find::Looked;
use super::{Model, Place, Setting, Stranger, Text};

impl Model<'_> {
    /// One alternative of what stands where a connection string belongs.
    pub(super) fn text(&mut self, alt: &Alt, span: Span, grammars: Vec<String>, into: &mut Collected, deep: usize) {
        match &alt.atom {
            Atom::Null | Atom::Absent | Atom::Function(..) | Atom::Method(..) | Atom::Class(..) => {}
            Atom::Object(id) => {
                let Some(object) = self.run.state.object(*id).cloned() else { return };
                let Kind::Api(name) = &object.kind else {
                    into.open |= !matches!(object.kind, Kind::Dict);
                    return;
                };
                if self.run.facts.opens_within(name) && self.run.facts.build(name).is_none() {
                    into.delegated = true;
                    return;
                }
                let Some((_, build)) = self.run.facts.build(name).filter(|_| deep > 0) else {
                    into.open = true;
                    return;
                };
                let mut inner = Collected::default();
                let at = Looked { args: &object.args, object: Some(&object), is_options: false };
                self.collect(&Taker::from(build), at, &mut inner, deep - 1);
                // `url.set(password=...)`: a method that gives another of the same kind.
                for call in &object.calls {
                    let Some(build) = self.run.facts.build_method(&call.name) else { continue };
                    let at = Looked { args: &call.args, object: None, is_options: false };
                    self.collect(&Taker::from(build), at, &mut inner, deep - 1);
                }
                self.query_entries(&build.gives, &mut inner);
                into.open |= inner.open || object.args.open;
                into.settings.extend(inner.settings);
                into.bases.extend(inner.bases);
                into.strangers.extend(inner.strangers);
                into.texts.extend(inner.texts);
                let parsed = Some((
                    build.gives.clone(),
                    Settings { scheme: self.scheme_given(build, at), ..Settings::default() },
                ));
                into.texts.push(Text { alt: alt.clone(), span, grammars, parsed, built: true });
            }
            Atom::Text(parts) => {
                let parsed = self.taken_apart(parts, &grammars);
                if let Some((grammar, settings)) = &parsed {
                    self.take_pairs(grammar, settings, into);
                } else {
                    into.open = true;
                }
                into.texts.push(Text { alt: alt.clone(), span, grammars, parsed, built: false });
            }
            Atom::Env(_) => {
                into.bases.push(alt.clone());
                into.texts.push(Text { alt: alt.clone(), span, grammars, parsed: None, built: false });
            }
            _ => {
                into.open = true;
                into.texts.push(Text { alt: alt.clone(), span, grammars, parsed: None, built: false });
            }
        }
    }

    /// A dictionary given as a URL's query holds settings of its own.
    fn query_entries(&self, grammar: &str, into: &mut Collected) {
        let Some(grammar) = self.shared.grammar(grammar) else { return };
        let queries: Vec<Setting> =
            into.settings.iter().filter(|setting| setting.meaning == "query").cloned().collect();
        for alt in queries.iter().flat_map(|setting| &setting.value.0) {
            for (key, value, span) in self.fields_in(alt).into_iter().flatten() {
                let Some(meaning) = settings::meaning(grammar, &key).map(str::to_owned) else { continue };
                into.settings.push(Setting {
                    meaning,
                    key,
                    key_span: span,
                    value,
                    span,
                    place: Place::Text,
                    quoted: true,
                    wants: None,
                    calls_functions: false,
                });
            }
        }
        for id in queries.iter().flat_map(|setting| &setting.value.0).filter_map(|alt| match alt.atom {
            Atom::Object(id) => Some(id),
            _ => None,
        }) {
            let Some(object) = self.run.state.object(id) else { continue };
            for (key, field) in &object.fields {
                let Some(meaning) = settings::meaning(grammar, key) else { continue };
                into.settings.push(Setting {
                    meaning: meaning.to_owned(),
                    key: key.clone(),
                    key_span: field.key_span,
                    value: field.value.clone(),
                    span: field.span,
                    place: Place::Option,
                    quoted: false,
                    wants: None,
                    calls_functions: false,
                });
            }
        }
    }

    pub(super) fn scheme_given(&self, build: &BuildFact, at: Looked<'_>) -> Option<(String, Span)> {
        let slots = build.parts.get("scheme").or(build.parts.get("driver"))?;
        let found = self.run.find(slots, at);
        let first = found.first()?;
        Some((first.value.literal()? + "://", first.span))
    }

    fn take_pairs(&mut self, grammar: &str, parsed: &Settings, into: &mut Collected) {
        let Some(grammar) = self.shared.grammar(grammar) else { return };
        into.open |= parsed.open;
        into.bases.extend(parsed.bases.iter().cloned());
        for pair in &parsed.pairs {
            // What is put in from elsewhere does not stand beside its keyword.
            let beside = pair.value_span.start >= pair.key_span.end && pair.value_span.start - pair.key_span.end <= 4;
            let span = if beside { pair.key_span.join(pair.value_span) } else { pair.key_span };
            // A URL's own parts have no keyword: `dbname` stands for the path.
            let meaning = match pair.key.as_str() {
                "dbname" if grammar.form == GrammarForm::Url && !pair.query => Some("database"),
                key if grammar.form == GrammarForm::Url && !pair.query => Some(key),
                key => settings::meaning(grammar, key),
            };
            match meaning {
                Some(meaning) => into.settings.push(Setting {
                    meaning: meaning.to_owned(),
                    key: pair.key.clone(),
                    key_span: pair.key_span,
                    value: pair.value.clone(),
                    span,
                    place: Place::Text,
                    quoted: pair.quoted,
                    wants: None,
                    calls_functions: false,
                }),
                None if grammar.passes_unknown && !refused(grammar, &pair.key) => {}
                None => {
                    let given = Given { value: pair.value.clone(), span };
                    into.others.push((pair.key.clone(), pair.key_span, given));
                    let known = grammar.keywords.keys().cloned().collect();
                    let removed = grammar.removed.get(&pair.key).cloned();
                    into.strangers.push(Stranger {
                        key: pair.key.clone(),
                        span: pair.key_span,
                        known,
                        place: Place::Text,
                        removed,
                        dropped: grammar.drops_unknown,
                    });
                }
            }
        }
    }

    /// A text by that grammar of those allowed that fits how it is written; by another when none does.
    fn taken_apart(&self, parts: &[Part], grammars: &[String]) -> Option<(String, Settings)> {
        let allowed: Vec<&Grammar> = grammars.iter().filter_map(|id| self.shared.grammar(id)).collect();
        let form = match parts.first() {
            Some(Part::Hole(hole, _)) => self.form_of_alt(hole).or_else(|| settings::form_of(parts)),
            _ => settings::form_of(parts),
        };
        let scheme = match parts.first() {
            Some(Part::Literal(text, _)) => settings::scheme_of(text),
            _ => None,
        };
        let fits = |grammar: &&&Grammar| {
            let scheme_fits = scheme.is_none_or(|scheme| {
                grammar.prefixes.is_empty()
                    || grammar
                        .prefixes
                        .iter()
                        .any(|known| scheme.starts_with(known.as_str()) || known.starts_with(scheme))
            });
            form.is_none_or(|form| grammar.form == form) && scheme_fits
        };
        let by_prefix = allowed
            .iter()
            .find(|grammar| grammar.form == GrammarForm::Libpq && settings::prefix_of(parts, grammar).is_some());
        let grammar = by_prefix
            .or_else(|| allowed.iter().find(fits))
            .or_else(|| allowed.iter().find(|grammar| form == Some(grammar.form)))?;
        let ends = |alt: &Alt, separator: char| self.ends_with(alt, separator);
        Some((grammar.id.clone(), settings::parse(parts, grammar, self.run.source, &ends)))
    }

    /// How a value from the environment is written, if it is one of Service Connector's connection strings and the code does
    /// not look for itself how it is written.
    pub fn form_of_alt(&self, alt: &Alt) -> Option<GrammarForm> {
        self.form_as_set(alt).filter(|_| alt.env().is_some_and(|read| !self.run.trace.formed.contains(&read.name)))
    }

    /// How Service Connector writes what it sets as the value.
    pub fn form_as_set(&self, alt: &Alt) -> Option<GrammarForm> {
        match self.format_of(alt)? {
            ValueFormat::Libpq => Some(GrammarForm::Libpq),
            ValueFormat::Npgsql => Some(GrammarForm::Semicolons),
            ValueFormat::Jdbc => Some(GrammarForm::Url),
            ValueFormat::Plain => None,
        }
    }

    /// The format of the connection string that an environment variable holds.
    pub fn format_of(&self, alt: &Alt) -> Option<ValueFormat> {
        let read = alt.env()?;
        self.shared.variable(&read.name).iter().find(|(.., variable)| variable.format != ValueFormat::Plain)?;
        // Where no client of the language has such a string, it is that of another one: most write it for libpq.
        self.run.facts.own_format(self.shared).or_else(|| {
            let all = self.shared.variable(&read.name);
            let formats = all.iter().map(|(.., variable)| variable.format);
            let mut formats = formats.filter(|format| *format != ValueFormat::Plain);
            let first = formats.clone().next();
            formats.find(|format| *format == ValueFormat::Libpq).or(first)
        })
    }

    /// The value that Service Connector gives an environment variable, with `{host}` and the like in it.
    pub fn value_template(&self, alt: &Alt) -> Option<&str> {
        let read = alt.env()?;
        let of_language = |client: &str| self.run.facts.is_client(client, self.shared);
        let all = self.shared.variable(&read.name);
        let own = all.iter().find(|(client, ..)| of_language(client));
        let plain = || all.iter().find(|(.., variable)| variable.format == ValueFormat::Plain);
        own.or_else(plain).map(|(.., variable)| variable.value.as_str())
    }

    /// Whether what is put in ends in the separator; for a URL, whether it has a query already.
    fn ends_with(&self, alt: &Alt, separator: char) -> Option<bool> {
        let template = self.value_template(alt)?;
        Some(if separator == '?' { template.contains('?') } else { template.ends_with(separator) })
    }
}
