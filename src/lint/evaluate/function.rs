//! Functions and classes of the file itself: running them, making objects, what is known of declared types.

use super::state::{Args, Field, Frame, Kind, Object};
use super::{DEEPEST_CALL, Evaluator};
use crate::lint::form::{ClassId, Entry, ExprKind, FunctionId, Receiver, Span, Spread, Statement};
use crate::lint::value::{Alt, Atom, FrameId, ObjectId, Value};

impl Evaluator<'_> {
    /// Makes an object of a class of the file.
    pub(super) fn instantiate(
        &mut self,
        class: ClassId,
        frame: FrameId,
        args: &Args,
        initializer: &[Entry],
        span: Span,
    ) -> Value {
        let id = self.new_object(Object::new(Kind::Local(class, frame), span));
        self.construct(id, class, frame, args, span);
        self.initialize(id, initializer);
        Value::one(Atom::Object(id), span)
    }

    pub(super) fn construct(&mut self, id: ObjectId, class: ClassId, frame: FrameId, args: &Args, span: Span) {
        let outer = self.frame;
        let mut chain = vec![class];
        while let Some(base) = self.base(chain[chain.len() - 1]).filter(|base| !chain.contains(base)) {
            chain.push(base);
        }
        for class in chain.into_iter().rev() {
            let fields = self.unit.class(class).fields.clone();
            if fields.is_empty() {
                continue;
            }
            self.frame =
                self.new_frame(Frame { parent: Some(frame), this: Some(id), class: Some(class), ..Frame::default() });
            for statement in &fields {
                self.field_statement(statement, id);
            }
            self.frame = outer;
        }
        let constructor = self.method_for(class, self.unit.class(class).constructor, args.positional.len());
        match constructor {
            Some(constructor) => {
                let frame = self.class_frame(class, frame);
                self.call_function(constructor, frame, Some(id), args, span);
            }
            None => self.fill(id, class, args),
        }
    }

    /// An object whose class has no constructor of its own: what is given goes to the fields of that name, or in the order in
    /// which fields are declared with a type.
    fn fill(&mut self, id: ObjectId, class: ClassId, args: &Args) {
        let declared = |statement: &Statement| match statement {
            Statement::Assign { target, declared: Some(_), .. } => match &self.unit.expr(*target).kind {
                ExprKind::Name(name) => Some(name.clone()),
                _ => None,
            },
            _ => None,
        };
        let class = self.unit.class(class);
        let names: Vec<String> = class.body.iter().chain(&class.fields).filter_map(declared).collect();
        let by_position = names.iter().zip(&args.positional).map(|(name, given)| (name, given.span, given));
        let by_name = args.named.iter().filter(|(name, ..)| names.contains(name));
        let by_name = by_name.map(|(name, key_span, given)| (name, *key_span, given));
        let given: Vec<_> = by_position.chain(by_name).collect();
        let Some(object) = self.state.object_mut(id) else { return };
        for (name, key_span, given) in given {
            object.set(name, Field { value: given.value.clone(), key_span, span: given.span });
        }
    }

    fn field_statement(&mut self, statement: &crate::lint::form::Statement, id: ObjectId) {
        if let crate::lint::form::Statement::Assign { target, value, declared, .. } = statement {
            let span = self.unit.expr(*target).span;
            let value = match value {
                Some(value) => self.eval(*value),
                None => self.declared_value(declared.as_deref(), span),
            };
            if let ExprKind::Name(name) = &self.unit.expr(*target).kind
                && let Some(object) = self.state.object_mut(id)
            {
                object.set(name, Field { value, key_span: span, span });
            }
        }
    }

    /// Properties set along with the making of an object.
    pub(super) fn initialize(&mut self, id: ObjectId, initializer: &[Entry]) {
        for entry in initializer {
            // What is not named is that of another one.
            if let Entry::Spread(other) = entry {
                let other = self.eval(*other);
                self.take_over(id, &other);
            }
            if let Entry::Pair { key, value, span } = entry {
                let name = self.eval(*key).literal();
                let value = self.eval(*value);
                let key_span = self.unit.expr(*key).span;
                if let (Some(name), Some(object)) = (name, self.state.object_mut(id)) {
                    object.set(&name, Field { value, key_span, span: *span });
                }
            }
        }
    }

    fn take_over(&mut self, id: ObjectId, other: &Value) {
        for alt in &other.0 {
            let source = match alt.atom {
                Atom::Object(other) => self.state.object(other).cloned(),
                _ => None,
            };
            let Some(object) = self.state.object_mut(id) else { return };
            object.open |= source.as_ref().map_or(alt.is_unknown(), |source| source.open);
            for (name, field) in source.into_iter().flat_map(|source| source.fields) {
                object.set(&name, field);
            }
        }
    }

    /// Runs a function of the file.
    pub(super) fn call_function(
        &mut self,
        id: FunctionId,
        parent: FrameId,
        this: Option<ObjectId>,
        args: &Args,
        span: Span,
    ) -> Value {
        let again = self.running.iter().filter(|running| **running == id).count();
        if self.running.len() >= DEEPEST_CALL || again > 1 || !self.step() {
            return Value::unknown(span);
        }
        self.ran.insert(id);
        let function = self.unit.function(id);
        let class = this.and_then(|id| self.state.object(id)).and_then(|object| match object.kind {
            Kind::Local(class, _) | Kind::ClassOf(class) => Some(class),
            _ => None,
        });
        // The class in which the function itself stands, for `super`.
        let class = self.class_around.get(&id).copied().or(class);
        let frame = self.new_frame(Frame {
            parent: Some(parent),
            this: if function.receiver == Receiver::None { None } else { this },
            function: Some(id),
            class,
            ..Frame::default()
        });
        let outer = std::mem::replace(&mut self.frame, frame);
        let conditions = std::mem::take(&mut self.conditions);
        self.running.push(id);
        self.bind(id, this, args);
        self.returns.push(Vec::new());
        let flow = self.block(&function.body);
        self.running.pop();
        let returns = self.returns.pop().unwrap_or_default();
        let mut result = Value::default();
        let fell_through = flow == super::statement::Flow::Next;
        let mut state = fell_through.then(|| std::mem::take(&mut self.state));
        let gave = !returns.is_empty();
        for (value, after) in returns {
            result = result.or(value);
            state = Some(match state {
                Some(other) => other.join(after),
                None => after,
            });
        }
        match state {
            Some(state) => self.state = state,
            // It never comes back.
            None => self.gone = true,
        }
        self.conditions = conditions;
        self.frame = outer;
        if result.0.is_empty() {
            result = if gave || fell_through { Value::one(Atom::Null, span) } else { Value::unknown(span) };
        }
        if function.asynchronous && !result.every(|alt| self.is_promise(alt)) {
            let mut promise = Object::new(Kind::Promise, span);
            promise.set("value", Field { value: result, key_span: span, span });
            return self.object_value(promise);
        }
        result
    }

    fn is_promise(&self, alt: &Alt) -> bool {
        matches!(alt.atom, Atom::Object(id) if self.state.object(id).is_some_and(|object| object.kind == Kind::Promise))
    }

    /// What is there once a promise is kept.
    pub fn awaited(&mut self, value: &Value) -> Value {
        let mut result = Value::default();
        for alt in &value.0 {
            let inner = match alt.atom {
                Atom::Object(id) if self.is_promise(alt) => {
                    self.state.object(id).and_then(|object| object.field("value")).map(|field| field.value.clone())
                }
                _ => None,
            };
            match inner {
                Some(inner) => result = result.or(self.awaited(&inner)),
                None => result.add(alt.clone()),
            }
        }
        result
    }

    fn bind(&mut self, id: FunctionId, this: Option<ObjectId>, args: &Args) {
        let function = self.unit.function(id);
        let mut positional = args.positional.iter();
        let mut used: Vec<&str> = Vec::new();
        for (index, param) in function.params.iter().enumerate() {
            let value = if index == 0 && function.receiver == Receiver::FirstParameter {
                this.map_or_else(|| Value::unknown(param.span), |id| Value::one(Atom::Object(id), param.span))
            } else {
                match param.takes {
                    Spread::No => {
                        let given = positional.next().or_else(|| {
                            used.push(&param.name);
                            args.named(&param.name).map(|(.., given)| given)
                        });
                        match (given, param.default) {
                            (Some(given), _) => given.value.clone(),
                            (None, Some(default)) => {
                                let default = self.eval(default);
                                if args.open { default.or(Value::unknown(param.span)) } else { default }
                            }
                            (None, None) => self.declared_value(param.declared.as_deref(), param.span),
                        }
                    }
                    Spread::List => {
                        let mut list = Object::new(Kind::List, param.span);
                        list.items = positional.by_ref().map(|given| given.value.clone()).collect();
                        list.open = args.open;
                        self.object_value(list)
                    }
                    Spread::Pairs => {
                        let mut rest = Object::new(Kind::Dict, param.span);
                        rest.open = args.open;
                        for (name, key_span, given) in
                            args.named.iter().filter(|(name, ..)| !used.contains(&name.as_str()))
                        {
                            rest.set(name, Field { value: given.value.clone(), key_span: *key_span, span: given.span });
                        }
                        self.object_value(rest)
                    }
                }
            };
            if let Some(frame) = self.state.frame_mut(self.frame) {
                frame.names.insert(&param.name, value.clone());
            }
            if let Some(pattern) = param.pattern
                && let ExprKind::Object(_) | ExprKind::List(_) = self.unit.expr(pattern).kind
            {
                self.assign(pattern, value, false);
            }
        }
    }

    /// What a variable of a declared type is before anything is known of it.
    pub(super) fn declared_value(&mut self, declared: Option<&str>, span: Span) -> Value {
        let Some(declared) = declared.filter(|declared| !declared.is_empty()) else { return Value::unknown(span) };
        let path = self.type_path(declared);
        match path {
            Some(path) => {
                let mut object = Object::new(Kind::Api(path.as_str().into()), span);
                object.open = true;
                object.args.open = true;
                self.object_value(object)
            }
            None => Value::unknown(span),
        }
    }

    /// A value that is said to be of a type, if the catalog knows that type.
    pub(super) fn declared_or(&mut self, declared: &str, value: Value, span: Span) -> Value {
        match self.type_path(declared) {
            Some(_) => self.declared_value(Some(declared), span),
            None => value,
        }
    }

    /// The qualified name of a type as it is written, if the catalog knows it.
    fn type_path(&mut self, written: &str) -> Option<String> {
        let mut parts = written.split(['.', ':', '\\']).filter(|part| !part.is_empty());
        let first = parts.next()?;
        let mut path = None;
        let mut at = Some(FrameId(0));
        while let Some(frame) = at.and_then(|id| self.state.frame(id)) {
            if let Some([Alt { atom: Atom::Api(found), .. }]) = frame.names.get(first).map(|value| value.0.as_slice()) {
                path = Some(found.to_string());
            }
            at = None;
        }
        let path = path.or_else(|| {
            self.unit
                .wildcards
                .iter()
                .map(|wildcard| self.facts.canonical(format!("{wildcard}.{first}")))
                .find(|path| self.facts.knows(path))
        });
        let path = path.or_else(|| {
            let only = self.facts.only_ending_in(first).filter(|_| self.unit.implicit_namespaces);
            only.map(str::to_owned)
        })?;
        let path = self.facts.canonical(parts.fold(path, |path, part| format!("{path}.{part}")));
        self.facts.knows(&path).then_some(path)
    }
}
