//! Statements.

use super::Evaluator;
use super::state::{Field, Frame, Given, Kind, Object, State};
use super::trace::Under;
use crate::lint::form::{Block, ClassId, ExprId, ExprKind, FunctionId, Span, Statement};
use crate::lint::value::{Atom, FrameId, ObjectId, Value};

/// Whether control goes on after a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// It does.
    Next,
    /// It does not: returned, raised, left.
    Left,
}

impl Evaluator<'_> {
    pub(super) fn block(&mut self, block: &[Statement]) -> Flow {
        // Functions and classes can be used before the place where they stand, save in Python, where no harm is done.
        for statement in block {
            if let Statement::Function(id) = statement {
                self.define(*id);
            }
        }
        for statement in block {
            if self.statement(statement) == Flow::Left || std::mem::take(&mut self.gone) {
                return Flow::Left;
            }
        }
        Flow::Next
    }

    fn statement(&mut self, statement: &Statement) -> Flow {
        if !self.step() {
            return Flow::Left;
        }
        match statement {
            Statement::Expr(expression) => {
                self.eval(*expression);
            }
            Statement::Assign { target, value, append, declared, declares } => {
                let value = match value {
                    Some(value) => self.eval(*value),
                    None => self.declared_value(declared.as_deref(), self.unit.expr(*target).span),
                };
                if *declares {
                    self.declare(*target, value);
                } else {
                    self.assign(*target, value, *append);
                }
            }
            Statement::Return(value) => {
                let value = value.map_or_else(Value::default, |value| self.eval(value));
                self.give(value);
                return Flow::Left;
            }
            Statement::Yield(value) => {
                let value = self.eval(*value);
                self.give(value);
            }
            Statement::Leave(value) => {
                if let Some(value) = value {
                    let raised = self.eval(*value);
                    let span = self.unit.expr(*value).span;
                    // What an error is made of is told with it.
                    for alt in &raised.0 {
                        let Atom::Object(id) = alt.atom else { continue };
                        // What a connection says of an error is not what the connection was made with.
                        let opened = |path: &str| self.facts.open(path).is_some();
                        let object = self.state.object(id);
                        let object = object.filter(|o| !matches!(&o.kind, Kind::Api(path) if opened(path)));
                        let args = object.map(|object| object.args.clone()).unwrap_or_default();
                        self.trace.raised.extend(args.all().map(|given| (given.value.clone(), given.span)));
                    }
                    self.trace.raised.push((raised, span));
                }
                return Flow::Left;
            }
            Statement::If { condition, then, otherwise } => return self.branch(*condition, then, otherwise),
            Statement::OneOf { subject, branches, or_none } => {
                if let Some(subject) = subject {
                    self.eval(*subject);
                }
                return self.one_of(branches, *or_none);
            }
            Statement::Loop { each, body } => {
                if let Some((target, of)) = each {
                    let of = self.eval(*of);
                    if let Some(rounds) = self.rounds(&of, *target) {
                        self.rounds_of(rounds, *target, body);
                        return Flow::Next;
                    }
                    let element = self.element(&of, *target);
                    self.assign(*target, element, false);
                }
                let before = self.state.clone();
                self.block(body);
                let after = std::mem::take(&mut self.state);
                self.state = before.join(after);
            }
            Statement::Try { body, handlers, finally } => return self.attempt(body, handlers, finally),
            Statement::Block(block) => return self.block(block),
            Statement::Function(id) => self.decorate(*id),
            Statement::Class(id) => self.define_class(*id),
            Statement::Import { name, path, span } => {
                let path = self.facts.canonical(path.clone());
                let value = Value::one(Atom::Api(path.as_str().into()), *span);
                self.set_name(name, value);
            }
        }
        Flow::Next
    }

    /// The function that runs gives `value`.
    fn give(&mut self, value: Value) {
        self.trace.given.extend(value.0.iter().filter_map(super::state::object_of));
        self.keep_texts(&value, true);
        let state = self.state.clone();
        if let Some(returns) = self.returns.last_mut() {
            returns.push((value, state));
        }
    }

    fn branch(&mut self, condition: ExprId, then: &Block, otherwise: &Block) -> Flow {
        let tested = self.eval(condition);
        let span = self.unit.expr(condition).span;
        let before = self.state.clone();
        self.note_tested(span, &tested);
        self.conditions.push(Under { condition: span, holds: Some(true) });
        let first = self.block(then);
        let after_then = std::mem::replace(&mut self.state, before);
        self.otherwise();
        let second = self.block(otherwise);
        self.conditions.pop();
        if first == Flow::Left || second == Flow::Left {
            self.looked_at(&tested);
        }
        match (first, second) {
            (Flow::Left, Flow::Left) => Flow::Left,
            (Flow::Left, Flow::Next) => {
                self.is_there(condition, 4);
                Flow::Next
            }
            (Flow::Next, Flow::Left) => {
                self.state = after_then;
                self.is_there(condition, 4);
                Flow::Next
            }
            (Flow::Next, Flow::Next) => {
                let after_otherwise = std::mem::take(&mut self.state);
                self.state = after_then.join(after_otherwise);
                Flow::Next
            }
        }
    }

    /// From here on the innermost condition does not hold.
    pub(super) fn otherwise(&mut self) {
        if let Some(last) = self.conditions.last_mut() {
            last.holds = Some(false);
        }
    }

    /// What a condition looks at is there once a branch has left: nothing is one of the things that it can no longer be.
    fn is_there(&mut self, condition: ExprId, deep: usize) {
        if deep == 0 {
            return;
        }
        match &self.unit.expr(condition).kind {
            ExprKind::Name(name) => {
                let mut at = Some(self.frame);
                while let Some(id) = at {
                    let Some(frame) = self.state.frame(id) else { return };
                    let parent = frame.parent;
                    if let Some(value) = frame.names.get(name) {
                        let left: Vec<_> = value.0.iter().filter(|alt| !alt.is_nothing()).cloned().collect();
                        if !left.is_empty()
                            && left.len() < value.0.len()
                            && let Some(frame) = self.state.frame_mut(id)
                        {
                            frame.names.insert(name, Value(left));
                        }
                        return;
                    }
                    at = parent;
                }
            }
            ExprKind::Test(parts) => parts.clone().into_iter().for_each(|part| self.is_there(part, deep - 1)),
            ExprKind::Else(left, right) | ExprKind::Both(left, right) => {
                let (left, right) = (*left, *right);
                self.is_there(left, deep - 1);
                self.is_there(right, deep - 1);
            }
            ExprKind::Same(inner) => self.is_there(*inner, deep - 1),
            ExprKind::Call(call) => match &self.unit.expr(call.callee).kind {
                // `token.nil?`
                ExprKind::Member { object, .. } if call.args.is_empty() => self.is_there(*object, deep - 1),
                _ => call.args.iter().map(|arg| arg.value).for_each(|value| self.is_there(value, deep - 1)),
            },
            _ => {}
        }
    }

    /// The readings of the environment in a condition whose branch leaves were looked at.
    pub(super) fn looked_at(&mut self, tested: &Value) {
        let spans: Vec<_> = tested.leaves().filter_map(|alt| alt.env().map(|read| read.name_span)).collect();
        self.trace.checked.extend(spans);
    }

    fn one_of(&mut self, branches: &[Block], or_none: bool) -> Flow {
        let before = self.state.clone();
        let mut after: Option<State> = or_none.then(|| before.clone());
        for branch in branches {
            self.state = before.clone();
            if self.block(branch) == Flow::Next {
                let state = std::mem::take(&mut self.state);
                after = Some(match after {
                    Some(other) => other.join(state),
                    None => state,
                });
            }
        }
        match after {
            Some(state) => {
                self.state = state;
                Flow::Next
            }
            None => {
                self.state = before;
                if branches.is_empty() { Flow::Next } else { Flow::Left }
            }
        }
    }

    fn attempt(&mut self, body: &Block, handlers: &[(Option<ExprId>, Block)], finally: &Block) -> Flow {
        let (before, first) = (self.state.clone(), self.trace.calls.len());
        let flow = self.block(body);
        self.tries_form(first, handlers);
        let after = self.state.clone();
        let somewhere = before.join(after.clone());
        let mut result = (flow == Flow::Next).then_some(after);
        for (name, handler) in handlers {
            self.state = somewhere.clone();
            if let Some(name) = name {
                let span = self.unit.expr(*name).span;
                self.assign(*name, Value::unknown(span), false);
            }
            if self.block(handler) == Flow::Next {
                let state = std::mem::take(&mut self.state);
                result = Some(match result {
                    Some(other) => other.join(state),
                    None => state,
                });
            }
        }
        let left = result.is_none();
        self.state = result.unwrap_or(somewhere);
        let last = self.block(finally);
        if left { Flow::Left } else { last }
    }

    /// Binds a function's name.
    fn define(&mut self, id: FunctionId) {
        let (name, span) = {
            let function = self.unit.function(id);
            (function.name.clone(), function.span)
        };
        let this = self.state.frame(self.frame).and_then(|frame| frame.this);
        self.note_function(id, self.frame, None);
        if let Some(name) = name {
            self.set_name(&name, Value::one(Atom::Function(id, self.frame, this), span));
        }
    }

    /// A function that may have to be run for itself, because nothing in the file calls it.
    pub(super) fn note_function(&mut self, id: FunctionId, frame: super::FrameId, this: Option<super::ObjectId>) {
        if self.noted.insert(id) {
            self.made.push((id, frame, this));
        }
    }

    /// Evaluates a function's decorators: some register it for an event.
    fn decorate(&mut self, id: FunctionId) {
        let decorators = self.unit.function(id).decorators.clone();
        let this = self.state.frame(self.frame).and_then(|frame| frame.this);
        for decorator in decorators {
            let value = self.eval(decorator);
            let span = self.unit.function(id).span;
            let function = Value::one(Atom::Function(id, self.frame, this), span);
            for alt in &value.0 {
                if let Atom::Object(object) = alt.atom {
                    self.register_decorated(object, &function);
                }
            }
        }
    }

    fn define_class(&mut self, id: ClassId) {
        let class = self.unit.class(id).clone();
        for base in &class.bases {
            self.eval(*base);
        }
        let outer = self.frame;
        let frame = self.new_frame(Frame { parent: Some(outer), class: Some(id), ..Frame::default() });
        let object = self.new_object(Object::new(Kind::ClassOf(id), class.span));
        self.class_objects.insert(id, object);
        self.classes.push((id, outer));
        if let Some(name) = &class.name {
            self.set_name(name, Value::one(Atom::Class(id, outer), class.span));
        }
        self.frame = frame;
        // What stands above is there already when a statement of the body calls a function of the class.
        for statement in &class.body {
            self.block(std::slice::from_ref(statement));
            let only = match statement {
                Statement::Assign { target, .. } => match &self.unit.expr(*target).kind {
                    ExprKind::Name(name) => Some(name.as_str()),
                    _ => None,
                },
                _ => None,
            };
            self.show_names(frame, object, only, class.span);
        }
        self.frame = outer;
        self.show_names(frame, object, None, class.span);
        for method in &class.methods {
            if self.unit.function(*method).decorators.is_empty() {
                continue;
            }
            self.frame = frame;
            self.decorate(*method);
            self.frame = outer;
        }
    }

    /// Names of a class's body as members of the class: one, or all of them.
    fn show_names(&mut self, frame: FrameId, object: ObjectId, only: Option<&str>, at: Span) {
        let names = self.state.frame(frame).into_iter().flat_map(|frame| frame.names.iter());
        let wanted = names.filter(|(name, _)| only.is_none_or(|only| only == *name));
        let fields: Vec<_> = wanted.map(|(name, value)| (name.to_owned(), value.clone())).collect();
        let Some(object) = self.state.object_mut(object) else { return };
        for (name, value) in fields {
            let span = value.0.first().map_or(at, |alt| alt.span);
            object.set(&name, Field { value, key_span: span, span });
        }
    }

    /// What a loop binds for each round.
    fn element(&mut self, of: &Value, target: ExprId) -> Value {
        let span = self.unit.expr(target).span;
        let mut result = Value::default();
        for alt in &of.0 {
            let Atom::Object(id) = alt.atom else { continue };
            let Some(object) = self.state.object(id) else { continue };
            for item in &object.items {
                result = result.or(item.clone());
            }
            if object.open {
                result = result.or(Value::unknown(span));
            }
        }
        if result.0.is_empty() { Value::derived([of], span) } else { result }
    }

    /// Binds a name in the scope where it stands.
    pub(super) fn declare(&mut self, target: ExprId, value: Value) {
        match &self.unit.expr(target).kind {
            ExprKind::Name(name) => {
                if let Some(frame) = self.state.frame_mut(self.frame) {
                    frame.names.insert(name, value);
                }
            }
            _ => self.assign(target, value, false),
        }
    }

    /// Assigns to a name, a member, an index, or takes a value apart.
    pub(super) fn assign(&mut self, target: ExprId, value: Value, append: bool) {
        let expr = self.unit.expr(target);
        let span = expr.span;
        match &expr.kind {
            ExprKind::Name(name) => {
                let value = if append { self.appended(target, value) } else { value };
                let name = name.clone();
                self.note_assigned(&name, &value, span);
                self.set_name(&name, value);
            }
            ExprKind::Member { object, name, name_span } => {
                let (object, name, name_span) = (*object, name.clone(), *name_span);
                let value = if append { self.appended(target, value) } else { value };
                self.note_entry(&name, &value, span);
                let on = self.eval(object);
                let on = if self.unit.fields_are_data { self.made_field(object, on) } else { on };
                let on = if self.is_secret(&value) { self.with_fields_of_its_own(object, on) } else { on };
                self.set_member(&on, &name, Field { value, key_span: name_span, span });
            }
            ExprKind::Index { object, index } => {
                let (object, index) = (*object, *index);
                let value = if append { self.appended(target, value) } else { value };
                let on = self.eval(object);
                let key = self.eval(index);
                let on = self.with_entries_of_its_own(object, on, &key);
                let key_span = self.unit.expr(index).span;
                self.note_entry(&key.literal().unwrap_or_default(), &value, span);
                match key.literal() {
                    Some(key) => self.set_member(&on, &key, Field { value, key_span, span }),
                    None => self.open_up(&on),
                }
            }
            ExprKind::List(items) => {
                let items = items.clone();
                self.take_apart(&items, &value);
            }
            ExprKind::Object(entries) => {
                let entries = entries.clone();
                self.take_out(&entries, &value);
            }
            ExprKind::Same(inner) | ExprKind::Pair { value: inner, .. } => self.assign(*inner, value, append),
            // `[a = 1]`: a default.
            ExprKind::Assign { target, value: default, .. } => {
                let (target, default) = (*target, *default);
                let value = value.or(self.eval(default));
                self.declare(target, value);
            }
            _ => {}
        }
    }

    /// Sets a name: where it is known already, unless assignments make names of their own scope.
    pub(super) fn set_name(&mut self, name: &str, value: Value) {
        let mut at = self.frame;
        let function = self.state.frame(at).and_then(|frame| frame.function);
        let outer = function.is_some_and(|id| self.unit.function(id).outer.iter().any(|outer| outer == name));
        if outer || !self.unit.assigns_locally {
            let mut looking = if outer { self.state.frame(at).and_then(|frame| frame.parent) } else { Some(at) };
            while let Some(id) = looking {
                let Some(frame) = self.state.frame(id) else { break };
                if frame.names.contains_key(name) {
                    at = id;
                    break;
                }
                looking = frame.parent;
            }
            if !outer
                && !self.state.frame(at).is_some_and(|frame| frame.names.contains_key(name))
                && self.set_own_field(name, &value)
            {
                return;
            }
        }
        if let Some(frame) = self.state.frame_mut(at) {
            frame.names.insert(name, value);
        }
    }

    /// Notes texts that may be used elsewhere.
    pub(super) fn keep_texts(&mut self, value: &Value, given: bool) {
        let literals = self.unit.sets_for_others;
        // A text without holes says something where it names one of the service's servers.
        let counts = |text: Option<String>| literals || text.is_none_or(|text| self.shared.is_azure_host(&text));
        let is_text = |alt: &&crate::lint::value::Alt| matches!(alt.atom, Atom::Text(_)) && counts(alt.literal());
        for alt in value.0.iter().filter(is_text) {
            if !self.trace.kept.iter().any(|(kept, _)| kept == alt) {
                self.trace.kept.push((alt.clone(), given));
            }
        }
    }

    /// A text that is set in something may be used by whoever else has that.
    fn note_entry(&mut self, name: &str, value: &Value, span: crate::lint::form::Span) {
        self.keep_texts(value, true);
        self.note_named(name, value, span);
    }

    /// A setting that opens a connection by its name alone (`NAME=`), wherever it is set.
    pub(super) fn note_named(&mut self, name: &str, value: &Value, span: crate::lint::form::Span) {
        let call = format!("{name}=");
        if self.facts.open(&call).is_some() {
            let given = Given { value: value.clone(), span };
            self.note_setting(&call, given);
        }
    }

    /// A dictionary that is assigned to a name of the catalog (`DATABASES[]`) opens connections.
    fn note_assigned(&mut self, name: &str, value: &Value, span: crate::lint::form::Span) {
        if self.state.frame(self.frame).is_some_and(|frame| frame.function.is_none()) {
            self.keep_texts(value, false);
            self.note_named(name, value, span);
        }
        let Some(call) = self.facts.opened_by_name(name) else { return };
        for alt in &value.0 {
            let Atom::Object(id) = alt.atom else { continue };
            let Some(object) = self.state.object(id) else { continue };
            for (_, field) in object.fields.clone() {
                let given = Given { value: field.value.clone(), span: field.span };
                for entry in &field.value.0 {
                    if let Atom::Object(entry) = entry.atom {
                        self.note_open_entry(&call, entry, &given, span);
                    }
                }
            }
        }
    }
}
