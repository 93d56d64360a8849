//! Finds what was given in a place that the catalog names.

use crate::catalog::Slot;
use crate::lint::evaluate::Evaluator;
use crate::lint::evaluate::state::{Args, Given, Kind, Object};
use crate::lint::form::Span;
use crate::lint::settings;
use crate::lint::value::{Atom, ObjectId, Value};

use super::Place;

/// What was found in a place.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub key: String,
    pub key_span: Span,
    pub value: Value,
    pub span: Span,
    pub place: Place,
}

/// A call as it can be looked at: the arguments, and the object that it made.
#[derive(Clone, Copy)]
pub(super) struct Looked<'o> {
    pub args: &'o Args,
    pub object: Option<&'o Object>,
    /// Whether the object itself is the dictionary of options.
    pub is_options: bool,
}

/// The argument at a position; a function may be given there by the parameter's name (`passwordProvider: ...`), and names mostly
/// stand in the order of the parameters.
fn nth(args: &Args, index: usize) -> Option<&Given> {
    let by_name = || {
        let (.., given) = args.named.get(index.checked_sub(args.positional.len())?)?;
        given.value.some(|alt| matches!(alt.atom, Atom::Function(..))).then_some(given)
    };
    args.positional.get(index).or_else(by_name)
}

impl Evaluator<'_> {
    /// The password in what builds a connection string and shows it with the rest where it is printed.
    pub fn shown_password(&self, id: ObjectId) -> Option<Value> {
        let object = self.state.object(id)?;
        let Kind::Api(path) = &object.kind else { return None };
        let (_, build) = self.facts.build(path).filter(|(_, build)| build.shows_password)?;
        let at = Looked { args: &object.args, object: Some(object), is_options: false };
        if let Some(slots) = build.parts.get("password") {
            return Some(self.find(slots, at).pop()?.value);
        }
        let grammar = self.shared.grammar(build.keywords.as_deref()?)?;
        let is = |key: &str| settings::meaning(grammar, key) == Some("password");
        object.fields.iter().rfind(|(key, _)| is(key)).map(|(_, field)| field.value.clone())
    }

    /// The passwords among the settings of what opens connections and shows them where it is printed.
    pub fn shown_settings(&self, id: ObjectId) -> Vec<Value> {
        let Some(object) = self.state.object(id) else { return Vec::new() };
        let Kind::Api(path) = &object.kind else { return Vec::new() };
        let Some((.., fact)) = self.facts.open(path).filter(|(.., fact)| fact.shows_settings) else {
            return Vec::new();
        };
        let at = Looked { args: &object.args, object: Some(object), is_options: false };
        let slots = fact.parts.get("password").map_or(&[][..], Vec::as_slice);
        self.find(slots, at).into_iter().map(|found| found.value).collect()
    }

    /// Everything that was given in one of these places.
    pub(super) fn find(&self, slots: &[Slot], at: Looked<'_>) -> Vec<Found> {
        slots.iter().flat_map(|slot| self.find_one(slot, at)).collect()
    }

    pub(super) fn find_one(&self, slot: &Slot, at: Looked<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        if let (Some(index), None, None) = (slot.argument, &slot.method, &slot.option)
            && let Some(given) = at.args.positional.get(index)
        {
            let (value, span) = (given.value.clone(), given.span);
            found.push(Found { key: String::new(), key_span: span, value, span, place: Place::Position });
        }
        if let (true, Some(object)) = (slot.receiver, at.object) {
            let (key, span) = (String::new(), object.span);
            let value = object.from.map(|id| Value::one(Atom::Object(id), span)).unwrap_or_default();
            found.push(Found { key, key_span: span, value, span, place: Place::Position });
        }
        if let Some(name) = &slot.overrides {
            found.extend(self.overriding(name, at.args));
        }
        if let (Some(name), None) = (&slot.keyword, &slot.option)
            && let Some((key, key_span, given)) = at.args.named(name)
        {
            let (value, span) = (given.value.clone(), given.span);
            found.push(Found { key: key.clone(), key_span: *key_span, value, span, place: Place::Keyword });
        }
        if let Some(path) = &slot.option {
            for object in self.option_objects(slot, at) {
                found.extend(self.option(object, path));
            }
            // Where keywords and options are the same (Ruby).
            if found.is_empty()
                && !at.is_options
                && let Some((key, key_span, given)) = at.args.named(path)
            {
                let (value, span) = (given.value.clone(), given.span);
                found.push(Found { key: key.clone(), key_span: *key_span, value, span, place: Place::Keyword });
            }
        }
        if let Some(name) = &slot.property {
            // `ConnectionStringBuilder.Host` is set through a member that stands for the same settings.
            let path = name;
            let name = name.rsplit('.').next().unwrap_or(name);
            for object in at.object.into_iter().chain(self.argument_objects(at.args, 2)) {
                if path != name {
                    found.extend(self.option(object, path).into_iter().map(|f| Found { place: Place::Property, ..f }));
                }
                found.extend(object.fields.iter().filter(|(key, _)| self.is_name(key, name)).map(|(key, field)| {
                    Found {
                        key: key.clone(),
                        key_span: field.key_span,
                        value: field.value.clone(),
                        span: field.span,
                        place: Place::Property,
                    }
                }));
            }
        }
        if let Some(name) = &slot.method {
            // `X.FromName(value)` among the arguments: made by a function of that name.
            let among = self.argument_objects(at.args, 3);
            let fields = among.iter().copied().chain(at.object).flat_map(|object| self.field_objects(object));
            for object in among.iter().copied().chain(fields) {
                let Kind::Api(path) = &object.kind else { continue };
                if path.rsplit('.').next() == Some(name)
                    && let Some(given) = object.args.positional.get(slot.argument.unwrap_or(0))
                {
                    let (value, span) = (given.value.clone(), given.span);
                    found.push(Found { key: name.clone(), key_span: object.span, value, span, place: Place::Property });
                }
            }
        }
        if let Some(name) = &slot.method {
            // What is built among the arguments has settings of its own.
            let built = self.argument_objects(at.args, 3).into_iter().filter(|object| match &object.kind {
                Kind::Api(path) => self.facts.is_builder(path),
                _ => false,
            });
            let calls = at.object.into_iter().chain(built).flat_map(|object| &object.calls);
            for call in calls.filter(|call| self.is_name(&call.name, name)) {
                let Some(given) = nth(&call.args, slot.argument.unwrap_or(0)) else { continue };
                let (key, key_span, value) = (call.name.to_string(), call.name_span, given.value.clone());
                found.push(Found { key, key_span, value, span: given.span, place: Place::Property });
            }
        }
        if let (Some(event), Some(object)) = (&slot.event, at.object) {
            for call in object.calls.iter().filter(|call| call.name.strip_prefix("event ") == Some(event)) {
                let Some(given) = call.args.positional.first() else { continue };
                let (key, key_span, value) = (event.clone(), call.name_span, given.value.clone());
                found.push(Found { key, key_span, value, span: given.span, place: Place::Property });
            }
        }
        found
    }

    /// What calls among the arguments made: option objects and the like.
    fn argument_objects<'o>(&'o self, args: &'o Args, deep: usize) -> Vec<&'o Object> {
        let mut objects = Vec::new();
        for alt in args.all().flat_map(|given| &given.value.0) {
            let Atom::Object(id) = alt.atom else { continue };
            let Some(object) = self.state.object(id) else { continue };
            // A credential or data source among the arguments has settings of its own.
            let Kind::Api(path) = &object.kind else { continue };
            if self.facts.credential(path).is_some() || self.facts.open(path).is_some() {
                continue;
            }
            objects.push(object);
            if deep > 1 {
                objects.extend(self.argument_objects(&object.args, deep - 1));
            }
        }
        objects
    }

    /// What calls made that stand in an object's fields: `User: url.UserPassword(name, password)`.
    fn field_objects<'o>(&'o self, object: &'o Object) -> Vec<&'o Object> {
        let values = object.fields.iter().flat_map(|(_, field)| &field.value.0);
        let ids = values.filter_map(crate::lint::evaluate::state::object_of);
        ids.filter_map(|id| self.state.object(id)).filter(|inner| !std::ptr::eq(*inner, object)).collect()
    }

    /// Methods of that name of objects of this file's own classes among the arguments.
    fn overriding(&self, name: &str, args: &Args) -> Vec<Found> {
        let mut found = Vec::new();
        for given in args.all() {
            for alt in &given.value.0 {
                let Some(value) = self.bound_method(alt, name) else { continue };
                let (key, key_span, span) = (name.to_owned(), given.span, given.span);
                found.push(Found { key, key_span, value, span, place: Place::Position });
            }
        }
        found
    }

    fn is_name(&self, one: &str, other: &str) -> bool {
        one == other || self.same_name(one, other)
    }

    /// The objects in which an option is looked for: those that the slot names, or every one among the arguments.
    fn option_objects<'o>(&'o self, slot: &Slot, at: Looked<'o>) -> Vec<&'o Object> {
        let mut objects = Vec::new();
        if at.is_options {
            objects.extend(at.object);
        }
        let by_name = slot.keyword.as_ref().and_then(|name| at.args.named(name)).map(|(.., given)| given);
        let by_position = slot.argument.and_then(|index| at.args.positional.get(index));
        let named = slot.keyword.is_some() || slot.argument.is_some();
        let given: Vec<_> =
            if named { by_name.into_iter().chain(by_position).collect() } else { at.args.all().collect() };
        // What builds a connection string has settings of its own, not the call's options.
        let options = |object: &&Object| match &object.kind {
            Kind::Dict => true,
            Kind::Api(path) => self.facts.build(path).is_none(),
            _ => false,
        };
        for given in given {
            for alt in &given.value.0 {
                if let Atom::Object(id) = alt.atom {
                    objects.extend(self.state.object(id).filter(options));
                }
            }
        }
        objects
    }

    /// An option, also a nested one: `ssl.rejectUnauthorized`.
    pub(super) fn option(&self, object: &Object, path: &str) -> Vec<Found> {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        // A name with a dot of its own comes first.
        if let Some(field) = object.field(path) {
            return vec![found(path, field)];
        }
        // A constant that is called as the option is: `RequestOptions::BODY`.
        let constant = |key: &str| key.rsplit_once("::").is_some_and(|(_, last)| last.eq_ignore_ascii_case(name));
        let Some((key, field)) = object.fields.iter().find(|(key, _)| key == name || constant(key)) else {
            // An options object that takes them when it is made: `new Options(clientId: $id)`.
            let given = object.args.named(path).filter(|_| matches!(object.kind, Kind::Api(_)));
            return given.map_or_else(Vec::new, |(key, key_span, given)| {
                let (value, span) = (given.value.clone(), given.span);
                vec![Found { key: key.clone(), key_span: *key_span, value, span, place: Place::Option }]
            });
        };
        let Some(rest) = rest else { return vec![found(key, field)] };
        let mut all = Vec::new();
        for alt in &field.value.0 {
            if let Atom::Object(id) = alt.atom {
                all.extend(self.state.object(id).map(|object| self.option(object, rest)).unwrap_or_default());
            }
        }
        all
    }
}

fn found(key: &str, field: &crate::lint::evaluate::state::Field) -> Found {
    Found {
        key: key.to_owned(),
        key_span: field.key_span,
        value: field.value.clone(),
        span: field.span,
        place: Place::Option,
    }
}
