//! What becomes of TLS on a connection.

use crate::catalog::{DriverFact, TlsEffect, TlsFact};
use crate::lint::evaluate::state::Kind;
use crate::lint::form::Span;
use crate::lint::settings;
use crate::lint::value::{Alt, Atom, Part};

use super::find::Looked;
use super::{Connection, Model, Place};

/// Who decides about TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TlsFrom {
    /// Nobody: the driver's default.
    #[default]
    Default,
    /// The connection string from the environment.
    Environment,
    /// The code.
    Code,
}

/// TLS of one connection.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tls {
    /// What becomes of it, if that is known and the same in every case.
    pub effect: Option<TlsEffect>,
    /// Who decides.
    pub from: TlsFrom,
    /// What the code gives: each value, its effect if it is known, and where it stands.
    pub given: Vec<(Alt, Option<TlsEffect>, Span)>,
    /// Whether a value that the driver does not know was given.
    pub unknown_value: bool,
}

impl Model<'_> {
    pub(super) fn tls(
        &self,
        connection: &Connection,
        driver: &DriverFact,
        looked: Looked<'_>,
        callbacks: &[(Span, crate::lint::value::Value)],
        string_wins: Option<bool>,
    ) -> Tls {
        let driver = self.driver_beneath(connection, driver);
        let mut given: Vec<(Alt, Option<TlsEffect>, Span)> = Vec::new();
        let mut raised = None;
        // Whether anything says that there is TLS, or is not.
        let mut decided = false;
        let lift = |effect: TlsEffect, raised: Option<(TlsEffect, TlsEffect)>| match raised {
            Some((from, to)) if from == effect => to,
            _ => effect,
        };
        let mut settings: Vec<_> = connection.given("tls").collect();
        if let Some(string) = string_wins {
            let in_string = |setting: &&super::Setting| (setting.place == super::Place::Text) == string;
            if settings.iter().any(in_string) {
                settings.retain(in_string);
            }
        }
        for setting in &settings {
            // Of the same keyword the last one counts.
            let later = settings.iter().skip_while(|other| !std::ptr::eq(**other, *setting)).skip(1);
            if later
                .into_iter()
                .any(|last| setting.key == last.key && setting.span != last.span && setting.place != last.place)
            {
                continue;
            }
            for alt in &setting.value.0 {
                if alt.atom == Atom::Absent {
                    continue;
                }
                if let Some(raises) = self.raises(alt, &setting.key, driver) {
                    raised = Some(raises);
                    continue;
                }
                let fact = self.tls_fact(alt, &setting.key, setting.place, driver);
                let (effect, at) =
                    self.effect(alt, &setting.key, setting.place, driver).unwrap_or((None, setting.span));
                let literal = alt.literal().is_some() && setting.place == super::Place::Text;
                let at = match at {
                    at if at != Span::default() => at,
                    _ if literal => crate::lint::rules::place_of(alt),
                    _ => setting.span,
                };
                decided |= !fact.is_some_and(|fact| fact.beside);
                given.push((alt.clone(), effect, at));
            }
        }
        // Settings that are no part of the connection, given in places of their own.
        for fact in &driver.tls {
            for found in self.run.find_one(&fact.at, looked) {
                if settings.iter().any(|setting| setting.span == found.span) {
                    continue;
                }
                let says = callbacks.iter().find(|(span, _)| *span == found.span);
                if says.is_some_and(|(_, value)| value.every(|alt| is_value(alt, &fact.value))) {
                    let alt = Alt::new(Atom::Object(crate::lint::value::ObjectId(u32::MAX)), found.span);
                    decided |= !fact.beside;
                    given.push((alt, Some(fact.effect), found.span));
                    continue;
                }
                for alt in found.value.0.iter().filter(|alt| self.is_value_or_made(alt, &fact.value)) {
                    if let Some(from) = fact.raises {
                        raised = Some((from, fact.effect));
                        continue;
                    }
                    let (effect, at) = self.weakened(alt, fact).unwrap_or((fact.effect, found.span));
                    decided |= !fact.beside;
                    given.push((alt.clone(), Some(effect), at));
                }
            }
        }
        // Settings of the whole process.
        for fact in driver.tls.iter().filter(|fact| fact.at.property.is_some()) {
            for (name, value, span) in &self.run.trace.assigned {
                if fact.at.property.as_deref() != Some(&**name) {
                    continue;
                }
                for alt in value.0.iter().filter(|alt| is_value(alt, &fact.value)) {
                    decided = true;
                    given.push((alt.clone(), Some(fact.effect), *span));
                }
            }
        }
        for (_, effect, _) in &mut given {
            *effect = effect.map(|effect| lift(effect, raised));
        }
        if !given.is_empty() {
            let worst = given.iter().map(|(_, effect, _)| *effect).reduce(worse).flatten();
            let unknown_value = given.iter().any(|(alt, effect, _)| effect.is_none() && alt.literal().is_some());
            if !decided {
                let (effect, from) = self.undecided(connection, driver);
                return Tls { effect: worse(effect, worst), from, given, unknown_value };
            }
            return Tls { effect: worst, from: TlsFrom::Code, given, unknown_value };
        }
        match self.undecided(connection, driver) {
            (Some(effect), TlsFrom::Environment) => {
                Tls { effect: Some(lift(effect, raised)), from: TlsFrom::Environment, ..Tls::default() }
            }
            (effect, from) => Tls { effect, from, ..Tls::default() },
        }
    }

    /// What the connection string from the environment says, or the default.
    fn undecided(&self, connection: &Connection, driver: &DriverFact) -> (Option<TlsEffect>, TlsFrom) {
        if let Some(effect) = connection.bases.iter().find_map(|base| self.effect_in_environment(base, driver)) {
            return (Some(effect), TlsFrom::Environment);
        }
        let known = !connection.open
            && (connection.bases.is_empty() && connection.texts.iter().all(|text| text.parsed.is_some())
                || connection.texts.iter().any(|text| self.stands_by_itself(connection, text)));
        (driver.tls_default.filter(|_| known), TlsFrom::Default)
    }

    /// Whether a string with a host in it is written out, beside others of which nothing is known: what it does not say, nobody
    /// says where it is taken.
    fn stands_by_itself(&self, connection: &Connection, text: &super::Text) -> bool {
        let leaves = text.alt.leaves();
        let of_base = connection.bases.iter().flat_map(Alt::leaves).any(|base| leaves.contains(&base));
        let host = connection.given("host").find(|setting| setting.place == Place::Text);
        let named = |key_span| {
            text.parsed.as_ref().is_some_and(|(_, parsed)| parsed.pairs.iter().any(|pair| pair.key_span == key_span))
        };
        !of_base && host.is_some_and(|host| host.value.some(|alt| alt.literal().is_some()) && named(host.key_span))
    }

    /// The driver whose TLS settings count: an engine takes those of the driver that its URL names.
    fn driver_beneath<'d>(&'d self, connection: &Connection, driver: &'d DriverFact) -> &'d DriverFact {
        let scheme = connection.texts.iter().find_map(|text| Some(text.parsed.as_ref()?.1.scheme.as_ref()?.0.clone()));
        let Some(scheme) = scheme else { return driver };
        let name =
            driver.uses.iter().find(|(known, _)| scheme.trim_end_matches("://") == **known).map(|(_, name)| name);
        name.and_then(|name| self.run.facts.language.drivers.get(name)).unwrap_or(driver)
    }

    /// The effect of one value, and where it is weakened.
    fn effect(&self, alt: &Alt, key: &str, place: Place, driver: &DriverFact) -> Option<(Option<TlsEffect>, Span)> {
        // A variable of Service Connector whose value is always the same.
        if let Some(template) =
            self.value_template(alt).filter(|template| !template.contains('{') && !template.contains('='))
        {
            return self
                .effect(&Alt::text(template, alt.span), key, place, driver)
                .map(|(effect, _)| (effect, Span::default()));
        }
        let fact = self.tls_fact(alt, key, place, driver)?;
        match self.weakened(alt, fact) {
            Some((effect, span)) => Some((Some(effect), span)),
            None => Some((Some(fact.effect), Span::default())),
        }
    }

    /// What the catalog says of one value.
    fn tls_fact<'d>(&self, alt: &Alt, key: &str, place: Place, driver: &'d DriverFact) -> Option<&'d TlsFact> {
        // `prefix.sslmode` among the names of a configuration file.
        let key = if place == Place::Keyword { key.rsplit('.').next().unwrap_or(key) } else { key };
        let named = |fact: &&TlsFact| {
            names(fact).any(|name| same(name, key))
                && (place != Place::Option
                    || driver.tls.iter().all(|one| one.at.option.is_none())
                    || fact.at.option.is_some())
        };
        // A text that has a boolean's name is written in quotes where the driver tells the two apart.
        let quoted = alt.literal().map(|text| format!("'{text}'"));
        let in_quotes = driver.tls.iter().filter(named).find(|fact| quoted.as_ref() == Some(&fact.value));
        in_quotes.or_else(|| driver.tls.iter().filter(named).find(|fact| self.is_value_or_made(alt, &fact.value)))
    }

    /// What a value that does nothing by itself raises, and to what.
    fn raises(&self, alt: &Alt, key: &str, driver: &DriverFact) -> Option<(TlsEffect, TlsEffect)> {
        let key = key.rsplit('.').next().unwrap_or(key);
        let mut facts = driver.tls.iter().filter(|fact| names(fact).any(|name| same(name, key)));
        facts.find_map(|fact| Some((fact.raises.filter(|_| self.is_value_or_made(alt, &fact.value))?, fact.effect)))
    }

    fn weakened(&self, alt: &Alt, fact: &TlsFact) -> Option<(TlsEffect, Span)> {
        let Atom::Object(id) = alt.atom else { return None };
        let object = self.run.state.object(id)?;
        let found = fact.weakened.iter().filter_map(|weak| Some((weak.effect, self.weakens(weak, object)?)));
        found.min_by_key(|(effect, _)| rank(*effect))
    }

    fn effect_in_environment(&self, base: &Alt, driver: &DriverFact) -> Option<TlsEffect> {
        let template = self.value_template(base)?;
        let form = self.form_of_alt(base)?;
        let grammar = self.run.facts.language.drivers.values().flat_map(|driver| {
            driver.opens.iter().flat_map(|open| open.settings.iter().filter_map(|slot| slot.grammar.as_deref()))
        });
        let grammar = grammar.filter_map(|id| self.shared.grammar(id)).find(|grammar| grammar.form == form)?;
        let parts = [Part::Literal(template.into(), Span::default())];
        let parsed = settings::parse(&parts, grammar, "", &|_, _| None);
        let pair = parsed.pairs.iter().rfind(|pair| settings::meaning(grammar, &pair.key) == Some("tls"))?;
        self.effect(pair.value.0.first()?, &pair.key, Place::Text, driver)?.0
    }
}

