//! What a call gives to a connection: strings taken apart, parts, keywords, through builders and option objects.

use crate::catalog::{BuildFact, Grammar, HookFact, OpenFact, Slot};
use crate::lint::evaluate::state::{Given, Kind};
use crate::lint::form::Span;
use crate::lint::settings;
use crate::lint::value::{Alt, Atom, ObjectId, Value};

use super::find::{Found, Looked};
use super::{Model, Place, Setting, Stranger, Text};

/// What collects the settings of one connection, through builders and option objects.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) settings: Vec<Setting>,
    pub(super) texts: Vec<Text>,
    pub(super) bases: Vec<Alt>,
    pub(super) open: bool,
    pub(super) strangers: Vec<Stranger>,
    /// What was given by a name that is no keyword.
    pub(super) others: Vec<(String, Span, Given)>,
    /// It gets what another call has set up: that one is looked at by itself.
    pub(super) delegated: bool,
}

/// What opens a connection and what builds a string for one are looked at alike.
pub(super) struct Taker<'f> {
    settings: &'f [Slot],
    parts: &'f std::collections::BTreeMap<String, Vec<Slot>>,
    keywords: Option<&'f str>,
    options: &'f [Slot],
    takes: &'f [String],
    drops_unknown: bool,
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
            drops_unknown: fact.drops_unknown,
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
            drops_unknown: false,
            hooks: &[],
            builds: true,
        }
    }
}

