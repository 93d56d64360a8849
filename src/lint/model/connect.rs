//! From calls that the catalog knows to connections.

use std::collections::BTreeSet;

use crate::catalog::{
    BuildFact, ConflictFact, Grammar, GrammarForm, HookFact, HookReturns, Lives, OnlyIf, OpenFact, Slot, ValueFormat,
    WeakenedFact,
};
use crate::lint::evaluate::Called;
use crate::lint::evaluate::state::{Args, Given, Kind, Object};
use crate::lint::form::Span;
use crate::lint::settings::{self, Settings};
use crate::lint::value::{Alt, Atom, ObjectId, Part, Value};

use super::find::{Found, Looked};
use super::{Connection, Hook, Model, Place, Setting, Stranger, Text, Tls};

/// What collects the settings of one connection, through builders and option objects.
#[derive(Default)]
struct Collected {
    settings: Vec<Setting>,
    texts: Vec<Text>,
    bases: Vec<Alt>,
    open: bool,
    strangers: Vec<Stranger>,
    /// It gets what another call has set up: that one is looked at by itself.
    delegated: bool,
}

/// What opens a connection and what builds a string for one are looked at alike.
struct Taker<'f> {
    settings: &'f [Slot],
    parts: &'f std::collections::BTreeMap<String, Vec<Slot>>,
    keywords: Option<&'f str>,
    options: &'f [Slot],
    takes: &'f [String],
    hooks: &'f [HookFact],
    /// Whether properties and methods of the object are its keywords.
    builds: bool,
}

impl<'f> From<&'f OpenFact> for Taker<'f> {
    fn from(fact: &'f OpenFact) -> Self {
        Self {
            settings: &fact.settings,
            parts: &fact.parts,
            keywords: fact.keywords.as_deref(),
            options: &fact.options,
            takes: &fact.takes,
            hooks: &fact.hooks,
            builds: false,
        }
    }
}

impl<'f> From<&'f BuildFact> for Taker<'f> {
    fn from(fact: &'f BuildFact) -> Self {
        Self {
            settings: &fact.settings,
            parts: &fact.parts,
            keywords: fact.keywords.as_deref(),
            options: &[],
            takes: &[],
            hooks: &[],
            builds: true,
        }
    }
}