/// The names under which a TLS setting is given.
fn names(fact: &TlsFact) -> impl Iterator<Item = &str> {
    [&fact.at.keyword, &fact.at.option, &fact.at.property, &fact.at.method]
        .into_iter()
        .flatten()
        .map(|name| name.rsplit('.').next().unwrap_or(name))
}

fn same(one: &str, other: &str) -> bool {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    plain(one) == plain(other)
        || plain(one) == format!("set{}", plain(other))
        || plain(other) == format!("set{}", plain(one))
}

/// Whether an alternative is the value that the catalog writes so.
pub(super) fn is_value(alt: &Alt, value: &str) -> bool {
    match &alt.atom {
        Atom::Bool(is) => {
            value.eq_ignore_ascii_case(if *is { "true" } else { "false" })
                && value.chars().next().is_some_and(|c| c != '"')
        }
        Atom::Text(_) => alt.literal().is_some_and(|text| {
            text == value
                || value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) == Some(&*text)
                || text.eq_ignore_ascii_case(value)
                    && value.contains(char::is_uppercase)
                    && value != "True"
                    && value != "False"
        }),
        Atom::Number(number) => &**number == value,
        Atom::Null => matches!(value, "None" | "null" | "nil" | "undefined"),
        Atom::Api(path) => crate::lint::facts::is_end_of(value, path),
        Atom::Object(_) => false,
        _ => false,
    }
}

