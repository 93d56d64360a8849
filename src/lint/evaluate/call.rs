//! Calls: of functions and classes of the file, of what comes from elsewhere, of methods.

use super::Evaluator;
use super::state::{Args, Given, Kind, object_of};
use crate::lint::form::{Arg, Call, ClassId, Entry, ExprKind, FunctionId, Span, Spread};
use crate::lint::value::{Alt, Atom, FrameId, ObjectId, Value};

impl Evaluator<'_> {
    /// Arguments, evaluated; what is spread is laid out where it is known.
    pub(super) fn args(&mut self, args: &[Arg]) -> Args {
        let mut result = Args::default();
        for arg in args {
            let value = self.eval(arg.value);
            let given = Given { value, span: arg.span };
            match (arg.spread, &arg.name) {
                (Spread::No, Some((name, span))) => result.named.push((name.clone(), *span, given)),
                (Spread::No, None) => result.positional.push(given),
                (Spread::List | Spread::Pairs, _) => self.lay_out(&given, &mut result),
            }
        }
        result
    }

    fn lay_out(&mut self, given: &Given, into: &mut Args) {
        let [Alt { atom: Atom::Object(id), .. }] = given.value.0.as_slice() else {
            self.lay_out_several(given, into);
            return;
        };
        let Some(object) = self.state.object(*id) else { return };
        into.open |= object.open || !matches!(object.kind, Kind::Dict | Kind::List);
        for item in &object.items {
            into.positional.push(Given { value: item.clone(), span: given.span });
        }
        for (name, field) in &object.fields {
            into.named.push((name.clone(), field.key_span, Given { value: field.value.clone(), span: field.span }));
        }
    }

    /// One of several dictionaries: each of their entries is there or not.
    fn lay_out_several(&mut self, given: &Given, into: &mut Args) {
        let all = || given.value.0.iter().map(|alt| self.state.object(object_of(alt)?));
        into.open |= all().any(|object| object.is_none_or(|object| object.open || object.kind != Kind::Dict));
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in all().flatten().filter(|object| object.kind == Kind::Dict).flat_map(|object| &object.fields) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        let mut named = Vec::new();
        for name in names {
            let fields = all().flatten().map(|object| object.field(name));
            let value = fields.clone().fold(Value::default(), |value, field| {
                value.or(field.map_or_else(|| Value::absent(given.span), |field| field.value.clone()))
            });
            let Some(first) = fields.flatten().next() else { continue };
            named.push((name.to_owned(), first.key_span, Given { value, span: first.span }));
        }
        into.named.extend(named);
    }

    pub(super) fn call(&mut self, call: &Call, span: Span) -> Value {
        let callee = self.unit.expr(call.callee);
        if let ExprKind::Member { object, name, name_span } = &callee.kind {
            if matches!(self.unit.expr(*object).kind, ExprKind::Super) {
                let args = self.args(&call.args);
                return self.call_super(name, args, *name_span, span);
            }
            let on = self.eval(*object);
            let args = self.args(&call.args);
            let block = args.named("&block").map(|(.., given)| given.value.clone());
            let block = block.map(|block| (self.not_run(&block), block));
            let result = self.call_methods(&on, name, *name_span, &args, &call.initializer, span);
            return match block {
                Some((ran, block)) => self.with_block(result, &block, ran, span),
                None => result,
            };
        }
        let name_span = callee.span;
        if matches!(callee.kind, ExprKind::Super) {
            let args = self.args(&call.args);
            return self.call_super("", args, name_span, span);
        }
        if let ExprKind::Name(name) = &callee.kind
            && self.unit.methods_apart
            && !call.new
            && let Some((function, frame, this)) = self.method_around(name, call.args.len())
        {
            let args = self.args(&call.args);
            return self.call_function(function, frame, this, &args, span);
        }
        let callee = self.eval(call.callee);
        let args = self.args(&call.args);
        let mut result = Value::default();
        for alt in &callee.0 {
            result = result.or(self.call_alt(alt, &args, &call.initializer, name_span, span));
        }
        if callee.0.is_empty() { Value::unknown(span) } else { result }
    }

    /// Notes of the functions in a value that they have not run; which had.
    fn not_run(&mut self, value: &Value) -> Vec<FunctionId> {
        let ids = value.0.iter().filter_map(|alt| match alt.atom {
            Atom::Function(id, ..) => Some(id),
            _ => None,
        });
        ids.filter(|id| self.ran.remove(id)).collect()
    }

    /// What a call of something from elsewhere gives may be what its block gives, which nobody else runs.
    fn with_block(&mut self, result: Value, block: &Value, ran: Vec<FunctionId>, span: Span) -> Value {
        let waits = block.some(|alt| matches!(alt.atom, Atom::Function(id, ..) if !self.ran.contains(&id)));
        self.ran.extend(ran);
        let hook = result.some(|alt| match alt.atom {
            Atom::Object(id) => self.api_name(id).is_some_and(|name| self.facts.open(&name).is_some()),
            _ => false,
        });
        if !waits || hook {
            return result;
        }
        // What a block gets is, as a rule, what was made: `Net::HTTP.start(...) { |http| ... }`.
        let made = matches!(result.0.as_slice(), [Alt { atom: Atom::Object(_), .. }]);
        let positional = made.then(|| Given { value: result.clone(), span }).into_iter().collect();
        let open = Args { open: true, positional, ..Args::default() };
        let value = self.call_value(block, &open, span);
        self.gone = false;
        // A log asks its block for the text.
        let mut calls = self.trace.calls.iter_mut().rev();
        if let Some(called) = calls.find(|called| called.span == span && self.facts.prints(&called.name)) {
            called.args.positional.push(Given { value: value.clone(), span });
        }
        let known = value.leaves().any(|alt| matches!(alt.atom, Atom::Object(_) | Atom::Token(_) | Atom::Env(_)));
        if known { value.or(result) } else { result }
    }

    fn call_alt(&mut self, alt: &Alt, args: &Args, initializer: &[Entry], name_span: Span, span: Span) -> Value {
        match &alt.atom {
            Atom::Api(path) => self.call_api(&path.clone(), args, initializer, name_span, span),
            Atom::Class(class, frame) => self.instantiate(*class, *frame, args, initializer, span),
            Atom::Undefined(_) => Value(vec![alt.clone()]),
            _ => self.call_value(&Value(vec![alt.clone()]), args, span),
        }
    }

    /// Calls a value: a function of the file, or something made callable by the catalog.
    pub fn call_value(&mut self, value: &Value, args: &Args, span: Span) -> Value {
        let mut result = Value::default();
        for alt in &value.0 {
            result = result.or(match &alt.atom {
                Atom::Function(function, frame, this) => self.call_function(*function, *frame, *this, args, span),
                Atom::Class(class, frame) => self.instantiate(*class, *frame, args, &[], span),
                Atom::Api(path) => self.call_api(&path.clone(), args, &[], alt.span, span),
                Atom::Method(id, name) => {
                    let on = Value::one(Atom::Object(*id), alt.span);
                    self.call_methods(&on, &name.clone(), alt.span, args, &[], span)
                }
                Atom::Object(id) => self.call_object(*id, args, span),
                _ => {
                    let values: Vec<Value> = args.all().map(|given| given.value.clone()).collect();
                    Value::derived(values.iter().chain(std::iter::once(&Value(vec![alt.clone()]))), span)
                }
            });
        }
        result
    }

    /// Calls a method on whatever `on` can be.
    pub(super) fn call_methods(
        &mut self,
        on: &Value,
        name: &str,
        name_span: Span,
        args: &Args,
        initializer: &[Entry],
        span: Span,
    ) -> Value {
        let mut result = Value::default();
        // What is nothing has no methods: where it is an object as well, the object is meant.
        let object = on.some(|alt| matches!(alt.atom, Atom::Object(_)));
        let meant = object && self.front.intrinsic(&format!(".{name}")).is_none();
        for alt in on.0.iter().filter(|alt| !meant || !matches!(alt.atom, Atom::Null | Atom::Absent)) {
            let found = match &alt.atom {
                Atom::Api(_) if self.is_token_method(name) && self.asks_for_a_scope(args) => {
                    let on = Value(vec![alt.clone()]);
                    self.request_token(on, name, args, span).unwrap_or_else(|| Value::unknown(span))
                }
                Atom::Api(path) => {
                    let qualified = self.facts.canonical(format!("{path}.{name}"));
                    let path = match self.facts.extension(name) {
                        Some(extension) if !self.facts.knows(&qualified) => extension.to_owned(),
                        _ => qualified,
                    };
                    self.call_api(&path, args, initializer, name_span, span)
                }
                Atom::Object(id) => self.call_on_object(*id, alt, name, name_span, args, span),
                Atom::Function(..) if self.unit.methods_apart => self.call_value(&Value(vec![alt.clone()]), args, span),
                Atom::Class(class, _) => match self.method_for(*class, name, args.positional.len()) {
                    Some(function) => {
                        let object = self.class_objects.get(class).copied();
                        let frame = self.class_frame(*class, FrameId(0));
                        self.call_function(function, frame, object, args, span)
                    }
                    None => self.call_inherited(*class, name, args, name_span, span),
                },
                Atom::Undefined(_) => {
                    if self.is_token_method(name) {
                        self.request_token(Value(vec![alt.clone()]), name, args, span)
                            .unwrap_or_else(|| Value(vec![alt.clone()]))
                    } else {
                        self.trace_unknown(name, args, name_span, span);
                        Value(vec![alt.clone()])
                    }
                }
                _ => self.call_on_value(alt, name, name_span, args, span),
            };
            result = result.or(found);
        }
        result
    }

    /// A method of a text, a number, or something unknown.
    fn call_on_value(&mut self, alt: &Alt, name: &str, name_span: Span, args: &Args, span: Span) -> Value {
        if self.leads_to_text(alt, name) {
            return Value::one(alt.atom.clone(), span);
        }
        let on = Value(vec![alt.clone()]);
        if let Some(intrinsic) = self.front.intrinsic(&format!(".{name}"))
            && let Some(value) = self.intrinsic(intrinsic, Some(&on), args, span)
        {
            return value;
        }
        if alt.is_unknown()
            && self.is_token_method(name)
            && self.asks_for_a_scope(args)
            && let Some(value) = self.request_token(on.clone(), name, args, span)
        {
            return value;
        }
        if let Some(path) = self.facts.extension(name) {
            return self.call_api(path, args, &[], name_span, span);
        }
        if alt.is_unknown()
            && let Some(value) = self.reads_by_name(name, args, span)
        {
            return value;
        }
        self.trace_unknown(name, args, name_span, span);
        let values: Vec<Value> = args.all().map(|given| given.value.clone()).collect();
        Value::derived(std::iter::once(&on).chain(&values), span)
    }

    fn call_on_object(
        &mut self,
        id: ObjectId,
        alt: &Alt,
        name: &str,
        name_span: Span,
        args: &Args,
        span: Span,
    ) -> Value {
        let Some(object) = self.state.object(id) else { return Value::unknown(span) };
        let on = Value(vec![alt.clone()]);
        match object.kind.clone() {
            Kind::Local(class, frame) => {
                let own = self.method_for(class, name, args.positional.len());
                // A function kept in a field; or, where methods are apart, what gives a field.
                if let Some(field) = object.field(name).filter(|_| !self.unit.methods_apart) {
                    let value = field.value.clone();
                    return self.call_value(&value, args, span);
                }
                if own.is_none() && self.unit.methods_apart && args.positional.is_empty() {
                    let getter = name.strip_prefix("get").map(uncapitalized).unwrap_or_default();
                    if let Some(field) = object.field(name).or_else(|| object.field(&getter)) {
                        return field.value.clone();
                    }
                }
                match own {
                    Some(function) => {
                        let frame = self.class_frame(class, frame);
                        self.call_function(function, frame, Some(id), args, span)
                    }
                    None => {
                        if self.is_token_method(name)
                            && self.asks_for_a_scope(args)
                            && let Some(value) = self.request_token(on.clone(), name, args, span)
                        {
                            return value;
                        }
                        self.call_inherited(class, name, args, name_span, span)
                    }
                }
            }
            Kind::ClassOf(class) => match self.method_for(class, name, args.positional.len()) {
                Some(function) => {
                    let frame = self.class_frame(class, FrameId(0));
                    self.call_function(function, frame, Some(id), args, span)
                }
                None => self.call_inherited(class, name, args, name_span, span),
            },
            Kind::Api(path) => self.call_api_method(id, &path, name, name_span, args, span),
            Kind::Token(_) => {
                let value = self.member_at(&on, name, name_span, span);
                if value.every(Alt::is_unknown)
                    && let Some(intrinsic) = self.front.intrinsic(&format!(".{name}"))
                {
                    // `str(token)`, `token.ToString()`: a text, but not the token's.
                    self.trace.taken.push((alt.clone(), alt.span));
                    return self.intrinsic(intrinsic, Some(&on), args, span).unwrap_or(value);
                }
                value
            }
            Kind::Promise
                if matches!(self.front.intrinsic(&format!(".{name}")), Some(super::super::front::Intrinsic::Await)) =>
            {
                self.awaited(&on)
            }
            Kind::Dict | Kind::List | Kind::Text | Kind::Promise => {
                if let Some(field) = object.field(name) {
                    let value = field.value.clone();
                    if value.some(|alt| matches!(alt.atom, Atom::Function(..))) {
                        return self.call_value(&value, args, span);
                    }
                }
                self.call_on_value(alt, name, name_span, args, span)
            }
        }
    }

    /// A method that a class of the file has from a base that comes from elsewhere.
    fn call_inherited(&mut self, class: ClassId, name: &str, args: &Args, name_span: Span, span: Span) -> Value {
        match self.foreign_bases(class).first() {
            Some(base) => {
                let path = format!("{base}.{name}");
                self.call_api(&path, args, &[], name_span, span)
            }
            None => Value::unknown(span),
        }
    }

    /// `super().name(...)`
    fn call_super(&mut self, name: &str, args: Args, name_span: Span, span: Span) -> Value {
        let (this, class) = self.within();
        let Some(class) = class else { return Value::unknown(span) };
        if let Some(base) = self.base(class) {
            let name = if name.is_empty() { self.unit.class(base).constructor } else { name };
            if let Some(function) = self.method_for(base, name, args.positional.len()) {
                let frame = self.class_frame(base, FrameId(0));
                return self.call_function(function, frame, this, &args, span);
            }
        }
        match self.foreign_bases(class).first() {
            Some(base) if name.is_empty() || name == self.unit.class(class).constructor => {
                self.call_api(base.as_ref(), &args, &[], name_span, span)
            }
            Some(base) => {
                let path = format!("{base}.{name}");
                self.call_api(&path, &args, &[], name_span, span)
            }
            None => Value::unknown(span),
        }
    }

    /// The object and class of the frames around.
    pub(super) fn around(&self) -> (Option<ObjectId>, Option<ClassId>) {
        let mut at = Some(self.frame);
        let (mut this, mut class) = (None, None);
        while let Some(frame) = at.and_then(|id| self.state.frame(id)) {
            this = this.or(frame.this);
            class = class.or(frame.class);
            at = frame.parent;
        }
        (this, class)
    }

    /// The object and class whose method runs.
    pub(super) fn within(&self) -> (Option<ObjectId>, Option<ClassId>) {
        let (this, mut class) = self.around();
        if let Some(Kind::Local(own, _) | Kind::ClassOf(own)) =
            this.and_then(|id| self.state.object(id)).map(|object| &object.kind)
        {
            class = class.or(Some(*own));
        }
        (this, class)
    }
}

fn uncapitalized(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
