//! Expressions.

use std::rc::Rc;

use super::Evaluator;
use super::state::{Field, Kind, Object};
use super::trace::Under;
use crate::lint::facts::Facts;
use crate::lint::form::{Entry, ExprId, ExprKind, FormatStyle, Span};
use crate::lint::value::{Alt, Atom, Part, Value};

impl Evaluator<'_> {
    /// What an expression can be.
    pub fn eval(&mut self, id: ExprId) -> Value {
        let expr = self.unit.expr(id);
        let span = expr.span;
        if !self.step() {
            return Value::unknown(span);
        }
        match &expr.kind {
            ExprKind::Text(text) => {
                self.note_conditions(span);
                Value::text(text, span)
            }
            ExprKind::Number(text) => Value::one(Atom::Number(Rc::from(text.as_str())), span),
            ExprKind::Bool(value) => {
                self.note_conditions(span);
                Value::one(Atom::Bool(*value), span)
            }
            ExprKind::Null => {
                self.note_conditions(span);
                Value::one(Atom::Null, span)
            }
            ExprKind::Join(parts) => {
                let values: Vec<Value> = parts.iter().map(|part| self.eval(*part)).collect();
                self.note_taken(&values);
                let sites: Vec<Span> = parts.iter().map(|part| self.unit.expr(*part).span).collect();
                Value::concat(&values, &sites, span)
            }
            ExprKind::Name(name) => self.name(name, span),
            ExprKind::This => self.this(span),
            ExprKind::Super | ExprKind::Broken => Value::unknown(span),
            ExprKind::Member { object, name, name_span } => {
                let on = self.eval(*object);
                let whole = span;
                if on.some(|alt| matches!(alt.atom, Atom::Api(_))) {
                    self.note_conditions(span);
                }
                self.member_at(&on, name, *name_span, whole)
            }
            ExprKind::Index { object, index } => {
                let on = self.eval(*object);
                let key = self.eval(*index);
                self.index(&on, &key, span)
            }
            ExprKind::Call(call) => self.call(call, span),
            ExprKind::Add(left, right) => {
                let sites = [self.unit.expr(*left).span, self.unit.expr(*right).span];
                let (left, right) = (self.eval(*left), self.eval(*right));
                self.add(&left, &right, &sites, span)
            }
            ExprKind::Else(left, right) => {
                let left_value = self.eval(*left);
                // What stands on the right is reached only when the left is not there.
                self.conditions.push(Under { condition: self.unit.expr(*left).span, holds: None });
                let right_value = self.eval(*right);
                self.conditions.pop();
                if std::mem::take(&mut self.gone) || right_value.0.is_empty() || self.leaves(*right) {
                    self.looked_at(&left_value);
                    return left_value;
                }
                let mut result = Value(left_value.0.into_iter().filter(|alt| !alt.is_nothing()).collect());
                result = result.or(right_value);
                result
            }
            ExprKind::Both(left, right) => {
                let left = self.eval(*left);
                let right = self.eval(*right);
                if left.every(|alt| matches!(alt.atom, Atom::Bool(_)) || alt.is_unknown()) {
                    right
                } else {
                    self.derived(&[&left, &right], span)
                }
            }
            ExprKind::Test(parts) => {
                let values: Vec<Value> = parts.iter().map(|part| self.eval(*part)).collect();
                self.compares_form(&values);
                self.derived(&values.iter().collect::<Vec<_>>(), span)
            }
            ExprKind::Choose { condition, then, otherwise } => {
                let tested = self.eval(*condition);
                self.note_tested(self.unit.expr(*condition).span, &tested);
                self.conditions.push(Under { condition: self.unit.expr(*condition).span, holds: Some(true) });
                let first = self.eval(*then);
                self.otherwise();
                let second = self.eval(*otherwise);
                self.conditions.pop();
                let (no_then, no_otherwise) = (self.leaves(*then), self.leaves(*otherwise));
                if std::mem::take(&mut self.gone) || no_then || no_otherwise {
                    self.looked_at(&tested);
                }
                match (no_then, no_otherwise) {
                    (true, false) => second,
                    (false, true) => first,
                    _ => first.or(second),
                }
            }
            ExprKind::Object(entries) => self.object(entries, span),
            ExprKind::List(items) => self.list(items, span),
            ExprKind::Function(function) => {
                let this = self.state.frame(self.frame).and_then(|frame| frame.this);
                self.note_function(*function, self.frame, None);
                Value::one(Atom::Function(*function, self.frame, this), span)
            }
            ExprKind::Class(class) => Value::one(Atom::Class(*class, self.frame), span),
            ExprKind::Assign { target, value, append } => {
                let value = self.eval(*value);
                self.assign(*target, value.clone(), *append);
                let named = *append && matches!(self.unit.expr(*target).kind, ExprKind::Name(_));
                if named { self.eval(*target) } else { value }
            }
            ExprKind::Await(inner) => {
                let value = self.eval(*inner);
                self.awaited(&value)
            }
            ExprKind::Typed { value, declared } => {
                let value = self.eval(*value);
                let made_here = value.some(|alt| matches!(alt.atom, Atom::Env(_) | Atom::Text(_) | Atom::Token(_)));
                let unread = value.every(|alt| alt.is_unknown() || matches!(alt.atom, Atom::Object(_)));
                if made_here || !unread { value } else { self.declared_or(declared, value, span) }
            }
            ExprKind::Same(inner) | ExprKind::Pair { value: inner, .. } => self.eval(*inner),
            ExprKind::Format { style, template, args } => {
                let template = self.eval(*template);
                let args = self.args(args);
                self.format(*style, &template, &args, span)
            }
            ExprKind::Opaque(parts) => {
                let values: Vec<Value> = parts.iter().map(|part| self.eval(*part)).collect();
                self.derived(&values.iter().collect::<Vec<_>>(), span)
            }
        }
    }

    /// Whether an expression is one that raises (`throw` in `??`, `or die`).
    fn leaves(&self, id: ExprId) -> bool {
        matches!(&self.unit.expr(id).kind, ExprKind::Opaque(parts) if parts.len() == 1)
            && self.unit.expr(id).span.text(self.source).trim_start().starts_with(['t', 'd', 'r', 'e'])
            && ["throw", "die", "raise", "exit"]
                .iter()
                .any(|word| self.unit.expr(id).span.text(self.source).starts_with(word))
    }

    fn note_conditions(&mut self, span: Span) {
        if !self.conditions.is_empty() {
            self.trace.under.insert(span, self.conditions.clone());
        }
    }

    /// The variables of the environment that a condition looks at.
    pub(super) fn note_tested(&mut self, condition: Span, tested: &Value) {
        let names: Vec<String> = tested.leaves().filter_map(|alt| Some(alt.env()?.name.clone())).collect();
        if !names.is_empty() {
            self.trace.tested.entry(condition).or_default().extend(names);
        }
    }

    /// Objects that are made text of.
    pub(super) fn note_taken(&mut self, values: &[Value]) {
        for value in values {
            for alt in value.0.iter().filter(|alt| matches!(alt.atom, Atom::Object(_))) {
                self.trace.taken.push((alt.clone(), alt.span));
            }
        }
    }

    fn this(&mut self, span: Span) -> Value {
        let mut at = Some(self.frame);
        while let Some(frame) = at.and_then(|id| self.state.frame(id)) {
            if let Some(this) = frame.this {
                return Value::one(Atom::Object(this), span);
            }
            at = frame.parent;
        }
        Value::unknown(span)
    }

    fn name(&mut self, name: &str, span: Span) -> Value {
        let mut at = Some(self.frame);
        let (mut this, mut class) = (None, None);
        while let Some(frame) = at.and_then(|id| self.state.frame(id)) {
            if let Some(value) = frame.names.get(name) {
                let value = value.clone();
                self.note_used(&value, span);
                return value;
            }
            this = this.or(frame.this);
            class = class.or(frame.class);
            at = frame.parent;
        }
        if self.unit.bare_members
            && let Some(value) = self.own_member(name, this, class, span)
        {
            return value;
        }
        if self.unit.methods_apart
            && let Some(value) = self.field_around(name)
        {
            return value;
        }
        for wildcard in &self.unit.wildcards {
            let path = if wildcard.is_empty() { name.to_owned() } else { format!("{wildcard}.{name}") };
            let path = self.facts.canonical(path);
            if self.facts.knows(&path) {
                return self.known(&path, span);
            }
        }
        if self.unit.bound.contains(name) {
            return Value::unknown(span);
        }
        if self.unit.implicit_namespaces
            && let Some(path) = self.facts.only_ending_in(name)
        {
            return self.known(path, span);
        }
        // A package that brings its own names in without naming them: `require 'pg'`.
        if let Some(how) =
            self.facts.module(name).filter(|how| how.ends_with(['\'', '"']) && !how.starts_with("import "))
        {
            if !Facts::has_import(how, self.source) {
                self.trace.undefined.push((name.into(), span));
            }
            return self.known(name, span);
        }
        let unimported =
            self.unit.types_are_imported && self.facts.imported_as(name, self.unit.imports_for_itself).is_some();
        if self.front.builtin(name) && !unimported && !self.unit.slips.contains(name) {
            return Value::one(Atom::Api(name.into()), span);
        }
        // A piece out of a text may leave its imports out, and such a name stands for nothing else.
        if self.unit.fragment
            && is_speaking(name)
            && let Some(path) = self.facts.ending_in(name).into_iter().find(|path| self.facts.open(path).is_some())
        {
            return self.known(path, span);
        }
        let name: Rc<str> = name.into();
        self.trace.undefined.push((name.clone(), span));
        // What is only not imported is read on as if it were: it may not be the only mistake.
        if let Some(path) = self.facts.imported_as(&name, self.unit.imports_for_itself) {
            return Value::one(Atom::Api(path.replace("::", ".").into()), span);
        }
        Value::one(Atom::Undefined(name), span)
    }

    fn known(&mut self, path: &str, span: Span) -> Value {
        let value = Value::one(Atom::Api(path.into()), span);
        self.note_used(&value, span);
        value
    }

    pub(super) fn note_used(&mut self, value: &Value, span: Span) {
        for alt in &value.0 {
            if let Atom::Api(path) = &alt.atom {
                self.trace.used.push((path.clone(), span));
            }
        }
    }

    /// `a + b`: texts joined, numbers not worth the trouble, lists and dictionaries unknown.
    pub(super) fn add(&mut self, left: &Value, right: &Value, sites: &[Span], span: Span) -> Value {
        let numbers = |value: &Value| value.every(|alt| matches!(alt.atom, Atom::Number(_)));
        if numbers(left) || numbers(right) && !left.some(|alt| matches!(alt.atom, Atom::Text(_))) {
            return self.derived(&[left, right], span);
        }
        let lists = |value: &Value| {
            value.some(|alt| matches!(alt.atom, Atom::Object(id) if self.state.object(id).is_some_and(|o| o.kind == Kind::List)))
        };
        if lists(left) || lists(right) {
            if let Some(both) = self.listed_together(left, right, span) {
                return both;
            }
            return self.derived(&[left, right], span);
        }
        let pair = [left.clone(), right.clone()];
        self.note_taken(&pair);
        Value::concat(&pair, sites, span)
    }

    /// One list behind another, where all of both is known.
    fn listed_together(&mut self, left: &Value, right: &Value, span: Span) -> Option<Value> {
        let items = |value: &Value| match value.0.as_slice() {
            [Alt { atom: Atom::Object(id), .. }] => {
                let list = self.state.object(*id).filter(|object| object.kind == Kind::List && !object.open);
                list.map(|object| object.items.clone())
            }
            _ => None,
        };
        let both = [items(left)?, items(right)?].concat();
        let mut list = Object::new(Kind::List, span);
        list.items = both;
        Some(self.object_value(list))
    }

    pub(super) fn object(&mut self, entries: &[Entry], span: Span) -> Value {
        let mut object = Object::new(Kind::Dict, span);
        for entry in entries {
            match entry {
                Entry::Pair { key, value, span } => {
                    let key_value = self.eval(*key);
                    let value = self.eval(*value);
                    match key_value.literal() {
                        Some(name) => {
                            object.set(&name, Field { value, key_span: self.unit.expr(*key).span, span: *span })
                        }
                        None => object.open = true,
                    }
                }
                Entry::Spread(other) => {
                    let other = self.eval(*other);
                    self.spread_into(&mut object, &other);
                }
            }
        }
        self.object_value(object)
    }

    /// Copies the entries of `other` into `object`.
    pub(super) fn spread_into(&mut self, object: &mut Object, other: &Value) {
        let several = other.0.len() > 1;
        for alt in &other.0 {
            match alt.atom {
                Atom::Object(id) => {
                    let Some(source) = self.state.object(id) else { continue };
                    object.open |= source.open || !matches!(source.kind, Kind::Dict | Kind::Local(..));
                    for (name, field) in source.fields.clone() {
                        let mut field = field;
                        if several {
                            let there = object
                                .field(&name)
                                .map_or_else(|| Value::absent(field.span), |there| there.value.clone());
                            field.value = there.or(field.value);
                        }
                        object.set(&name, field);
                    }
                }
                Atom::Null | Atom::Absent | Atom::Bool(false) => {}
                _ => object.open = true,
            }
        }
    }

    fn list(&mut self, items: &[(ExprId, bool)], span: Span) -> Value {
        let mut object = Object::new(Kind::List, span);
        for (item, spread) in items {
            let value = self.eval(*item);
            if !spread {
                object.items.push(value);
                continue;
            }
            match value.0.as_slice() {
                [alt] => match alt.atom {
                    Atom::Object(id) => {
                        let other = self.state.object(id).cloned();
                        object.open |= other.as_ref().is_none_or(|other| other.open || other.kind != Kind::List);
                        object.items.extend(other.map(|other| other.items).unwrap_or_default());
                    }
                    _ => object.open = true,
                },
                _ => object.open = true,
            }
        }
        self.object_value(object)
    }

    /// A format text with its places filled.
    pub(super) fn format(
        &mut self,
        style: FormatStyle,
        template: &Value,
        args: &super::state::Args,
        span: Span,
    ) -> Value {
        let given: Vec<Value> = args.positional.iter().map(|given| given.value.clone()).collect();
        self.note_taken(&given);
        let mut result = Value::default();
        for alt in &template.0 {
            let Atom::Text(parts) = &alt.atom else {
                result = result.or(Value::derived(std::iter::once(template).chain(&given), span));
                continue;
            };
            let mut pieces: Vec<(Value, Span)> = Vec::new();
            let mut next = 0;
            for part in &**parts {
                match part {
                    Part::Hole(hole, site) => pieces.push((Value(vec![hole.clone()]), *site)),
                    Part::Literal(text, at) => {
                        let exact = at.text(self.source) == &**text;
                        let place = |start: usize, end: usize| {
                            if exact { Span::new(at.start + start, at.start + end) } else { *at }
                        };
                        let mut last = 0;
                        for (start, end, name) in super::intrinsic::places(style, text) {
                            let (before, site) = (place(last, start), place(start, end));
                            pieces.push((Value::text(&text[last..start], before), before));
                            pieces.push((self.filling(name.as_deref(), &mut next, args, site), site));
                            last = end;
                        }
                        let rest = place(last, text.len());
                        pieces.push((Value::text(&super::intrinsic::undoubled(style, &text[last..]), rest), rest));
                    }
                }
            }
            pieces.retain(|(piece, _)| piece.literal().is_none_or(|text| !text.is_empty()));
            let (values, sites): (Vec<Value>, Vec<Span>) = pieces.into_iter().unzip();
            result = result.or(Value::concat(&values, &sites, span));
        }
        result
    }

    fn filling(&mut self, name: Option<&str>, next: &mut usize, args: &super::state::Args, span: Span) -> Value {
        let found = match name {
            None => {
                let found = args.positional.get(*next).map(|given| given.value.clone());
                *next += 1;
                found
            }
            Some(name) => match name.parse::<usize>() {
                Ok(index) => args.positional.get(index).map(|given| given.value.clone()),
                Err(_) => args
                    .named(name)
                    .map(|(.., given)| given.value.clone())
                    // `%(name)s` takes its values from one dictionary.
                    .or_else(|| {
                        args.positional
                            .first()
                            .map(|given| given.value.clone())
                            .map(|first| self.member(&first, name, span))
                    }),
            },
        };
        found.unwrap_or_else(|| Value::unknown(span))
    }
}

/// Whether a name is one of several words, as hardly anybody chooses it for something else.
fn is_speaking(name: &str) -> bool {
    let words = name.split('_').filter(|word| word.len() > 1).count();
    let humps = name.chars().skip(1).filter(|c| c.is_uppercase()).count() + 1;
    words.max(humps) > 1 && name.len() > 8
}