impl Model<'_> {
    /// As [`is_value`], and for objects by what made them: `ssl.create_default_context()`.
    pub(super) fn is_value_or_made(&self, alt: &Alt, value: &str) -> bool {
        let Atom::Object(id) = alt.atom else { return is_value(alt, value) };
        match self.run.state.object(id).map(|object| &object.kind) {
            Some(Kind::Api(path)) => {
                let Some((name, args)) = value.split_once('(') else { return false };
                let args = args.trim_end_matches(')');
                let given = |wanted: &str| {
                    self.run.state.object(id).is_some_and(|object| {
                        object
                            .args
                            .positional
                            .first()
                            .is_some_and(|given| given.value.some(|alt| is_value(alt, wanted)))
                    })
                };
                name == &**path && (args.is_empty() || given(args))
            }
            Some(Kind::Dict) => value == "{}",
            _ => false,
        }
    }
}

/// From worst to best.
fn rank(effect: TlsEffect) -> u8 {
    match effect {
        TlsEffect::Off => 0,
        TlsEffect::Chance => 1,
        TlsEffect::Encrypted => 2,
        TlsEffect::Chain => 3,
        TlsEffect::Full => 4,
        TlsEffect::Refused => 5,
    }
}

/// The worse of two; unknown where either is.
fn worse(one: Option<TlsEffect>, other: Option<TlsEffect>) -> Option<TlsEffect> {
    let (one, other) = (one?, other?);
    Some(if rank(other) < rank(one) { other } else { one })
}
