//! Options that are set one by one, and plugins that make a credential of themselves of such.

use crate::catalog::{HookReturns, OpenFact, Slot};
use crate::lint::evaluate::Called;
use crate::lint::evaluate::state::{Args, Field, Given, Kind, Object};
use crate::lint::value::{Alt, Atom, Value};

use super::collect::Collected;
use super::{Hook, Model, Place};

impl Model<'_> {
    /// The arguments, and beside them the options that are set one by one by a method that takes name and value, as if they
    /// were given as one dictionary under the method's name.
    pub(super) fn with_entries(&mut self, options: &[Slot], args: &Args, object: Option<&Object>) -> Args {
        let mut args = args.clone();
        for (slot, object) in options.iter().filter_map(|slot| Some((slot.method.as_deref()?, object?))) {
            let calls = object.calls.iter().filter(|call| &*call.name == slot);
            let Some(first) = calls.clone().next() else { continue };
            let mut entries = Object::new(Kind::Dict, first.span);
            for call in calls.clone() {
                match call.args.positional.as_slice() {
                    [key, value] => match key.value.literal() {
                        Some(name) => {
                            let span = key.span.join(value.span);
                            entries.set(&name, Field { value: value.value.clone(), key_span: key.span, span });
                        }
                        None => entries.open = true,
                    },
                    [all] => {
                        for alt in &all.value.0 {
                            let Atom::Object(id) = alt.atom else { continue };
                            let Some(other) = self.run.state.object(id) else { continue };
                            entries.open |= other.open || other.kind != Kind::Dict;
                            for (name, field) in &other.fields {
                                entries.set(name, field.clone());
                            }
                        }
                    }
                    _ => entries.open = true,
                }
            }
            let value = Value::one(Atom::Object(self.run.hold(entries)), first.span);
            args.named.push((slot.to_owned(), first.name_span, Given { value, span: first.span }));
        }
        args
    }

    /// Plugins that are named in the connection string, or by an option of any other kind than those that were found.
    pub(super) fn named_plugins(&mut self, fact: &OpenFact, collected: &Collected) -> Vec<Hook> {
        let mut hooks = Vec::new();
        for hook in fact.hooks.iter().filter(|hook| hook.returns == Some(HookReturns::Plugin)) {
            let Some(name) = hook.at.option.as_ref() else { continue };
            let given =
                collected.settings.iter().filter(|setting| setting.key == *name && setting.place == Place::Text);
            for setting in given {
                hooks.push(Hook {
                    span: setting.span,
                    given: setting.value.clone(),
                    password: None,
                    activation: 0,
                    options: None,
                    set_at: None,
                    again: None,
                });
            }
        }
        hooks
    }

    /// A plugin that is a credential of the catalog makes itself of the connection's settings, and asks for a token.
    pub(super) fn supply(&mut self, hooks: &mut [Hook], collected: &Collected, called: &Called) {
        for hook in hooks.iter_mut().filter(|hook| hook.password.is_none()) {
            let name = match hook.given.0.as_slice() {
                [Alt { atom: Atom::Api(path), .. }] => path.to_string(),
                [alt] => alt.literal().unwrap_or_default(),
                _ => continue,
            };
            let facts = self.run.facts;
            if facts.credential(&name).is_none() {
                continue;
            }
            let Some(index) = facts.language.tokens.iter().position(|fact| fact.on.is_none() && fact.call == name)
            else {
                continue;
            };
            let named = collected.settings.iter().map(|setting| {
                let given = Given { value: setting.value.clone(), span: setting.span };
                (setting.key.clone(), setting.key_span, given)
            });
            let args = Args {
                named: named.chain(collected.others.iter().chain(&called.args.named).cloned()).collect(),
                open: collected.open,
                ..Args::default()
            };
            hook.password = Some(self.run.ask_plugin(&name, index, args, hook.span, called));
        }
    }
}
