//! Token hooks: functions that a driver asks for a password at each new connection. They are run to see what they give.

use crate::catalog::{Grammar, HookFact, HookReturns, OpenFact, Slot};
use crate::lint::evaluate::state::{Args, Field, Given, Kind, object_of};
use crate::lint::form::Span;
use crate::lint::settings;
use crate::lint::value::{Alt, Atom, ObjectId, Value};

use super::collect::{Collected, setting};
use super::find::{Found, Looked};
use super::tls::is_value;
use super::{Hook, Model, Place, Stranger};

impl Model<'_> {
    pub(super) fn hooks(&mut self, fact: &OpenFact, at: Looked<'_>) -> Vec<Hook> {
        let mut hooks = Vec::new();
        for hook in &fact.hooks {
            let mut slots = vec![hook.at.clone()];
            if hook.at.method.is_some() && hook.at.argument.is_none() {
                // A method may take several functions: one for each way to open.
                slots.push(Slot { argument: Some(1), ..hook.at.clone() });
            }
            let mut all = self.run.find(&slots, at);
            if let Some(name) = &hook.at.overrides {
                let bases: Vec<&str> = std::iter::once(&fact.call).chain(&fact.also).map(String::as_str).collect();
                all.extend(self.run.overridden_in(&bases, name).into_iter().map(|alt| Found {
                    key: name.clone(),
                    key_span: alt.span,
                    span: alt.span,
                    value: Value(vec![alt]),
                    place: Place::Property,
                }));
            }
            if hook.anywhere && all.is_empty() {
                all = self.called_anywhere(&hook.at);
            }
            for found in all {
                for alt in &found.value.0 {
                    if let Some(hook) = self.hook(hook, alt, &found, at) {
                        hooks.push(hook);
                    }
                }
            }
        }
        hooks
    }

    /// Calls of a method on whatever object.
    fn called_anywhere(&self, slot: &Slot) -> Vec<Found> {
        let Some(name) = slot.method.as_deref() else { return Vec::new() };
        let calls = self.run.trace.calls.iter().filter(|called| called.name.rsplit('.').next() == Some(name));
        let given = calls.filter_map(|called| Some((called, called.args.positional.get(slot.argument.unwrap_or(0))?)));
        let found = given.map(|(called, given)| Found {
            key: name.to_owned(),
            key_span: called.name_span,
            value: given.value.clone(),
            span: given.span,
            place: Place::Property,
        });
        found.collect()
    }

    /// A hook that was given; a plain text or dictionary in its place is none.
    fn hook(&mut self, fact: &HookFact, alt: &Alt, found: &Found, at: Looked<'_>) -> Option<Hook> {
        let given = Value(vec![alt.clone()]);
        if let Some(on) = &fact.switch {
            return self.switched(fact, alt, found, on);
        }
        let callable = match &alt.atom {
            Atom::Function(..) | Atom::Method(..) | Atom::Class(..) | Atom::Api(_) => true,
            Atom::Object(object) => {
                let object = self.run.state.object(*object)?;
                matches!(object.kind, Kind::Api(_) | Kind::Local(..))
            }
            Atom::Text(_) => fact.returns == Some(HookReturns::Plugin),
            _ => false,
        };
        // The options themselves, in the place of a function that gives them.
        if fact.returns == Some(HookReturns::Options) && self.is_built(alt) {
            let password = Some(self.password_in(&given, found.span));
            return Some(Hook {
                span: found.span,
                given,
                password,
                activation: 0,
                options: None,
                set_at: None,
                again: None,
            });
        }
        if let Atom::Token(_) = alt.atom {
            // A token set there by hand, from time to time.
            let built = at.object.and_then(|object| object.calls.iter().find(|call| call.name.starts_with("Build")));
            let by_hand = fact.at.property.is_some() && built.is_some_and(|call| call.span.start < found.span.start);
            return by_hand.then(|| Hook::unread(found.span, given));
        }
        if !callable {
            // Something of which nothing is known may well be a function.
            let unknown = alt.is_unknown() && fact.at.keyword.as_deref() != Some("password");
            return unknown.then(|| Hook::unread(found.span, given));
        }
        let class = matches!(alt.atom, Atom::Class(..) | Atom::Text(_) | Atom::Api(_));
        let mut args = Args { open: true, ..Args::default() };
        let target = self.hook_target(fact, &mut args, found.span);
        if class {
            return Some(Hook::unread(found.span, given));
        }
        let before = self.run.mark();
        let (result, activation) = self.run.run_hook(&given, &args, found.span);
        let mut set_at = None;
        let password = match (target, fact.returns) {
            (Some(target), _) => {
                let option = fact.sets.first().and_then(|slot| slot.option.clone().or(slot.property.clone()));
                let object = self.run.state.object(target)?;
                let name = option.unwrap_or_else(|| "password".to_owned());
                match object.field(&name) {
                    Some(field) => {
                        set_at = Some(field.span);
                        Some(field.value.clone())
                    }
                    // It gives a connection of its own instead.
                    None if result.some(|alt| alt.is_unknown() || matches!(alt.atom, Atom::Object(_))) => None,
                    None => Some(Value::absent(found.span)),
                }
            }
            (None, Some(HookReturns::Password)) => Some(result.clone()),
            (None, Some(HookReturns::Options)) => Some(self.password_in(&result, found.span)),
            (None, Some(HookReturns::Settings)) => Some(self.password_in_text(&result, found.span)),
            (None, _) => None,
        };
        let again = self.again(fact, &given, found.span, activation, &before);
        // Not asked again, unless its result says when.
        let lacks = |alt: &Alt| {
            let object = object_of(alt).and_then(|id| self.run.state.object(id)).filter(|object| !object.open);
            object.is_some_and(|object| fact.kept_unless.as_ref().is_some_and(|name| object.field(name).is_none()))
        };
        let activation = if fact.kept_unless.is_some() && result.every(lacks) { usize::MAX } else { activation };
        let options = (fact.returns == Some(HookReturns::Options)).then_some(result);
        Some(Hook { span: found.span, given, password, activation, options, set_at, again })
    }

    /// Whether an object is what the catalog calls settings.
    fn is_built(&self, alt: &Alt) -> bool {
        let name = object_of(alt).and_then(|id| self.run.api_name(id));
        name.is_some_and(|name| self.run.facts.build(&name).is_some())
    }

    /// A hook that is a switch: what it switches on, or unknown where it may be switched on.
    fn switched(&self, fact: &HookFact, alt: &Alt, found: &Found, on: &str) -> Option<Hook> {
        let given = match &fact.supplies {
            Some(name) if is_value(alt, on) => Value::text(name, found.span),
            _ if alt.is_unknown() || alt.env().is_some() => Value::unknown(found.span),
            _ => return None,
        };
        Some(Hook { span: found.span, given, password: None, activation: 0, options: None, set_at: None, again: None })
    }

    /// What a hook gives beside the password is set as well.
    pub(super) fn hook_options(&self, hook: &Hook, grammar: &Grammar, fact: &OpenFact, into: &mut Collected) {
        let ids = hook.options.iter().flat_map(|value| &value.0).filter_map(|alt| match alt.atom {
            Atom::Object(id) => Some(id),
            _ => None,
        });
        for found in ids.flat_map(|id| self.entries(id, into)).collect::<Vec<_>>() {
            match settings::meaning(grammar, &found.key) {
                Some("password") => {}
                Some(meaning) => into.settings.push(setting(meaning, found, &Slot::default(), false)),
                None if fact.takes.is_empty() || fact.takes.contains(&found.key) => {}
                None => {
                    let known = grammar.keywords.keys().chain(&fact.takes).cloned().collect();
                    let removed = grammar.removed.get(&found.key).cloned();
                    let (key, span, place) = (found.key, found.key_span, found.place);
                    into.strangers.push(Stranger { key, span, known, place, removed, dropped: fact.drops_unknown });
                }
            }
        }
    }

    /// Where a hook stands in the place of an object of options, what it gives holds the parts that are looked for there.
    pub(super) fn hook_parts(&mut self, fact: &OpenFact, at: &HookFact, hook: &Hook, into: &mut Collected) {
        let Some(prefix) = at.at.option.as_ref().map(|option| format!("{option}.")) else { return };
        let ids: Vec<ObjectId> = hook.options.iter().flat_map(|value| &value.0).filter_map(object_of).collect();
        let slots: Vec<(&String, &Slot)> =
            fact.parts.iter().flat_map(|(meaning, slots)| slots.iter().map(move |slot| (meaning, slot))).collect();
        let strings =
            fact.settings.iter().filter_map(|slot| Some((slot, slot.option.as_ref()?.strip_prefix(&prefix)?)));
        for (slot, path) in strings.collect::<Vec<_>>() {
            let objects = ids.iter().filter_map(|id| self.run.state.object(*id));
            let found: Vec<Found> = objects.flat_map(|object| self.run.option(object, path)).collect();
            for (alt, span) in found.iter().flat_map(|found| found.value.0.iter().map(|alt| (alt, found.span))) {
                self.text(alt, span, slot.grammar.iter().cloned().collect(), into, 3);
            }
        }
        for object in ids.into_iter().filter_map(|id| self.run.state.object(id)) {
            into.open |= object.open;
            for (meaning, slot) in &slots {
                let Some(path) = slot.option.as_ref().and_then(|option| option.strip_prefix(&prefix)) else { continue };
                for found in self.run.option(object, path).into_iter().filter(|_| *meaning != "password") {
                    into.settings.push(setting(meaning, found, slot, false));
                }
            }
        }
    }

    /// The settings that a hook gets to set its password in, if it gets such.
    pub(super) fn hook_target(&mut self, fact: &HookFact, args: &mut Args, span: Span) -> Option<ObjectId> {
        let target = fact.sets.first().and_then(|slot| self.hook_argument(slot, args, span))?;
        // `config.Config.Password`: a member that stands for the same settings.
        for (member, _) in fact.sets.iter().filter_map(|slot| slot.property.as_ref()?.split_once('.')) {
            let value = Value::one(Atom::Object(target), span);
            if let Some(object) = self.run.state.object_mut(target) {
                object.set(member, Field { value, key_span: span, span });
            }
        }
        Some(target)
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
            let build = object.and_then(|object| match &object.kind {
                Kind::Api(path) => self.run.facts.build(path).map(|(_, build)| (object, build)),
                _ => None,
            });
            if let Some((object, build)) = build {
                let at = Looked { args: &object.args, object: Some(object), is_options: false };
                let slots = build.parts.get("password").map(Vec::as_slice).unwrap_or_default();
                let found = self.run.find(slots, at).into_iter().map(|found| found.value).reduce(Value::or);
                result = result.or(found.unwrap_or_else(|| Value::absent(span)));
                continue;
            }
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
}