impl Model<'_> {
    pub(super) fn collect(&mut self, taker: &Taker<'_>, at: Looked<'_>, into: &mut Collected, deep: usize) {
        // Strings first: what is given beside them is preferred.
        let mut seen: Vec<(Span, Alt)> = Vec::new();
        for slot in taker.settings {
            if self.is_part(taker, slot, at) {
                continue;
            }
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
                // Where the first position is a connection string or a part, and is the string here: those behind it are none
                // of its parts.
                let is_string = |other: &Slot| plain_position(other) == Some(0) && !self.is_part(taker, other, at);
                let either = taker.parts.values().flatten().any(|part| plain_position(part) == Some(0));
                if either && plain_position(slot).is_some() && taker.settings.iter().any(is_string) {
                    continue;
                }
                for mut found in self.run.find_one(slot, at) {
                    named.push(found.span);
                    found.value = self.laid_out(found.value);
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

    /// The elements of lists: several hosts, or one in an array.
    fn laid_out(&self, value: Value) -> Value {
        let mut result = Value::default();
        for alt in value.0 {
            let object = crate::lint::evaluate::state::object_of(&alt).and_then(|id| self.run.state.object(id));
            match object.filter(|object| object.kind == Kind::List && !object.open && !object.items.is_empty()) {
                Some(list) => result = list.items.iter().cloned().fold(result, Value::or),
                None => result.add(alt),
            }
        }
        result
    }

    /// Whether a position that takes either a connection string or a part holds the part: then a further part follows.
    fn is_part(&self, taker: &Taker<'_>, slot: &Slot, at: Looked<'_>) -> bool {
        let Some(position) = plain_position(slot) else { return false };
        let is_part = taker.parts.values().flatten().any(|part| plain_position(part) == Some(position));
        let next = at.args.positional.get(position + 1);
        let whole = |alt: &Alt| {
            self.form_of_alt(alt).is_some()
                || matches!(&alt.atom, Atom::Text(parts) if settings::form_of(parts).is_some())
        };
        let is_part = is_part && !at.args.positional.get(position).is_some_and(|given| given.value.some(whole));
        is_part && next.is_some_and(|next| !next.value.some(|alt| self.is_dictionary(alt)))
    }

    fn is_dictionary(&self, alt: &Alt) -> bool {
        let Atom::Object(id) = alt.atom else { return false };
        self.run.state.object(id).is_some_and(|object| object.kind == Kind::Dict)
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
        let mut given_by_method: Vec<ObjectId> = Vec::new();
        if taker.options.is_empty() {
            given.extend(at.args.named.iter().filter(|(key, ..)| !key.starts_with('&')).map(
                |(key, key_span, given)| Found {
                    key: key.clone(),
                    key_span: *key_span,
                    value: given.value.clone(),
                    span: given.span,
                    place: Place::Keyword,
                },
            ));
            // A map in the place of keywords.
            for alt in at.args.positional.iter().flat_map(|given| &given.value.0) {
                if let Atom::Object(id) = alt.atom
                    && self
                        .run
                        .state
                        .object(id)
                        .is_some_and(|object| object.kind == Kind::Dict && !object.fields.is_empty())
                {
                    // A constant of a class (`PDO::ATTR_ERRMODE`) is the name of something else.
                    let entries = self.entries(id, into);
                    given.extend(entries.into_iter().filter(|found| !found.key.contains("::")));
                }
            }
        } else {
            for slot in taker.options {
                // Set one by one: they are there as one dictionary.
                if let Some((.., given)) = slot.method.as_ref().and_then(|method| at.args.named(method)) {
                    for id in given.value.0.iter().filter_map(crate::lint::evaluate::state::object_of) {
                        given_by_method.push(id);
                    }
                    continue;
                }
                for found in self.run.find_one(slot, at) {
                    for alt in &found.value.0 {
                        match alt.atom {
                            // A connection string in the place of the options.
                            Atom::Object(_) | Atom::Text(_) | Atom::Env(_)
                                if !self.is_dictionary(alt)
                                    && taker.settings.iter().any(|other| same_place(other, slot)) => {}
                            Atom::Object(id) => given.extend(self.entries(id, into)),
                            Atom::Null | Atom::Absent | Atom::Function(..) => {}
                            // Another way to call it: user and password in their own places.
                            _ if !alt.is_unknown()
                                && taker.parts.values().flatten().any(|part| same_place(part, slot)) => {}
                            _ => into.open = true,
                        }
                    }
                }
            }
        }
        given.extend(given_by_method.into_iter().flat_map(|id| self.entries(id, into)));
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
                    let given = Given { value: found.value.clone(), span: found.span };
                    into.others.push((found.key.clone(), found.key_span, given));
                    let own = taker.takes.contains(&found.key)
                        || slots_of(taker).any(|slot| {
                            slot.keyword.as_ref() == Some(&found.key) || slot.option.as_ref() == Some(&found.key)
                        });
                    if !own && !taker.takes.is_empty() {
                        let of_grammar = grammar.into_iter().flat_map(|grammar| grammar.keywords.keys());
                        let of_parts =
                            slots_of(taker).filter_map(|slot| slot.keyword.as_deref().or(slot.option.as_deref()));
                        let of_parts = of_parts.map(|name| name.rsplit('.').next().unwrap_or(name).to_owned());
                        let known = of_grammar.chain(taker.takes).cloned().chain(of_parts).collect();
                        let removed = grammar.and_then(|grammar| grammar.removed.get(&found.key).cloned());
                        into.strangers.push(Stranger {
                            key: found.key,
                            span: found.key_span,
                            known,
                            place: found.place,
                            removed,
                            dropped: taker.drops_unknown,
                        });
                    }
                }
            }
        }
    }

    pub(super) fn entries(&self, id: ObjectId, into: &mut Collected) -> Vec<Found> {
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
}

/// Whether a keyword that the driver passes on is one that the server refuses.
pub(super) fn refused(grammar: &Grammar, key: &str) -> bool {
    let slip = |known: &String| {
        known.eq_ignore_ascii_case(key) || known.len() > 5 && strsim::damerau_levenshtein(known, key) == 1
    };
    !grammar.refuses.is_empty() && (grammar.refuses.contains(key) || grammar.keywords.keys().any(slip))
}

fn slots_of<'t>(taker: &'t Taker<'_>) -> impl Iterator<Item = &'t Slot> {
    taker
        .settings
        .iter()
        .chain(taker.parts.values().flatten())
        .chain(taker.hooks.iter().map(|hook| &hook.at))
        .chain(taker.options)
}

pub(super) fn setting(meaning: &str, found: Found, slot: &Slot, calls_functions: bool) -> Setting {
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

/// Whether the connection string wins over what stands beside it, but only of those keywords that it has.
pub(super) fn string_wins_by_keyword(fact: &OpenFact) -> bool {
    fact.wins.as_deref() == Some("the URL, keyword by keyword")
}

/// The position that a slot is, if it is nothing else.
fn plain_position(slot: &Slot) -> Option<usize> {
    let only = slot.keyword.is_none() && slot.option.is_none() && slot.property.is_none() && slot.method.is_none();
    slot.argument.filter(|_| only)
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
