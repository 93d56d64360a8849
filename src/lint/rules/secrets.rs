//! The unit's own secrets: what the model sees going into passwords, whatever it is called.

use std::collections::BTreeSet;

use super::context::Context;
use crate::lint::model::Connection;
use crate::lint::secret;
use crate::lint::value::{Alt, Atom, Part, Value};

/// What a unit signs in with.
#[derive(Default)]
pub struct Secrets {
    /// Variables of the environment that hold a password or a client's secret.
    names: BTreeSet<String>,
    /// Variables that hold a whole connection string.
    strings: BTreeSet<String>,
    /// What is handed in from elsewhere, as it was evaluated.
    handed_in: Vec<Alt>,
    /// Passwords that stand in the code, of connections to the service.
    literals: Vec<Alt>,
    /// Whole connection strings of somebody's settings, by how the code reads them.
    of_settings: BTreeSet<String>,
}

impl Secrets {
    /// All that can be seen.
    pub fn of(context: &Context<'_, '_>) -> Self {
        let mut secrets = Self::default();
        for connection in &context.model.connections {
            if is_elsewhere(context, connection) {
                continue;
            }
            for setting in connection.given("password") {
                secrets.add(context, &setting.value, 4);
            }
            if context.is_azure_by_name(connection) {
                let passwords = connection.given("password").flat_map(|setting| &setting.value.0);
                let real = |alt: &&Alt| alt.literal().is_some_and(|text| !secret::is_placeholder(&text));
                let passwords: Vec<Alt> = passwords.filter(real).cloned().collect();
                // The whole connection string that has it in it.
                let strings =
                    connection.texts.iter().filter(|text| text.alt.literal().is_some() && !passwords.is_empty());
                secrets.literals.extend(strings.map(|text| text.alt.clone()));
                secrets.literals.extend(passwords);
            }
            let unread = connection.texts.iter().filter(|text| {
                text.parsed.is_none() && (text.alt.is_unknown() || matches!(text.alt.atom, Atom::Api(_)))
            });
            let codes = unread.map(|text| context.text(text.alt.span)).filter(|code| secret::names_string(code));
            secrets.of_settings.extend(codes.map(str::to_owned));
            // Whoever looks what it is may have another thing in it.
            let formed = &context.model.run.trace.formed;
            let strings = connection.bases.iter().filter_map(Alt::env).filter(|read| !formed.contains(&read.name));
            secrets.strings.extend(strings.map(|read| read.name.clone()));
        }
        for credential in &context.model.credentials {
            for setting in credential.given.iter().filter(|setting| setting.meaning == "client_secret") {
                secrets.add(context, &setting.value, 4);
            }
        }
        secrets
    }

    fn add(&mut self, context: &Context<'_, '_>, value: &Value, deep: usize) {
        if deep == 0 {
            return;
        }
        for alt in &value.0 {
            match &alt.atom {
                Atom::Env(read) => {
                    self.names.insert(read.name.clone());
                }
                Atom::Text(parts) => {
                    let holes = parts.iter().filter_map(|part| match part {
                        Part::Hole(hole, _) => Some(hole.clone()),
                        Part::Literal(..) => None,
                    });
                    self.add(context, &Value(holes.collect()), deep - 1);
                }
                Atom::Object(_) if context.encoded(alt).is_some() => {
                    if let Some(encoded) = context.encoded(alt) {
                        self.add(context, encoded, deep - 1);
                    }
                }
                Atom::Object(_) | Atom::Derived(_) if context.is_stored_secret(alt) => self.handed_in.push(alt.clone()),
                // Something that has the name of a password where it is read.
                Atom::Unknown | Atom::Derived(_) if secret::names_password(context.text(alt.span)) => {
                    self.handed_in.push(alt.clone());
                }
                _ => {}
            }
        }
    }

    /// Whether there is any.
    pub fn is_there(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether a variable of the environment holds a password or a secret.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a variable of the environment holds a whole connection string.
    pub fn is_string(&self, name: &str) -> bool {
        self.strings.contains(name)
    }

    /// Whether that is a password that stands in the code.
    pub fn is_literal(&self, alt: &Alt) -> bool {
        self.literals.contains(alt)
    }

    /// Whether code reads a whole connection string of somebody's settings.
    pub fn is_string_of_settings(&self, code: &str) -> bool {
        self.of_settings.contains(code)
    }

    /// Whether that is a password that was handed in, or the same member of the same thing again.
    pub fn is_handed_in(&self, context: &Context<'_, '_>, alt: &Alt) -> bool {
        let again = |own: &Alt| {
            matches!((&own.atom, &alt.atom), (Atom::Derived(one), Atom::Derived(other)) if one == other)
                && context.text(own.span) == context.text(alt.span)
        };
        self.handed_in.iter().any(|own| own == alt || again(own))
    }
}

/// Whether a connection goes to a server that is known not to be the service's, in every case.
fn is_elsewhere(context: &Context<'_, '_>, connection: &Connection) -> bool {
    let mut hosts = connection.given("host").peekable();
    let known = |alt: &Alt| alt.literal().is_some() || alt.is_nothing();
    hosts.peek().is_some() && hosts.all(|setting| setting.value.every(known)) && !context.is_azure(connection)
}
