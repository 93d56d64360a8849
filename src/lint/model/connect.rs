//! From calls that the catalog knows to connections.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{ConflictEffect, ConflictFact, Lives, OnlyIf, OpenFact, Slot, TlsEffect, WeakenedFact};
use crate::lint::branches::exclude_each_other;
use crate::lint::evaluate::Called;
use crate::lint::evaluate::state::{Args, Kind, Object};
use crate::lint::form::{Block, ExprKind, Span, Statement, Unit};
use crate::lint::settings::{self};
use crate::lint::value::{Alt, Atom, Part, Value};

use super::collect::{Collected, Taker, string_wins_by_keyword};
use super::find::Looked;
use super::{Connection, Model, Place, Setting, Stranger, Tls};

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
                let mut called = self.run.trace.calls[index].clone();
                if called.activation == 0
                    && self.run.facts.open(&called.name).is_some_and(|(.., fact)| fact.again)
                    && let Some(activation) = self.run.run_around(called.span)
                {
                    pools.insert(activation);
                    continue;
                }
                self.run.respell(&mut called.args);
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
        self.connect_elsewhere();
        // What a hook runs was also run for itself, where nothing called it before: that is no connection of its own.
        let hooked: Vec<Span> = self
            .connections
            .iter()
            .filter(|connection| connection.activation > 0)
            .map(|connection| connection.span)
            .collect();
        self.connections.retain(|connection| connection.activation > 0 || !hooked.contains(&connection.span));
    }

    pub(super) fn connection(&mut self, called: &Called, pools: &BTreeSet<usize>) -> Option<Connection> {
        let facts = self.run.facts;
        let object = self.object_now(called);
        let is_options = called.name.ends_with("[]");
        let first = Looked { args: &called.args, object: object.as_ref(), is_options };
        let (driver, driver_fact, fact) = facts
            .all_opens(&called.name)
            .find(|(.., fact)| fact.only_if.as_ref().is_none_or(|only| self.is_meant(only, first)))?;
        let object = if self.configure(fact, called) { self.object_now(called) } else { object };
        let (meant, either) = self.meant_args(fact.only_if.as_ref(), called);
        let args = self.with_entries(&fact.options, &meant, object.as_ref());
        let looked = Looked { args: &args, object: object.as_ref(), is_options };
        let mut collected = Collected::default();
        self.collect(&Taker::from(fact), looked, &mut collected, 3);
        if collected.delegated {
            return None;
        }
        collected.open |= called.args.open && !is_options;
        let beside = |name: &String| self.run.source.contains(name.as_str());
        let open_itself = collected.open || fact.settings_beside.iter().any(beside);
        collected.open |= fact.elsewhere;
        // With nothing at all it takes everything from elsewhere: the environment, services.
        let bare = called.args.all().next().is_none();
        collected.open |=
            bare && object.as_ref().is_none_or(|object| object.fields.is_empty() && object.calls.is_empty());
        if string_wins_by_keyword(fact) {
            collected.settings.sort_by_key(|setting| setting.place == Place::Text);
        }
        self.unread(&fact.unread, &called.args, &mut collected);
        let mut hooks = self.hooks(fact, looked);
        hooks.extend(self.named_plugins(fact, &collected));
        self.supply(&mut hooks, &collected, called);
        if let Some(grammar) = fact.keywords.as_deref().and_then(|id| self.shared.grammar(id)) {
            for hook in &hooks {
                self.hook_options(hook, grammar, fact, &mut collected);
            }
        }
        for (at, hook) in fact.hooks.iter().flat_map(|at| hooks.iter().map(move |hook| (at, hook))) {
            self.hook_parts(fact, at, hook, &mut collected);
        }
        let mut connection = Connection {
            driver: driver.to_owned(),
            call: called.name.to_string(),
            span: called.span,
            name_span: called.name_span,
            lives: self.lives(fact, called, looked),
            brief: self.is_brief(fact, called),
            settings: collected.settings,
            texts: collected.texts,
            bases: collected.bases,
            open: collected.open,
            hooks,
            tls: Tls::default(),
            strangers: Vec::new(),
            conflicts: Vec::new(),
            activation: called.activation,
            for_pool: pools.contains(&called.activation),
            args: called.args.clone(),
        };
        let is_own = |key: &str| connection.hooks.iter().any(|hook| self.is_own_keyword(hook, key));
        let strangers = std::mem::take(&mut collected.strangers).into_iter();
        // A class of one's own in the driver's place takes what it likes.
        let mut classes = fact.hooks.iter().filter(|hook| hook.own_keywords);
        let theirs = classes.any(|hook| {
            self.run.find_one(&hook.at, looked).iter().any(|found| !found.value.every(|alt| self.is_known_name(alt)))
        });
        connection.strangers = strangers.filter(|stranger| !either && !theirs && !is_own(&stranger.key)).collect();
        let callbacks = self.callbacks(driver_fact, looked);
        // With a hook it may be the hook that asks for it.
        let said = fact.tls_in_settings && !connection.texts.is_empty() && connection.hooks.is_empty();
        let open = std::mem::replace(&mut connection.open, if said { open_itself } else { collected.open });
        connection.tls = self.tls(&connection, driver_fact, looked, &callbacks, string_wins(fact));
        // A hook gives a password, and no TLS.
        connection.open = open || fact.hook_elsewhere;
        connection.conflicts = self.conflicts(&fact.conflicts, &connection, looked);
        // What the driver refuses beside another setting decides nothing.
        let refused = |span: Span| {
            connection
                .conflicts
                .iter()
                .any(|(given, _, effect, ..)| *given == span && *effect == ConflictEffect::Refused)
        };
        if connection.tls.given.iter().any(|(.., span)| refused(*span)) {
            connection.tls.given.clear();
            connection.tls.effect = Some(TlsEffect::Refused);
        }
        Some(connection)
    }

    /// Whether it is nothing, or a name of the catalog's.
    fn is_known_name(&self, alt: &Alt) -> bool {
        let known = matches!(&alt.atom, Atom::Api(path) if self.run.facts.knows(path));
        known || alt.is_nothing()
    }

    /// Keywords that nothing reads; whoever gives the right one as well, anywhere in the file, knows.
    fn unread(&self, unread: &BTreeMap<String, String>, args: &Args, into: &mut Collected) {
        for (name, span, _) in &args.named {
            let Some(meant) = unread.get(name) else { continue };
            let given = self.run.trace.calls.iter().any(|called| {
                let mut args = called.args.clone();
                self.run.respell(&mut args);
                args.named(meant).is_some()
            });
            if !given {
                into.strangers.push(Stranger {
                    key: name.clone(),
                    span: *span,
                    known: vec![meant.clone()],
                    place: Place::Keyword,
                    removed: None,
                    dropped: false,
                });
            }
        }
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
        let known = found.iter().flat_map(|found| &found.value.0).filter(|alt| !alt.is_nothing()).filter_map(begins);
        let known: Vec<String> = known.collect();
        if known.iter().any(|text| only.except.iter().any(|value| text.starts_with(value.as_str()))) {
            return false;
        }
        if only.values.is_empty() {
            // Anything that is there.
            return !known.is_empty() || only.except.is_empty() && !found.is_empty();
        }
        let mut known = known.into_iter().peekable();
        if known.peek().is_none() {
            // Where an argument's option says which database it is, it has to say it.
            let says_itself = only.at.option.is_some() && only.at.argument.is_some();
            let text = found.iter().any(|found| found.value.some(|alt| alt.env().is_some()));
            return !at.is_options && !only.known && (text || !says_itself);
        }
        // A libpq string, or another thing that is no URL, names no driver: whichever comes first is as good as any.
        known.any(|text| {
            only.values.iter().any(|value| text.starts_with(value.as_str()))
                || !at.is_options
                    && !only.known
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

    fn lives(&self, fact: &OpenFact, called: &Called, at: Looked<'_>) -> Lives {
        let off = |alt: &Alt| {
            alt.is_nothing()
                || alt.is_unknown()
                || matches!(&alt.atom, Atom::Bool(false))
                || matches!(&alt.atom, Atom::Number(number) if &**number == "0")
        };
        if self.run.find(&fact.kept_by, at).iter().any(|found| !found.value.some(off)) {
            return Lives::Pool;
        }
        if self.serves_one(fact, called) { Lives::Connection } else { fact.lives }
    }

    /// Whether nothing but one connection is taken of what a call makes, and it is not handed on.
    fn serves_one(&self, fact: &OpenFact, called: &Called) -> bool {
        let Some((id, _)) = called.object.as_ref().filter(|_| !fact.narrows.is_empty()) else { return false };
        let Some(object) = self.run.state.object(*id) else { return false };
        let narrows = |name: &str| fact.narrows.iter().any(|own| own == name);
        // What sets it up before, and what closes it.
        const HARMLESS: &[&str] = &["Set", "Use", "Enable", "Map", "Configure", "Build", "Dispose"];
        let closes = |name: &str| name == "Close" || fact.closes.iter().any(|own| own == name);
        let harmless =
            |name: &str| narrows(name) || closes(name) || HARMLESS.iter().any(|start| name.starts_with(start));
        object.calls.iter().any(|call| narrows(&call.name))
            && object.calls.iter().all(|call| harmless(&call.name))
            && !self.run.is_handed_on(*id)
    }

    fn object_now(&self, called: &Called) -> Option<Object> {
        let (id, initial) = called.object.as_ref()?;
        Some(self.run.state.object(*id).unwrap_or(initial).clone())
    }

    fn conflicts(
        &self,
        facts: &[ConflictFact],
        connection: &Connection,
        at: Looked<'_>,
    ) -> Vec<(Span, Span, crate::catalog::ConflictEffect, String, String)> {
        // In the connection string, or in what builds it.
        let built = connection.texts.iter().any(|text| text.built);
        let in_string = |setting: &Setting| setting.place == Place::Text || built && setting.place == Place::Property;
        let place = |name: &str, beside: &str| -> Option<Span> {
            if let Some((key, value)) = name.split_once('=') {
                if key == "argument" {
                    let is = |given: &&crate::lint::evaluate::state::Given| {
                        given.value.every(|alt| super::tls::is_value(alt, value))
                    };
                    return at.args.positional.iter().find(is).map(|given| given.span);
                }
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
                    .filter(|setting| {
                        setting.value.literal().as_deref() == Some(value)
                            || setting.value.every(|alt| super::tls::is_value(alt, value))
                    })
                    .map(|setting| setting.span)
                    .or_else(in_environment);
            }
            if let Some(meaning) = name.strip_prefix("settings.") {
                let mut inside = connection.given(meaning).filter(|setting| setting.place == Place::Text);
                return inside.next().map(|setting| setting.span);
            }
            match name {
                "settings" => connection.texts.first().map(|text| text.span),
                "hook" => connection.hooks.first().map(|hook| hook.span),
                "call" => Some(connection.name_span),
                _ => connection
                    .settings
                    .iter()
                    .filter(|setting| setting.key == name)
                    .chain(connection.settings.iter().filter(|setting| setting.meaning == name))
                    // What stands beside the connection string is not what stands in it.
                    .filter(|setting| beside != "settings" || !in_string(setting))
                    .find(|setting| !setting.value.every(|alt| alt.is_nothing() || alt.atom == Atom::Bool(false)))
                    .map(|setting| setting.span)
                    .or_else(|| {
                        let slots = [
                            Slot { option: Some(name.to_owned()), ..Slot::default() },
                            Slot { keyword: Some(name.to_owned()), ..Slot::default() },
                            Slot { method: Some(name.to_owned()), ..Slot::default() },
                            Slot { property: Some(name.to_owned()), ..Slot::default() },
                        ];
                        let mut found = self.run.find(&slots, at);
                        let own = |span: Span| {
                            connection.settings.iter().any(|setting| setting.span == span && in_string(setting))
                        };
                        found.retain(|found| beside != "settings" || !own(found.span));
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
                let (given, beside) = (place(&fact.given, &fact.beside)?, place(&fact.beside, &fact.given)?);
                // Two names of one thing clash where both stand in the same place; otherwise one of the places wins.
                let setting = |name: &str, span: Span| {
                    connection.settings.iter().find(|setting| setting.key == name && setting.span == span)
                };
                if let (Some(one), Some(other)) = (setting(&fact.given, given), setting(&fact.beside, beside))
                    && fact.then == ConflictEffect::Refused
                    && one.meaning == other.meaning
                    && in_string(one) != in_string(other)
                {
                    return None;
                }
                let may_be_empty = |span: Span| {
                    let settings = connection.settings.iter().filter(|setting| setting.span == span);
                    let hooks = connection.hooks.iter().filter(|hook| hook.span == span);
                    settings.map(|setting| &setting.value).any(|value| value.some(Alt::is_nothing))
                        || hooks.map(|hook| &hook.given).any(|given| given.some(Alt::is_unknown))
                };
                if fact.if_set && (may_be_empty(given) || may_be_empty(beside)) {
                    return None;
                }
                // A value of Service Connector's own string stands where the whole string does.
                let apart = fact.beside.contains('=') || !beside.contains(given);
                let together = apart
                    && !exclude_each_other(self.run.unit, given, beside)
                    && !self.stand_in_different_ones(at, given, beside);
                together.then(|| (given, beside, fact.then, fact.given.clone(), fact.why.clone()))
            })
            .collect()
    }

    /// Whether two settings stand in different ones of several dictionaries of which a call gets one: `plain ? a : b`.
    fn stand_in_different_ones(&self, at: Looked<'_>, one: Span, other: Span) -> bool {
        let has = |object: &Object, span: Span| {
            object.fields.iter().any(|(_, field)| span.contains(field.span) || field.span.contains(span))
        };
        at.args.all().any(|given| {
            let objects = given.value.0.iter().filter_map(|alt| match alt.atom {
                Atom::Object(id) => self.run.state.object(id),
                _ => None,
            });
            let at: Vec<(bool, bool)> = objects.map(|object| (has(object, one), has(object, other))).collect();
            at.iter().any(|(one, _)| *one) && at.iter().any(|(_, other)| *other) && !at.contains(&(true, true))
        })
    }

    /// Whether a property weakens a TLS setting.
    pub(super) fn weakens(&self, fact: &WeakenedFact, object: &Object) -> Option<Span> {
        let at = Looked { args: &object.args, object: Some(object), is_options: true };
        let found = self.run.find_one(&fact.at, at);
        if fact.unless.iter().flat_map(|slot| self.run.find_one(slot, at)).any(|f| !f.value.every(Alt::is_nothing)) {
            return None;
        }
        found
            .iter()
            .find(|found| {
                // `*`: anything at all.
                fact.value == "*"
                    || found.value.some(|alt| super::tls::is_value(alt, &fact.value) || self.gives(alt, &fact.value))
            })
            .map(|found| found.span)
    }

    /// Whether an alternative is a function that gives nothing in any case, where a fact is about such (`() => undefined`).
    fn gives(&self, alt: &Alt, value: &str) -> bool {
        // `method()`: an object of the file whose method of that name says yes and looks at nothing.
        if let Some(method) = value.strip_suffix("()") {
            let method = self.run.bound_method(alt, method);
            return method.is_some_and(|method| {
                method.every(|alt| match alt.atom {
                    Atom::Function(id, ..) => {
                        matches!(self.run.unit.function(id).body.as_slice(), [Statement::Return(Some(_))])
                    }
                    _ => false,
                })
            });
        }
        let Atom::Function(id, ..) = alt.atom else { return false };
        value.starts_with("() =>") && gives_nothing(self.run.unit, &self.run.unit.function(id).body)
    }
}

/// Whether statements return nothing, raise nothing and ask nobody else, in every case.
fn gives_nothing(unit: &Unit, block: &Block) -> bool {
    block.iter().all(|statement| match statement {
        Statement::Return(None) | Statement::Assign { .. } => true,
        Statement::Return(Some(value)) => matches!(unit.expr(*value).kind, ExprKind::Null),
        Statement::If { then, otherwise, .. } => gives_nothing(unit, then) && gives_nothing(unit, otherwise),
        Statement::Block(block) => gives_nothing(unit, block),
        _ => false,
    })
}

/// Whether the connection string wins over what stands beside it, where that is said.
fn string_wins(fact: &OpenFact) -> Option<bool> {
    let wins = fact.wins.as_deref()?;
    let of_string = |slot: &Slot| slot.option.as_deref() == Some(wins) || slot.keyword.as_deref() == Some(wins);
    if matches!(wins, "settings" | "URL" | "the URL") || fact.settings.iter().any(of_string) && wins != "connection" {
        return Some(true);
    }
    matches!(wins, "options" | "connection" | "keywords").then_some(false)
}
