//! What the catalog knows: credentials, tokens, what opens a connection.

use super::Evaluator;
use super::state::{Args, Given, Kind, MethodCall, Object};
use super::trace::{Called, TokenRequest};
use crate::catalog::{Slot, TokenFact, TokenGives};
use crate::lint::form::{Entry, Span};
use crate::lint::front::Intrinsic;
use crate::lint::value::{Alt, Atom, ObjectId, Value};

impl Evaluator<'_> {
    /// A call of something from elsewhere.
    pub(super) fn call_api(
        &mut self,
        path: &str,
        args: &Args,
        initializer: &[Entry],
        name_span: Span,
        span: Span,
    ) -> Value {
        if !self.facts.knows(path)
            && !self.front.same_name("a", "A")
            && let Some(meant) = self.facts.misspelt(path)
        {
            self.trace.misspelt.push((path.into(), meant.into(), name_span));
            return self.call_api(meant, args, initializer, name_span, span);
        }
        if let Some(read) = self.facts.environment_read(path) {
            let unset = read.unset;
            return self.read_argument(args, unset, span);
        }
        if self.facts.language.wraps.iter().any(|known| known == path)
            && let Some(given) = args.positional.first()
        {
            return given.value.clone();
        }
        if let Some(index) = self.token_function(path) {
            let fact = &self.facts.language.tokens[index];
            if fact.gives == TokenGives::Text {
                let credential = fact.credential.as_ref().map_or_else(Value::default, |slot| argument(slot, args));
                return self.ask(index, credential, args, span);
            }
        }
        if let Some(intrinsic) = self.front.intrinsic(path)
            && let Some(value) = self.intrinsic(intrinsic, None, args, span)
        {
            self.record(path, args, name_span, span, None);
            return value;
        }
        if let Some(value) = self.reads_by_name(path, args, span) {
            return value;
        }
        let result = self.facts.language.results.get(path).map(String::as_str);
        let class = result.or_else(|| self.facts.constructed(path)).unwrap_or(path);
        let mut object = Object::new(Kind::Api(class.into()), span);
        object.args = args.clone();
        let id = self.new_object(object);
        self.initialize(id, initializer);
        self.record(path, args, name_span, span, Some(id));
        if let Some(register) = self.facts.register(path)
            && let Some(slot) = &register.function
        {
            let function = argument(slot, args);
            self.register(path, args, &function, span);
        }
        Value::one(Atom::Object(id), span)
    }

    fn record(&mut self, path: &str, args: &Args, name_span: Span, span: Span, object: Option<ObjectId>) {
        if !self.facts.knows(path) && !self.facts.prints(path) && !tells(path) {
            for given in args.all() {
                self.keep_texts(&given.value, true);
            }
            for (name, _, given) in &args.named {
                self.note_named(name, &given.value, given.span);
            }
        }
        let object = object.and_then(|id| Some((id, self.state.object(id)?.clone())));
        let activation = self.activation;
        self.trace.begun.entry(span).or_default().insert(self.beginning);
        if !self.conditions.is_empty() {
            self.trace
                .called_under
                .entry(span)
                .or_default()
                .extend(self.conditions.iter().map(|under| under.condition));
        }
        self.trace.calls.push(Called { name: path.into(), span, name_span, args: args.clone(), object, activation });
    }

    /// A method of something of which nothing is known.
    pub(super) fn trace_unknown(&mut self, name: &str, args: &Args, name_span: Span, span: Span) {
        let path = format!(".{name}");
        self.record(&path, args, name_span, span, None);
    }

    /// A method of an object that came from elsewhere.
    pub(super) fn call_api_method(
        &mut self,
        id: ObjectId,
        path: &str,
        name: &str,
        name_span: Span,
        args: &Args,
        span: Span,
    ) -> Value {
        let qualified = format!("{path}.{name}");
        let on = Value::one(Atom::Object(id), span);
        if let Some(read) = self.facts.environment_read(&qualified) {
            let unset = read.unset;
            return self.read_argument(args, unset, span);
        }
        let credential = self.facts.credential(path).is_some();
        if self.is_token_method(name)
            && (credential || self.asks_for_a_scope(args))
            && let Some(value) = self.request_token(on.clone(), name, args, span)
        {
            return value;
        }
        if self.facts.build(path).is_some_and(|(_, build)| build.masked.iter().any(|own| own == name)) {
            return Value::unknown(span);
        }
        if let Some(value) = self.set_before(id, name, args) {
            return value;
        }
        let called = MethodCall { name: name.into(), args: args.clone(), span, name_span };
        if let Some(object) = self.state.object_mut(id) {
            object.calls.push(called.into());
        }
        if self.facts.open(&qualified).is_some() || self.facts.build(&qualified).is_some() {
            let value = self.call_api(&qualified, args, &[], name_span, span);
            self.came_from(&value, id);
            return value;
        }
        if let Some(path) = self.facts.extension(name) {
            return self.call_api(path, args, &[], name_span, span);
        }
        let wraps = |fact: &TokenFact| fact.request.as_deref() == Some(path) && !fact.scopes_by.is_empty();
        let ours = credential
            || self.facts.is_builder(path)
            || self.facts.open(path).is_some()
            || self.facts.build(path).is_some()
            || self.facts.language.tokens.iter().any(wraps)
            || self.facts.request(path).is_some_and(|request| request.headers.iter().any(|slot| slot.method.is_some()));
        match self.front.intrinsic(&format!(".{name}")) {
            Some(Intrinsic::Await) => return on,
            Some(Intrinsic::Get) if args.positional.is_empty() => return on,
            Some(Intrinsic::Get) => {
                let key = args.positional.first().map(|given| given.value.clone()).unwrap_or_default();
                return self.index(&on, &key, span);
            }
            Some(intrinsic @ Intrinsic::Then) => {
                if let Some(value) = self.intrinsic(intrinsic, Some(&on), args, span) {
                    return value;
                }
            }
            Some(
                intrinsic @ (Intrinsic::Append
                | Intrinsic::Require
                | Intrinsic::Apply
                | Intrinsic::Look
                | Intrinsic::With),
            ) if !ours => {
                if let Some(value) = self.intrinsic(intrinsic, Some(&on), args, span) {
                    return value;
                }
            }
            Some(Intrinsic::Set | Intrinsic::Update)
                if ours || self.facts.request(path).is_some() || self.is_dict_like(id) =>
            {
                let intrinsic = self.front.intrinsic(&format!(".{name}")).unwrap_or(Intrinsic::Set);
                if let Some(value) = self.intrinsic(intrinsic, Some(&on), args, span) {
                    return value;
                }
            }
            _ => {}
        }
        self.record(&qualified, args, name_span, span, None);
        let given_back = self.facts.open(path).filter(|(.., open)| open.gives_back.iter().any(|own| own == name));
        if given_back.is_some()
            && let Some(given) = self.state.object(id).and_then(|object| object.args.positional.first())
        {
            return given.value.clone();
        }
        let narrows = self.facts.open(path).is_some_and(|(.., open)| open.narrows.iter().any(|own| own == name));
        // A request is one of its own, whatever sends it.
        let request = self.facts.is_builder(path) && self.facts.request(&qualified).is_some();
        if ours && !narrows && !request {
            return on;
        }
        let mut object = Object::new(Kind::Api(qualified.as_str().into()), span);
        object.args = args.clone();
        object.from = Some(id);
        self.object_value(object)
    }

    /// What a getter gives that has a setter beside it: what that was given last.
    fn set_before(&self, id: ObjectId, name: &str, args: &Args) -> Option<Value> {
        let setter = format!("set{}", name.strip_prefix("get").filter(|_| args.all().next().is_none())?);
        let call = self.state.object(id)?.calls.iter().rfind(|call| *call.name == *setter)?;
        Some(call.args.positional.first()?.value.clone())
    }

    fn is_dict_like(&self, id: ObjectId) -> bool {
        self.state.object(id).is_some_and(|object| !object.fields.is_empty() || object.args.all().next().is_none())
    }

    fn came_from(&mut self, value: &Value, id: ObjectId) {
        if let [Alt { atom: Atom::Object(made), .. }] = value.0.as_slice()
            && let Some(object) = self.state.object_mut(*made)
        {
            object.from = Some(id);
        }
    }

    // Tokens.

    fn token_function(&self, path: &str) -> Option<usize> {
        self.facts.language.tokens.iter().position(|fact| fact.on.is_none() && fact.call == path)
    }

    /// Whether credentials have a method of that name that gives a token.
    pub(super) fn is_token_method(&self, name: &str) -> bool {
        self.facts
            .language
            .tokens
            .iter()
            .any(|fact| fact.on.is_some() && (fact.call == name || self.front.same_name(&fact.call, name)))
    }

    /// Whether an argument looks like a scope: only then is an unknown object taken for a credential.
    pub(super) fn asks_for_a_scope(&self, args: &Args) -> bool {
        args.all().any(|given| {
            self.texts_in(&given.value, 3).iter().any(|text| {
                text.literal().is_some_and(|text| {
                    text.starts_with("https://")
                        && self.shared.service.scope_words.iter().any(|word| text.contains(word.as_str()))
                })
            })
        })
    }

    pub(super) fn request_token(&mut self, on: Value, name: &str, args: &Args, span: Span) -> Option<Value> {
        let path = match on.0.as_slice() {
            [Alt { atom: Atom::Object(id), .. }] => self.api_name(*id),
            _ => None,
        };
        let fits = |fact: &TokenFact| {
            let of = fact.of.as_deref().is_none_or(|of| path.as_deref().is_some_and(|path| path.starts_with(of)));
            fact.on.is_some() && (fact.call == name || self.front.same_name(&fact.call, name)) && of
        };
        let index = self.facts.language.tokens.iter().position(fits)?;
        Some(self.ask(index, on, args, span))
    }

    fn ask(&mut self, index: usize, credential: Value, args: &Args, span: Span) -> Value {
        let fact = &self.facts.language.tokens[index];
        let scope = self.scope_given(fact, &credential, args);
        let scope = if scope.0.is_empty() && args.open { Value::unknown(span) } else { scope };
        let request = self.trace.tokens.len();
        let (text, awaited) = (fact.text.is_empty(), fact.awaited);
        if !fact.scopes_by.is_empty()
            && scope.every(|alt| matches!(alt.atom, Atom::Text(_) | Atom::Env(_)))
            && let Some(given) = fact.scope.argument.and_then(|index| args.positional.get(index))
        {
            self.trace.unwrapped.push((given.span, index));
        }
        let is_known = |alt: &Alt| {
            let path = super::state::object_of(alt).and_then(|id| self.api_name(id));
            path.is_some_and(|path| self.facts.credential(&path).is_some() || self.facts.is_builder(&path))
        };
        let unsure = fact.or_text && !credential.some(is_known);
        let scope = self.wrapped_scopes(fact, &scope);
        let scope = Value(self.texts_in(&scope, 4));
        let activation = self.activation;
        self.trace.begun.entry(span).or_default().insert(self.beginning);
        let asked = TokenRequest { span, fact: Some(index), credential, scope, http: None, activation };
        self.trace.tokens.push(asked);
        let value = if text {
            Value::one(Atom::Token(request), span)
        } else {
            let object = self.object_value(Object::new(Kind::Token(request), span));
            if unsure { object.or(Value::one(Atom::Token(request), span)) } else { object }
        };
        if !awaited {
            return value;
        }
        let mut promise = Object::new(Kind::Promise, span);
        promise.set("value", super::state::Field { value, key_span: span, span });
        self.object_value(promise)
    }

    /// Whether that is a way from a token to its text, for one that may be the text itself.
    pub(super) fn leads_to_text(&self, alt: &Alt, name: &str) -> bool {
        let Atom::Token(request) = alt.atom else { return false };
        let fact = self.trace.tokens.get(request).and_then(|asked| self.facts.language.tokens.get(asked.fact?));
        fact.is_some_and(|fact| fact.or_text && fact.text.iter().any(|step| step == name))
    }

    /// A plugin makes its credential of a connection's settings, and asks it for a token.
    pub fn ask_plugin(&mut self, name: &str, index: usize, args: Args, span: Span, called: &Called) -> Value {
        let mut object = Object::new(Kind::Api(name.into()), span);
        object.args = args.clone();
        let id = self.new_object(object.clone());
        self.trace.calls.push(Called {
            name: name.into(),
            span: called.span,
            name_span: span,
            args: args.clone(),
            object: Some((id, object)),
            activation: 0,
        });
        self.ask(index, Value::one(Atom::Object(id), span), &args, span)
    }

    /// What was given to the object that wraps the scopes, where it takes other things besides.
    fn wrapped_scopes(&self, fact: &TokenFact, scope: &Value) -> Value {
        let mut result = Value::default();
        for alt in &scope.0 {
            let wrapping = super::state::object_of(alt).and_then(|id| self.state.object(id)).filter(|object| {
                !fact.scopes_by.is_empty()
                    && matches!(&object.kind, Kind::Api(path) if fact.request.as_deref() == Some(path))
            });
            let Some(object) = wrapping else {
                result.add(alt.clone());
                continue;
            };
            let by_method = object.calls.iter().filter(|call| fact.scopes_by.iter().any(|name| **name == *call.name));
            for given in object.args.all().chain(by_method.flat_map(|call| call.args.all())) {
                result = result.or(given.value.clone());
            }
            if object.open {
                result.add(Alt::new(Atom::Unknown, alt.span));
            }
        }
        result
    }

    /// The texts (and unknowns) in a value: elements of lists, what request objects were made with.
    pub fn texts_in(&self, value: &Value, deep: usize) -> Vec<Alt> {
        let mut texts = Vec::new();
        for alt in &value.0 {
            let object = match alt.atom {
                Atom::Object(id) => self.state.object(id),
                _ => None,
            };
            match object {
                Some(object) if deep > 0 && !matches!(object.kind, Kind::Local(..) | Kind::Token(_)) => {
                    for item in &object.items {
                        texts.extend(self.texts_in(item, deep - 1));
                    }
                    for given in object.args.all() {
                        texts.extend(self.texts_in(&given.value, deep - 1));
                    }
                    for (_, field) in &object.fields {
                        texts.extend(self.texts_in(&field.value, deep - 1));
                    }
                    for call in &object.calls {
                        texts.extend(call.args.all().flat_map(|given| self.texts_in(&given.value, deep - 1)));
                    }
                    if object.open {
                        texts.push(Alt::new(Atom::Unknown, alt.span));
                    }
                }
                _ => texts.push(alt.clone()),
            }
        }
        texts
    }

    /// Something that the catalog makes callable: a provider of tokens, a function with arguments given.
    pub(super) fn call_object(&mut self, id: ObjectId, args: &Args, span: Span) -> Value {
        let Some(object) = self.state.object(id).cloned() else { return Value::unknown(span) };
        if let Kind::Local(class, frame) = object.kind {
            return match self.method(class, "__call__") {
                Some(function) => self.call_function(function, frame, Some(id), args, span),
                None => Value::unknown(span),
            };
        }
        let Kind::Api(path) = &object.kind else { return Value::unknown(span) };
        let again = format!("{path}()");
        if self.facts.open(&again).is_some() {
            return self.call_api(&again, args, &[], span, span);
        }
        if let Some(index) = self.token_function(path) {
            let credential = self.facts.language.tokens[index].credential.as_ref();
            let credential = credential.map_or_else(Value::default, |slot| argument(slot, &object.args));
            return self.ask(index, credential, &object.args, object.span);
        }
        if self.front.intrinsic(path) == Some(Intrinsic::Partial) {
            let mut all = object.args.clone();
            if all.positional.is_empty() {
                return Value::unknown(span);
            }
            let function = all.positional.remove(0).value;
            all.positional.extend(args.positional.iter().cloned());
            all.named.extend(args.named.iter().cloned());
            all.open |= args.open;
            return self.call_value(&function, &all, span);
        }
        Value::derived([&Value::one(Atom::Object(id), span)], span)
    }

    // Events.

    /// A function that a decorator registers.
    pub(super) fn register_decorated(&mut self, decorator: ObjectId, function: &Value) {
        let Some(object) = self.state.object(decorator).cloned() else { return };
        if let Kind::Api(path) = &object.kind
            && self.facts.register(path).is_some_and(|register| register.function.is_none())
        {
            self.register(path.as_ref(), &object.args, function, object.span);
        }
    }

    fn register(&mut self, path: &str, args: &Args, function: &Value, span: Span) {
        let Some(register) = self.facts.register(path) else { return };
        let target = argument(&register.target, args);
        let Some(event) = argument(&register.event, args).literal() else { return };
        for alt in &target.0 {
            let Atom::Object(id) = alt.atom else { continue };
            let given = Given { value: function.clone(), span };
            let args = Args { positional: vec![given], ..Args::default() };
            let name = format!("event {event}").into();
            if let Some(object) = self.state.object_mut(id) {
                object.calls.push(MethodCall { name, args, span, name_span: span }.into());
            }
        }
    }

    /// A setting that opens a connection.
    pub(super) fn note_setting(&mut self, call: &str, given: Given) {
        let span = given.span;
        let args = Args { positional: vec![given], ..Args::default() };
        let activation = self.activation;
        self.trace.calls.push(Called { name: call.into(), span, name_span: span, args, object: None, activation });
    }

    /// An entry of a dictionary of connections.
    pub(super) fn note_open_entry(&mut self, call: &str, entry: ObjectId, given: &Given, span: Span) {
        let Some(object) = self.state.object(entry).cloned() else { return };
        let args = Args { positional: vec![given.clone()], ..Args::default() };
        let called = Called {
            name: call.into(),
            span: given.span,
            name_span: span,
            args,
            object: Some((entry, object)),
            activation: self.activation,
        };
        self.trace.calls.push(called);
    }
}

/// Whether a call has the name of one that shows a text to somebody.
fn tells(path: &str) -> bool {
    const WORDS: &[&str] = &[
        "log", "print", "debug", "info", "warn", "err", "fail", "panic", "trace", "msg", "mask", "redact", "sanitize",
        "replace",
    ];
    let last = path.rsplit('.').next().unwrap_or(path).to_ascii_lowercase();
    WORDS.iter().any(|word| last.contains(word))
}

/// Where the text of a literal stands.
pub(super) fn literal_span(alt: &Alt) -> Span {
    match &alt.atom {
        Atom::Text(parts) => match &**parts {
            [crate::lint::value::Part::Literal(_, span)] => *span,
            _ => alt.span,
        },
        _ => alt.span,
    }
}

/// The argument in a place, by position or name.
pub fn argument(slot: &Slot, args: &Args) -> Value {
    let by_name = slot.keyword.as_deref().and_then(|name| args.named(name)).map(|(.., given)| given);
    let by_position = slot.argument.and_then(|index| args.positional.get(index));
    by_name.or(by_position).map(|given| given.value.clone()).unwrap_or_default()
}
