//! Members, entries and fields of objects.

use super::Evaluator;
use super::state::{Args, Field, Kind};
use crate::lint::form::{ClassId, ExprKind, FunctionId, Span};
use crate::lint::value::{Alt, Atom, EnvRead, FrameId, ObjectId, Value};

impl Evaluator<'_> {
    /// A member or entry by its name.
    pub(super) fn member(&mut self, on: &Value, name: &str, span: Span) -> Value {
        self.member_at(on, name, span, span)
    }

    /// A member whose name stands at `name_span` in an expression that stands at `span`.
    pub(super) fn member_at(&mut self, on: &Value, name: &str, name_span: Span, span: Span) -> Value {
        let mut result = Value::default();
        // Nothing has no members: whoever comes on has one of the other things.
        let nothing = |alt: &Alt| matches!(alt.atom, Atom::Null | Atom::Absent);
        let others = on.some(nothing) && !on.every(nothing);
        for alt in on.0.iter().filter(|alt| !others || !nothing(alt)) {
            result = result.or(self.member_of(alt, name, name_span, span));
        }
        result
    }

    fn member_of(&mut self, alt: &Alt, name: &str, name_span: Span, span: Span) -> Value {
        if matches!(alt.atom, Atom::Unknown | Atom::Derived(_))
            && let Some(value) = self.of_service(name, name_span, span)
        {
            return value;
        }
        match &alt.atom {
            Atom::Api(path) => {
                if let Some(read) = self.facts.environment_read(&format!("{path}.")) {
                    let read = EnvRead { name: name.to_owned(), name_span, unset: read.unset };
                    return self.read(read, span);
                }
                let path = self.facts.canonical(format!("{path}.{name}"));
                let value = Value::one(Atom::Api(path.as_str().into()), span);
                self.note_used(&value, span);
                value
            }
            Atom::Object(id) => self.object_member(*id, alt, name, span),
            Atom::Class(class, _) => self.class_member(*class, name, span),
            Atom::Undefined(_) => Value(vec![alt.clone()]),
            Atom::Derived(_) => match self.token_in_sources(alt, name, span) {
                Some(request) => Value::one(Atom::Token(request), span),
                None => self.entry_of(alt, name, span),
            },
            Atom::Token(_) if self.leads_to_text(alt, name) => Value::one(alt.atom.clone(), span),
            Atom::Text(_) | Atom::Env(_) | Atom::Token(_) => match self.front.intrinsic(&format!(".{name}")) {
                Some(super::super::front::Intrinsic::Same) => Value(vec![alt.clone()]),
                _ => self.derived(&[&Value(vec![alt.clone()])], span),
            },
            _ => self.derived(&[&Value(vec![alt.clone()])], span),
        }
    }

    /// An entry of what was made of something: a setting, where that was a connection string of the service and nothing else.
    fn entry_of(&mut self, alt: &Alt, name: &str, span: Span) -> Value {
        if let Atom::Derived(sources) = &alt.atom
            && let [Alt { atom: Atom::Env(read), .. }] = &**sources
            && let Some(meaning) = self.shared.meaning_in(&read.name, name)
        {
            return Value::one(Atom::Entry(read.clone(), meaning.into()), span);
        }
        self.derived(&[&Value(vec![alt.clone()])], span)
    }

    fn object_member(&mut self, id: ObjectId, alt: &Alt, name: &str, span: Span) -> Value {
        let Some(object) = self.state.object(id) else { return Value::unknown(span) };
        if let Some((_, field)) = object.fields.iter().find(|(key, _)| key == name || self.front.same_name(key, name))
            && !matches!(object.kind, Kind::Promise)
        {
            let value = field.value.clone();
            // Something from elsewhere that got the object may have filled what was empty.
            let fills = value.every(Alt::is_nothing) && self.is_given_away(id);
            return if fills { Value::unknown(span) } else { value };
        }
        match &object.kind {
            Kind::Dict if object.open => self.of_service(name, span, span).unwrap_or_else(|| Value::unknown(span)),
            Kind::Dict => Value::absent(span),
            Kind::Promise => match self.front.intrinsic(&format!(".{name}")) {
                Some(super::super::front::Intrinsic::Await) => self.awaited(&Value(vec![alt.clone()])),
                // The text of a token that nobody waited for is not there.
                _ if self.waits_for_text(id, name) => Value(vec![alt.clone()]),
                _ => self.derived(&[&Value(vec![alt.clone()])], span),
            },
            Kind::Token(request) => self.token_member(*request, id, name, span),
            Kind::Local(class, frame) => {
                let (class, frame) = (*class, *frame);
                self.local_member(id, class, frame, name, span)
            }
            Kind::ClassOf(class) => self.class_member(*class, name, span),
            Kind::Api(path) => {
                let path = path.clone();
                if self.leads_to_itself(&path, name) {
                    return Value(vec![alt.clone()]);
                }
                if let Some(request) = self.token_in_answer(id, name, span) {
                    return Value::one(Atom::Token(request), span);
                }
                // What it was made with can be read back where the names are the same.
                self.derived(&[&Value(vec![alt.clone()])], span)
            }
            _ => self.derived(&[&Value(vec![alt.clone()])], span),
        }
    }

    /// Whether a promise is one of a token, and that its way to the text.
    fn waits_for_text(&self, id: ObjectId, name: &str) -> bool {
        let value = self.state.object(id).and_then(|object| object.field("value")).map(|field| &field.value);
        let token = |alt: &Alt| match super::state::object_of(alt).and_then(|id| self.state.object(id)).map(|o| &o.kind)
        {
            Some(Kind::Token(request)) => Some(*request),
            _ => None,
        };
        let request = value.and_then(|value| value.0.iter().find_map(token));
        let asked = request.and_then(|request| self.trace.tokens.get(request)?.fact);
        let fact = asked.and_then(|fact| self.facts.language.tokens.get(fact));
        fact.is_some_and(|fact| fact.text.last().is_some_and(|step| step == name))
    }

    /// Whether something of which nothing is known was called with an object.
    fn is_given_away(&self, id: ObjectId) -> bool {
        let holds = |args: &Args| args.all().any(|given| given.value.some(|alt| alt.atom == Atom::Object(id)));
        self.trace.calls.iter().any(|called| !self.facts.knows(&called.name) && holds(&called.args))
    }

    /// Members that stand for the same settings: the text of a builder, `sync_engine`.
    pub(super) fn leads_to_itself(&self, path: &str, name: &str) -> bool {
        let same = |names: &[String]| names.iter().any(|own| own == name || self.front.same_name(own, name));
        let headers = |request: &crate::catalog::RequestFact| {
            request.headers.iter().any(|slot| slot.property.as_deref() == Some(name))
        };
        // `ConnectionStringBuilder.Host`: a member whose own members are settings.
        let nested = |parts: &std::collections::BTreeMap<String, Vec<crate::catalog::Slot>>| {
            parts
                .values()
                .flatten()
                .filter_map(|slot| slot.property.as_ref()?.rsplit_once('.'))
                .any(|(path, _)| path.split('.').any(|part| part == name))
        };
        let query = |request: &crate::catalog::RequestFact| {
            request
                .query
                .iter()
                .filter_map(|slot| slot.property.as_ref()?.split_once('.'))
                .any(|(first, _)| first == name)
        };
        self.facts.request(path).is_some_and(|request| headers(request) || query(request))
            || self.facts.build(path).is_some_and(|(_, build)| same(&build.text) || nested(&build.parts))
            || self.facts.open(path).is_some_and(|(_, _, open)| same(&open.same) || nested(&open.parts))
    }

    /// A method of an object of a class of this file, bound to it.
    pub fn bound_method(&self, alt: &Alt, name: &str) -> Option<Value> {
        let Atom::Object(id) = alt.atom else { return None };
        let Kind::Local(class, frame) = self.state.object(id)?.kind else { return None };
        let function = self.method(class, name)?;
        Some(Value::one(Atom::Function(function, self.class_frame(class, frame), Some(id)), alt.span))
    }

    fn token_member(&mut self, request: usize, id: ObjectId, name: &str, span: Span) -> Value {
        let fact = self
            .trace
            .tokens
            .get(request)
            .and_then(|asked| asked.fact)
            .and_then(|fact| self.facts.language.tokens.get(fact));
        let Some(fact) = fact else { return Value::unknown(span) };
        match fact.text.iter().position(|step| step == name || self.front.same_name(step, name)) {
            Some(index) if index + 1 == fact.text.len() => Value::one(Atom::Token(request), span),
            Some(_) => Value::one(Atom::Object(id), span),
            None => match self.front.intrinsic(&format!(".{name}")) {
                Some(super::super::front::Intrinsic::Await) => Value::one(Atom::Object(id), span),
                // `token.AccessToken`: the text is meant, and is not there by that name.
                _ if means_text(name) => Value::one(Atom::Object(id), span),
                _ => Value::unknown(span),
            },
        }
    }

    fn local_member(&mut self, id: ObjectId, class: ClassId, frame: FrameId, name: &str, span: Span) -> Value {
        if let Some(function) = self.method(class, name) {
            if self.unit.function(function).like_a_field {
                return self.call_function(function, self.class_frame(class, frame), Some(id), &Args::default(), span);
            }
            return Value::one(Atom::Function(function, self.class_frame(class, frame), Some(id)), span);
        }
        if let Some(value) = self.class_field(class, name) {
            return value;
        }
        // A base from elsewhere, or a field that is set where nobody has looked yet.
        Value::unknown(span)
    }

    fn class_member(&mut self, class: ClassId, name: &str, span: Span) -> Value {
        if let Some(value) = self.class_field(class, name) {
            return value;
        }
        if let Some(function) = self.method(class, name) {
            let object = self.class_objects.get(&class).copied();
            let frame = self.class_frame(class, FrameId(0));
            return Value::one(Atom::Function(function, frame, object), span);
        }
        Value::unknown(span)
    }

    pub(super) fn class_field(&mut self, class: ClassId, name: &str) -> Option<Value> {
        let mut at = Some(class);
        let mut seen = 0;
        while let Some(class) = at {
            let object = self.class_objects.get(&class).copied();
            if let Some(field) = object.and_then(|id| self.state.object(id)).and_then(|object| object.field(name)) {
                return Some(field.value.clone());
            }
            at = self.base(class);
            seen += 1;
            if seen > 8 {
                break;
            }
        }
        None
    }

    /// The method of that name, in the class or a base in this file.
    pub(super) fn method(&self, class: ClassId, name: &str) -> Option<FunctionId> {
        let mut at = Some(class);
        for _ in 0..8 {
            let class = at?;
            let own = self.unit.class(class).methods.iter().copied();
            if let Some(found) = own.into_iter().find(|id| self.unit.function(*id).name.as_deref() == Some(name)) {
                return Some(found);
            }
            at = self.base(class);
        }
        None
    }

    /// The method of that name that takes so many arguments, or any of that name.
    pub(super) fn method_for(&self, class: ClassId, name: &str, count: usize) -> Option<FunctionId> {
        let mut at = Some(class);
        for _ in 0..8 {
            let Some(class) = at else { break };
            let own = self.unit.class(class).methods.iter().copied();
            let fits = |id: &FunctionId| {
                let function = self.unit.function(*id);
                function.name.as_deref() == Some(name) && function.params.len() == count
            };
            if let Some(found) = own.into_iter().find(fits) {
                return Some(found);
            }
            at = self.base(class);
        }
        self.method(class, name)
    }

    /// The method of that name of a class around the place that runs, or else of the only class of the file that has one.
    pub(super) fn method_around(&self, name: &str, count: usize) -> Option<(FunctionId, FrameId, Option<ObjectId>)> {
        let found = |class: ClassId, this: Option<ObjectId>| {
            let function = self.method_for(class, name, count)?;
            let this = if self.unit.function(function).of_class { None } else { this };
            let this = this.or_else(|| self.class_objects.get(&class).copied());
            Some((function, self.class_frame(class, self.frame), this))
        };
        let mut at = Some(self.frame);
        while let Some(frame) = at.and_then(|id| self.state.frame(id)) {
            // A name of a function that was defined in between.
            if frame.names.get(name).is_some_and(|value| value.some(|alt| matches!(alt.atom, Atom::Function(..)))) {
                return None;
            }
            if let Some(found) = frame.class.and_then(|class| found(class, frame.this)) {
                return Some(found);
            }
            at = frame.parent;
        }
        let mut others = self.classes.iter().filter_map(|(class, _)| found(*class, None));
        let first = others.next()?;
        others.next().is_none().then_some(first)
    }

    /// The field of that name of the only class of the file whose own it is: a constant of the class around.
    pub(super) fn field_around(&mut self, name: &str) -> Option<Value> {
        let classes: Vec<ClassId> = self.classes.iter().map(|(class, _)| *class).collect();
        let mut found = classes.into_iter().filter_map(|class| self.class_field(class, name));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Methods of that name in classes of this file that have one of those from elsewhere for a base.
    pub fn overridden_in(&mut self, bases: &[&str], name: &str) -> Vec<Alt> {
        let classes: Vec<ClassId> = self.unit.classes().map(|(id, _)| id).collect();
        let mut found = Vec::new();
        for class in classes {
            let Some(function) = self.method(class, name) else { continue };
            if !self.foreign_bases(class).iter().any(|base| bases.contains(&&**base)) {
                continue;
            }
            let of_class = |(_, object): &(ObjectId, &super::state::Object)| matches!(object.kind, Kind::Local(own, _) if own == class);
            let this = self.state.objects().find(of_class).map(|(id, _)| id);
            let frame = self.class_frame(class, FrameId(0));
            found.push(Alt::new(Atom::Function(function, frame, this), self.unit.function(function).span));
        }
        found
    }

    /// The base class in this file.
    pub(super) fn base(&self, class: ClassId) -> Option<ClassId> {
        self.unit.class(class).bases.iter().find_map(|base| match &self.unit.expr(*base).kind {
            ExprKind::Name(name) => self
                .classes
                .iter()
                .find(|(id, _)| *id != class && self.unit.class(*id).name.as_ref() == Some(name))
                .map(|(id, _)| *id),
            _ => None,
        })
    }

    /// The qualified names of the bases from elsewhere.
    pub(super) fn foreign_bases(&mut self, class: ClassId) -> Vec<std::rc::Rc<str>> {
        let mut names = Vec::new();
        let mut at = Some(class);
        for _ in 0..8 {
            let Some(class) = at else { break };
            for base in self.unit.class(class).bases.clone() {
                for alt in self.eval(base).0 {
                    if let Atom::Api(path) = alt.atom {
                        names.push(path);
                    }
                }
            }
            at = self.base(class);
        }
        names
    }

    pub(super) fn class_frame(&self, class: ClassId, otherwise: FrameId) -> FrameId {
        self.classes.iter().find(|(id, _)| *id == class).map_or(otherwise, |(_, frame)| *frame)
    }

    /// A member of the object or class that runs, by its bare name.
    pub(super) fn own_member(
        &mut self,
        name: &str,
        this: Option<ObjectId>,
        class: Option<ClassId>,
        span: Span,
    ) -> Option<Value> {
        if let Some(id) = this {
            let object = self.state.object(id)?;
            if let Some(field) = object.field(name) {
                return Some(field.value.clone());
            }
            if let Kind::Local(class, frame) = object.kind
                && (self.method(class, name).is_some() || self.class_field(class, name).is_some())
            {
                return Some(self.local_member(id, class, frame, name, span));
            }
        }
        let class = class?;
        if let Some(value) = self.class_field(class, name) {
            return Some(value);
        }
        self.method(class, name).map(|function| {
            let object = self.class_objects.get(&class).copied();
            let frame = self.class_frame(class, FrameId(0));
            if self.unit.function(function).like_a_field {
                return self.call_function(function, frame, object, &Args::default(), span);
            }
            Value::one(Atom::Function(function, frame, object), span)
        })
    }

    /// Sets a field of the object that runs by its bare name; whether there is such a field.
    pub(super) fn set_own_field(&mut self, name: &str, value: &Value) -> bool {
        if !self.unit.bare_members {
            return false;
        }
        let (this, class) = self.around();
        let class_object = class.and_then(|class| self.class_objects.get(&class).copied());
        for id in [this, class_object].into_iter().flatten() {
            if let Some(object) = self.state.object_mut(id)
                && let Some((_, field)) = object.fields.iter_mut().find(|(key, _)| key == name)
            {
                field.value = value.clone();
                return true;
            }
        }
        false
    }

    /// `object[key]`
    pub(super) fn index(&mut self, on: &Value, key: &Value, span: Span) -> Value {
        let mut result = Value::default();
        for alt in &on.0 {
            let found = match (&alt.atom, key.literal()) {
                (Atom::Api(path), name) => {
                    let Some(read) = self.facts.environment_read(&format!("{path}[]")) else {
                        result = result.or(Value::unknown(span));
                        continue;
                    };
                    let unset = read.unset;
                    self.read_named(key, name, unset, span)
                }
                (Atom::Object(id), Some(name)) => match self.token_in_answer(*id, &name, span) {
                    Some(request) => Value::one(Atom::Token(request), span),
                    None => match self.api_name(*id).and_then(|path| self.facts.environment_read(&format!("{path}[]")))
                    {
                        Some(read) => {
                            let unset = read.unset;
                            self.read_named(key, Some(name), unset, span)
                        }
                        None => self.object_member(*id, alt, &name, span),
                    },
                },
                (Atom::Object(id), None) => {
                    let number = match key.0.as_slice() {
                        [Alt { atom: Atom::Number(number), .. }] => number.parse::<usize>().ok(),
                        _ => None,
                    };
                    let object = self.state.object(*id);
                    let item = number.and_then(|index| {
                        let object = object?;
                        let field = || object.field(&index.to_string()).map(|field| field.value.clone());
                        object.items.get(index).cloned().or_else(field)
                    });
                    item.unwrap_or_else(|| self.derived(&[&Value(vec![alt.clone()])], span))
                }
                (Atom::Derived(_), Some(name)) => match self.token_in_sources(alt, &name, span) {
                    Some(request) => Value::one(Atom::Token(request), span),
                    None => self.entry_of(alt, &name, span),
                },
                (Atom::Undefined(_), _) => Value(vec![alt.clone()]),
                (Atom::Unknown, Some(name)) => {
                    let name_span = key.0.first().map_or(span, |alt| alt.span);
                    let known = self.of_service(&name, name_span, span);
                    known.unwrap_or_else(|| self.derived(&[&Value(vec![alt.clone()]), key], span))
                }
                _ => self.derived(&[&Value(vec![alt.clone()]), key], span),
            };
            result = result.or(found);
        }
        result
    }

    /// Sets a member or entry of whatever `on` can be.
    pub(super) fn set_member(&mut self, on: &Value, name: &str, field: Field) {
        let only = on.0.len() == 1;
        for alt in &on.0 {
            let id = match &alt.atom {
                Atom::Object(id) => *id,
                Atom::Class(class, _) => match self.class_objects.get(class) {
                    Some(id) => *id,
                    None => continue,
                },
                // A setting of the whole process, of a module.
                Atom::Api(path) => {
                    self.trace.assigned.push((format!("{path}.{name}").into(), field.value.clone(), field.span));
                    continue;
                }
                _ => continue,
            };
            let Some(object) = self.state.object_mut(id) else { continue };
            let mut field = field.clone();
            if !only {
                let there = object.field(name).map_or_else(|| Value::absent(field.span), |there| there.value.clone());
                field.value = there.or(field.value);
            }
            // An empty array takes names as well (PHP).
            if object.kind == Kind::List && object.items.is_empty() {
                object.kind = Kind::Dict;
            }
            object.set(name, field);
        }
    }

    /// Something was set of which the name is not known.
    pub(super) fn open_up(&mut self, on: &Value) {
        for alt in &on.0 {
            if let Atom::Object(id) = alt.atom
                && let Some(object) = self.state.object_mut(id)
            {
                object.open = true;
            }
        }
    }
}

/// Whether a member's name says that it is the token's text.
fn means_text(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect();
    matches!(plain.as_str(), "accesstoken" | "tokenvalue" | "value")
}