impl Model<'_> {
    /// Looks at every call that opens a connection. Hooks run while that is done, and can open further ones.
    pub(super) fn connect(&mut self) {
        let mut done: BTreeSet<usize> = BTreeSet::new();
        let mut pools: BTreeSet<usize> = BTreeSet::new();
        for _ in 0..4 {
            let waiting: Vec<usize> = (0..self.run.trace.calls.len())
                .filter(|index| {
                    !done.contains(index) && self.run.facts.open(&self.run.trace.calls[*index].name).is_some()
                })
                .collect();
            if waiting.is_empty() {
                break;
            }
            for index in waiting {
                done.insert(index);
                let called = self.run.trace.calls[index].clone();
                if let Some(connection) = self.connection(&called, &pools) {
                    if connection.lives == Lives::Pool {
                        pools.extend(connection.hooks.iter().map(|hook| hook.activation));
                    }
                    if !self.connections.contains(&connection) {
                        self.connections.push(connection);
                    }
                }
            }
        }
        // What a hook runs was also run for itself, where nothing called it before: that is no connection of its own.
        let hooked: Vec<Span> = self
            .connections
            .iter()
            .filter(|connection| connection.activation > 0)
            .map(|connection| connection.span)
            .collect();
        self.connections.retain(|connection| connection.activation > 0 || !hooked.contains(&connection.span));
    }

    fn connection(&mut self, called: &Called, pools: &BTreeSet<usize>) -> Option<Connection> {
        let facts = self.run.facts;
        let object = self.object_now(called);
        let is_options = called.name.ends_with("[]");
        let first = Looked { args: &called.args, object: object.as_ref(), is_options };
        let (driver, driver_fact, fact) = facts
            .all_opens(&called.name)
            .find(|(.., fact)| fact.only_if.as_ref().is_none_or(|only| self.is_meant(only, first)))?;
        let object = if self.configure(fact, called) { self.object_now(called) } else { object };
        let looked = Looked { args: &called.args, object: object.as_ref(), is_options };
        let mut collected = Collected::default();
        self.collect(&Taker::from(fact), looked, &mut collected, 3);
        if collected.delegated {
            return None;
        }
        collected.open |= called.args.open && !is_options;
        collected.open |= fact.elsewhere;
        // With nothing at all it takes everything from elsewhere: the environment, services.
        let bare = called.args.all().next().is_none();
        collected.open |=
            bare && object.as_ref().is_none_or(|object| object.fields.is_empty() && object.calls.is_empty());
        let hooks = self.hooks(fact, looked);
        if let Some(grammar) = fact.keywords.as_deref().and_then(|id| self.shared.grammar(id)) {
            for hook in &hooks {
                self.hook_options(hook, grammar, &mut collected);
            }
        }
        let mut connection = Connection {
            driver: driver.to_owned(),
            call: called.name.to_string(),
            span: called.span,
            name_span: called.name_span,
            lives: fact.lives,
            settings: collected.settings,
            texts: collected.texts,
            bases: collected.bases,
            open: collected.open,
            hooks,
            tls: Tls::default(),
            strangers: collected.strangers,
            conflicts: Vec::new(),
            activation: called.activation,
            for_pool: pools.contains(&called.activation),
            args: called.args.clone(),
        };
        let callbacks = self.callbacks(driver_fact, looked);
        connection.tls = self.tls(&connection, driver_fact, looked, &callbacks);
        connection.conflicts = self.conflicts(&fact.conflicts, &connection, looked);
        Some(connection)
    }

    /// Functions that decide about certificates, and what they say.
    fn callbacks(&mut self, driver: &crate::catalog::DriverFact, at: Looked<'_>) -> Vec<(Span, Value)> {
        let mut said = Vec::new();
        for fact in driver.tls.iter().filter(|fact| matches!(fact.value.as_str(), "true" | "false" | "True" | "False"))
        {
            for found in self.run.find_one(&fact.at, at) {
                for alt in found.value.0.iter().filter(|alt| matches!(alt.atom, Atom::Function(..))) {
                    let args = Args { open: true, ..Args::default() };
                    let (value, _) = self.run.run_hook(&Value(vec![alt.clone()]), &args, found.span);
                    said.push((found.span, value));
                }
            }
        }
        said
    }

    /// Whether what stands in a place is what a fact is about. What is not known may be; an entry has to say it.
    fn is_meant(&self, only: &OnlyIf, at: Looked<'_>) -> bool {
        let mut found = self.run.find_one(&only.at, at);
        if found.is_empty() && only.at.argument.is_some() && only.at.option.is_some() && !at.is_options {
            // The argument itself, a URL or a name, in the place of options.
            found = self.run.find_one(&Slot { option: None, ..only.at.clone() }, at);
        }
        let begins = |alt: &Alt| -> Option<String> {
            match &alt.atom {
                Atom::Text(parts) => match parts.first() {
                    Some(Part::Literal(text, _)) => Some(text.to_string()),
                    _ => None,
                },
                Atom::Object(id) => {
                    let object = self.run.state.object(*id)?;
                    let Kind::Api(name) = &object.kind else { return None };
                    let (_, build) = self.run.facts.build(name)?;
                    let at = Looked { args: &object.args, object: Some(object), is_options: false };
                    self.scheme_given(build, at).map(|(scheme, _)| scheme)
                }
                _ => None,
            }
        };
        let known: Vec<String> = found.iter().flat_map(|found| &found.value.0).filter_map(begins).collect();
        if known.iter().any(|text| only.except.iter().any(|value| text.starts_with(value.as_str()))) {
            return false;
        }
        if only.values.is_empty() {
            return !known.is_empty();
        }
        let mut known = known.into_iter().peekable();
        if known.peek().is_none() {
            return !at.is_options;
        }
        // A libpq string, or another thing that is no URL, names no driver: whichever comes first is as good as any.
        known.any(|text| {
            only.values.iter().any(|value| text.starts_with(value.as_str()))
                || !at.is_options
                    && only.values.iter().any(|value| value.contains(':'))
                    && settings::scheme_of(&text).is_none()
                    && !text.split('=').next().is_some_and(|first| first.contains(':'))
                    // One word is a name of something.
                    && !text.chars().all(|c| c.is_alphanumeric() || c == '_')
        })
    }

    /// Runs the functions that set the object up; whether there were any.
    fn configure(&mut self, fact: &OpenFact, called: &Called) -> bool {
        let Some((id, _)) = called.object.as_ref() else { return false };
        let mut any = false;
        for slot in &fact.configured_by {
            let object = self.object_now(called);
            let looked = Looked { args: &called.args, object: object.as_ref(), is_options: false };
            for found in self.run.find_one(slot, looked) {
                for alt in found.value.0.iter().filter(|alt| matches!(alt.atom, Atom::Function(..))) {
                    any |= self.run.set_up(alt, *id, found.span);
                }
            }
        }
        any
    }

    fn object_now(&self, called: &Called) -> Option<Object> {
        let (id, initial) = called.object.as_ref()?;
        Some(self.run.state.object(*id).unwrap_or(initial).clone())
    }

    fn collect(&mut self, taker: &Taker<'_>, at: Looked<'_>, into: &mut Collected, deep: usize) {
        // Strings first: what is given beside them is preferred.
        let mut seen: Vec<(Span, Alt)> = Vec::new();
        for slot in taker.settings {
            for found in self.run.find_one(slot, at) {
                for alt in &found.value.0 {
                    if seen.contains(&(found.span, alt.clone())) {
                        continue;
                    }
                    seen.push((found.span, alt.clone()));
                    let grammars = self.grammars_at(taker.settings, slot);
                    self.text(alt, found.span, grammars, into, deep);
                }
            }
        }
        let mut named: Vec<Span> = Vec::new();
        for (meaning, slots) in taker.parts {
            for slot in slots {
                for found in self.run.find_one(slot, at) {
                    named.push(found.span);
                    let calls_functions = taker.hooks.iter().any(|hook| same_place(&hook.at, slot));
                    into.settings.push(setting(meaning, found, slot, calls_functions));
                }
            }
        }
        let grammar = taker.keywords.and_then(|id| self.shared.grammar(id));
        if grammar.is_some() || !taker.takes.is_empty() || taker.builds {
            self.keywords(grammar, taker, at, &named, into);
        }
        if let Some(object) = at.object {
            into.open |= object.open && at.is_options;
        }
    }

    fn grammars_at(&self, settings: &[Slot], slot: &Slot) -> Vec<String> {
        settings.iter().filter(|other| same_place(other, slot)).filter_map(|slot| slot.grammar.clone()).collect()
    }

    /// Keyword arguments, options or properties that are keywords of a grammar.
    fn keywords(
        &mut self,
        grammar: Option<&Grammar>,
        taker: &Taker<'_>,
        at: Looked<'_>,
        named: &[Span],
        into: &mut Collected,
    ) {
        let mut given: Vec<Found> = Vec::new();
        if taker.options.is_empty() {
            given.extend(at.args.named.iter().map(|(key, key_span, given)| Found {
                key: key.clone(),
                key_span: *key_span,
                value: given.value.clone(),
                span: given.span,
                place: Place::Keyword,
            }));
            // A map in the place of keywords.
            for alt in at.args.positional.iter().flat_map(|given| &given.value.0) {
                if let Atom::Object(id) = alt.atom
                    && self
                        .run
                        .state
                        .object(id)
                        .is_some_and(|object| object.kind == Kind::Dict && !object.fields.is_empty())
                {
                    given.extend(self.entries(id, into));
                }
            }
        } else {
            for slot in taker.options {
                for found in self.run.find_one(slot, at) {
                    for alt in &found.value.0 {
                        match alt.atom {
                            Atom::Object(id) => given.extend(self.entries(id, into)),
                            Atom::Null | Atom::Absent | Atom::Function(..) => {}
                            _ => into.open = true,
                        }
                    }
                }
            }
        }
        if taker.builds {
            given.extend(at.object.iter().flat_map(|object| &object.fields).map(|(key, field)| Found {
                key: key.clone(),
                key_span: field.key_span,
                value: field.value.clone(),
                span: field.span,
                place: Place::Property,
            }));
        }
        for found in given {
            if named.contains(&found.span) {
                continue;
            }
            match grammar.and_then(|grammar| settings::meaning(grammar, &found.key)) {
                Some(meaning) => {
                    let slot = Slot { keyword: Some(found.key.clone()), ..Slot::default() };
                    let calls_functions = taker.hooks.iter().any(|hook| same_place(&hook.at, &slot));
                    into.settings.push(setting(meaning, found, &slot, calls_functions));
                }
                None => {
                    let own = taker.takes.contains(&found.key)
                        || slots_of(taker).any(|slot| {
                            slot.keyword.as_ref() == Some(&found.key) || slot.option.as_ref() == Some(&found.key)
                        });
                    if !own && !taker.takes.is_empty() {
                        let of_grammar = grammar.into_iter().flat_map(|grammar| grammar.keywords.keys());
                        let of_parts =
                            slots_of(taker).filter_map(|slot| slot.keyword.as_ref().or(slot.option.as_ref()));
                        let known = of_grammar.chain(taker.takes).chain(of_parts).cloned().collect();
                        let removed = grammar.and_then(|grammar| grammar.removed.get(&found.key).cloned());
                        into.strangers.push(Stranger {
                            key: found.key,
                            span: found.key_span,
                            known,
                            place: found.place,
                            removed,
                        });
                    }
                }
            }
        }
    }

    fn entries(&self, id: ObjectId, into: &mut Collected) -> Vec<Found> {
        let Some(object) = self.run.state.object(id) else { return Vec::new() };
        into.open |= object.open || object.kind != Kind::Dict;
        object
            .fields
            .iter()
            .map(|(key, field)| Found {
                key: key.clone(),
                key_span: field.key_span,
                value: field.value.clone(),
                span: field.span,
                place: Place::Option,
            })
            .collect()
    }

    /// One alternative of what stands where a connection string belongs.
    fn text(&mut self, alt: &Alt, span: Span, grammars: Vec<String>, into: &mut Collected, deep: usize) {
        match &alt.atom {
            Atom::Null | Atom::Absent | Atom::Function(..) | Atom::Method(..) | Atom::Class(..) => {}
            Atom::Object(id) => {
                let Some(object) = self.run.state.object(*id).cloned() else { return };
                let Kind::Api(name) = &object.kind else {
                    into.open |= !matches!(object.kind, Kind::Dict);
                    return;
                };
                if self.run.facts.opens_within(name) {
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
                for mut text in inner.texts {
                    text.built = true;
                    into.texts.push(text);
                }
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

    fn scheme_given(&self, build: &BuildFact, at: Looked<'_>) -> Option<(String, Span)> {
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
            match settings::meaning(grammar, &pair.key) {
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
                None if grammar.passes_unknown => {}
                None => {
                    let known = grammar.keywords.keys().cloned().collect();
                    let removed = grammar.removed.get(&pair.key).cloned();
                    let stranger =
                        Stranger { key: pair.key.clone(), span: pair.key_span, known, place: Place::Text, removed };
                    into.strangers.push(stranger);
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

    /// How a value from the environment is written, if it is one of Service Connector's connection strings.
    pub fn form_of_alt(&self, alt: &Alt) -> Option<GrammarForm> {
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
        self.run.facts.own_format(self.shared)
    }

    /// The value that Service Connector gives an environment variable, with `{host}` and the like in it.
    pub fn value_template(&self, alt: &Alt) -> Option<&str> {
        let read = alt.env()?;
        let of_language = |client: &str| self.shared.languages.get(client) == Some(&self.run.facts.id);
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

    fn hooks(&mut self, fact: &OpenFact, at: Looked<'_>) -> Vec<Hook> {
        let mut hooks = Vec::new();
        for hook in &fact.hooks {
            let mut slots = vec![hook.at.clone()];
            if hook.at.method.is_some() && hook.at.argument.is_none() {
                // A method may take several functions: one for each way to open.
                slots.push(Slot { argument: Some(1), ..hook.at.clone() });
            }
            for found in self.run.find(&slots, at) {
                for alt in &found.value.0 {
                    if let Some(hook) = self.hook(hook, alt, &found) {
                        hooks.push(hook);
                    }
                }
            }
        }
        hooks
    }

    /// A hook that was given; a plain text or dictionary in its place is none.
    fn hook(&mut self, fact: &HookFact, alt: &Alt, found: &Found) -> Option<Hook> {
        let given = Value(vec![alt.clone()]);
        let callable = match &alt.atom {
            Atom::Function(..) | Atom::Method(..) | Atom::Class(..) | Atom::Api(_) => true,
            Atom::Object(object) => {
                let object = self.run.state.object(*object)?;
                matches!(object.kind, Kind::Api(_) | Kind::Local(..))
            }
            Atom::Text(_) => fact.returns == Some(HookReturns::Plugin),
            _ => false,
        };
        if let Atom::Token(_) = alt.atom {
            // A token set there by hand, from time to time.
            let by_hand = fact.at.property.is_some();
            return by_hand.then_some(Hook { span: found.span, given, password: None, activation: 0, options: None });
        }
        if !callable {
            // Something of which nothing is known may well be a function.
            let unknown = alt.is_unknown() && fact.at.keyword.as_deref() != Some("password");
            return unknown.then_some(Hook { span: found.span, given, password: None, activation: 0, options: None });
        }
        let class = matches!(alt.atom, Atom::Class(..) | Atom::Text(_) | Atom::Api(_));
        let mut args = Args { open: true, ..Args::default() };
        let target = fact.sets.first().and_then(|slot| self.hook_argument(slot, &mut args, found.span));
        if class {
            return Some(Hook { span: found.span, given, password: None, activation: 0, options: None });
        }
        let (result, activation) = self.run.run_hook(&given, &args, found.span);
        let password = match (target, fact.returns) {
            (Some(target), _) => {
                let option = fact.sets.first().and_then(|slot| slot.option.clone().or(slot.property.clone()));
                let object = self.run.state.object(target)?;
                let name = option.unwrap_or_else(|| "password".to_owned());
                match object.field(&name) {
                    Some(field) => Some(field.value.clone()),
                    // It gives a connection of its own instead.
                    None if !result.every(Alt::is_nothing) => None,
                    None => Some(Value::absent(found.span)),
                }
            }
            (None, Some(HookReturns::Password)) => Some(result.clone()),
            (None, Some(HookReturns::Options)) => Some(self.password_in(&result, found.span)),
            (None, Some(HookReturns::Settings)) => Some(self.password_in_text(&result, found.span)),
            (None, _) => None,
        };
        let options = (fact.returns == Some(HookReturns::Options)).then_some(result);
        Some(Hook { span: found.span, given, password, activation, options })
    }

    /// What a hook gives beside the password is set as well.
    fn hook_options(&self, hook: &Hook, grammar: &Grammar, into: &mut Collected) {
        let ids = hook.options.iter().flat_map(|value| &value.0).filter_map(|alt| match alt.atom {
            Atom::Object(id) => Some(id),
            _ => None,
        });
        for found in ids.flat_map(|id| self.entries(id, into)).collect::<Vec<_>>() {
            let Some(meaning) = settings::meaning(grammar, &found.key).filter(|meaning| *meaning != "password") else {
                continue;
            };
            into.settings.push(setting(meaning, found, &Slot::default(), false));
        }
    }

    fn hook_argument(&mut self, slot: &Slot, args: &mut Args, span: Span) -> Option<ObjectId> {
        let index = slot.argument?;
        let target = self.run.fresh_object(span);
        for _ in args.positional.len()..index {
            args.positional.push(Given { value: Value::unknown(span), span });
        }
        args.positional.push(Given { value: Value::one(Atom::Object(target), span), span });
        Some(target)
    }

    fn password_in(&self, options: &Value, span: Span) -> Value {
        let mut result = Value::default();
        for alt in &options.0 {
            let object = match alt.atom {
                Atom::Object(id) => self.run.state.object(id),
                _ => None,
            };
            result = result.or(match object {
                Some(object) => match object.field("password") {
                    Some(field) => field.value.clone(),
                    None if object.open => Value::unknown(span),
                    None => Value::absent(span),
                },
                None => Value::unknown(span),
            });
        }
        result
    }

    fn password_in_text(&mut self, text: &Value, span: Span) -> Value {
        let mut collected = Collected::default();
        for alt in &text.0 {
            self.text(alt, span, vec!["libpq".into(), "libpq-url".into()], &mut collected, 3);
        }
        let found = collected.settings.iter().rfind(|setting| setting.meaning == "password");
        match found {
            Some(setting) => setting.value.clone(),
            None if collected.open => Value::unknown(span),
            None => Value::absent(span),
        }
    }

    fn conflicts(
        &self,
        facts: &[ConflictFact],
        connection: &Connection,
        at: Looked<'_>,
    ) -> Vec<(Span, Span, crate::catalog::ConflictEffect, String, String)> {
        let place = |name: &str| -> Option<Span> {
            if let Some((key, value)) = name.split_once('=') {
                let mut settings = connection.settings.iter().filter(|setting| setting.key == key);
                // From Service Connector's own string too.
                let in_environment = || {
                    let template = connection.bases.iter().find_map(|base| self.value_template(base))?;
                    let overridden = connection.settings.iter().any(|setting| setting.key == key);
                    (template.contains(name) && !overridden)
                        .then(|| connection.texts.first().map(|text| text.span))
                        .flatten()
                };
                return settings
                    .next_back()
                    .filter(|setting| setting.value.literal().as_deref() == Some(value))
                    .map(|setting| setting.span)
                    .or_else(in_environment);
            }
            match name {
                "settings" => connection.texts.first().map(|text| text.span),
                "hook" => connection.hooks.first().map(|hook| hook.span),
                _ => connection
                    .settings
                    .iter()
                    .filter(|setting| setting.key == name)
                    .chain(connection.settings.iter().filter(|setting| setting.meaning == name))
                    .find(|setting| !setting.value.every(|alt| alt.is_nothing() || alt.atom == Atom::Bool(false)))
                    .map(|setting| setting.span)
                    .or_else(|| {
                        let slots = [
                            Slot { option: Some(name.to_owned()), ..Slot::default() },
                            Slot { keyword: Some(name.to_owned()), ..Slot::default() },
                            Slot { method: Some(name.to_owned()), ..Slot::default() },
                            Slot { property: Some(name.to_owned()), ..Slot::default() },
                        ];
                        let found = self.run.find(&slots, at);
                        let counts = |alt: &Alt| {
                            alt.is_nothing()
                                || alt.atom == Atom::Bool(false)
                                || matches!(&alt.atom, Atom::Number(n) if &**n == "0")
                        };
                        found.iter().find(|found| !found.value.every(counts)).map(|found| found.span)
                    }),
            }
        };
        facts
            .iter()
            .filter_map(|fact| {
                Some((place(&fact.given)?, place(&fact.beside)?, fact.then, fact.given.clone(), fact.why.clone()))
            })
            .filter(|(given, beside, ..)| !beside.contains(*given))
            .collect()
    }

    /// Whether a property weakens a TLS setting.
    pub(super) fn weakens(&self, fact: &WeakenedFact, object: &Object) -> Option<Span> {
        let at = Looked { args: &object.args, object: Some(object), is_options: true };
        let found = self.run.find_one(&fact.at, at);
        found
            .iter()
            .find(|found| found.value.some(|alt| super::tls::is_value(alt, &fact.value)))
            .map(|found| found.span)
    }
}

fn slots_of<'t>(taker: &'t Taker<'_>) -> impl Iterator<Item = &'t Slot> {
    taker
        .settings
        .iter()
        .chain(taker.parts.values().flatten())
        .chain(taker.hooks.iter().map(|hook| &hook.at))
        .chain(taker.options)
}

fn setting(meaning: &str, found: Found, slot: &Slot, calls_functions: bool) -> Setting {
    let key = if found.key.is_empty() { meaning.to_owned() } else { found.key };
    Setting {
        meaning: meaning.to_owned(),
        key,
        key_span: found.key_span,
        value: found.value.unwrapped(),
        span: found.span,
        place: found.place,
        quoted: false,
        wants: slot.wants,
        calls_functions,
    }
}

/// Whether two slots mean the same place, whatever is expected there.
fn same_place(one: &Slot, other: &Slot) -> bool {
    let any = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    any(&one.keyword, &other.keyword)
        || any(&one.option, &other.option)
        || any(&one.property, &other.property)
        || any(&one.method, &other.method)
        || one.argument.is_some() && one.argument == other.argument && one.method == other.method
}
