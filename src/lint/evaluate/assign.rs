//! Where what is assigned goes: fields of what nothing is known of, and values taken apart.

use super::Evaluator;
use super::state::{Field, Kind, Object};
use crate::lint::form::{Entry, ExprId, ExprKind, Span};
use crate::lint::value::{Atom, Value};

impl Evaluator<'_> {
    /// `a.b.c = value`: what `b` is, made where nothing is known of it but that it is a field of `a`.
    pub(super) fn made_field(&mut self, object: ExprId, on: Value) -> Value {
        let ExprKind::Member { object: around, name, name_span } = &self.unit.expr(object).kind else { return on };
        if on.some(|alt| matches!(alt.atom, Atom::Object(_))) {
            return on;
        }
        let (around, name, span) = (*around, name.clone(), *name_span);
        let outer = self.eval(around);
        let outer = self.made_field(around, outer);
        if !outer.some(|alt| matches!(alt.atom, Atom::Object(_))) {
            return on;
        }
        let made = Value::one(Atom::Object(self.fresh_object(span)), span);
        self.set_member(&outer, &name, Field { value: made.clone(), key_span: span, span });
        made
    }

    /// What an entry is set in of which nothing is known: from then on a dictionary that has this entry and others.
    pub(super) fn with_entries_of_its_own(&mut self, object: ExprId, on: Value, key: &Value) -> Value {
        if key.literal().is_some() { self.with_fields_of_its_own(object, on) } else { on }
    }

    /// Whether a value is a token or comes from the environment: worth to be known again where it is kept.
    pub(super) fn is_secret(&self, value: &Value) -> bool {
        value.leaves().any(|alt| matches!(alt.atom, Atom::Token(_) | Atom::Env(_)))
    }

    pub(super) fn with_fields_of_its_own(&mut self, object: ExprId, on: Value) -> Value {
        let ExprKind::Name(name) = &self.unit.expr(object).kind else { return on };
        if !on.every(|alt| alt.atom == Atom::Unknown) {
            return on;
        }
        let name = name.clone();
        let fresh = self.fresh_object(self.unit.expr(object).span);
        let value = Value::one(Atom::Object(fresh), self.unit.expr(object).span);
        self.set_name(&name, value.clone());
        value
    }

    pub(super) fn appended(&mut self, target: ExprId, value: Value) -> Value {
        let there = self.eval(target);
        let span = self.unit.expr(target).span;
        self.add(&there, &value, &[], span)
    }

    pub(super) fn take_apart(&mut self, items: &[(ExprId, bool)], value: &Value) {
        for (index, (target, rest)) in items.iter().enumerate() {
            let span = self.unit.expr(*target).span;
            let mut element = Value::default();
            for alt in &value.0 {
                let found = match alt.atom {
                    Atom::Object(id) if !rest => {
                        self.state.object(id).and_then(|object| object.items.get(index).cloned())
                    }
                    _ => None,
                };
                element = element.or(found.unwrap_or_else(|| Value::derived([value], span)));
            }
            self.assign(*target, element, false);
        }
    }

    pub(super) fn take_out(&mut self, entries: &[Entry], value: &Value) {
        for entry in entries {
            match entry {
                Entry::Pair { key, value: target, span } => {
                    let element = match self.eval(*key).literal() {
                        Some(name) => self.member(value, &name, *span),
                        None => Value::unknown(*span),
                    };
                    // `{ a = 1 }`: a default.
                    if let ExprKind::Assign { target, value: default, .. } = &self.unit.expr(*target).kind {
                        let (target, default) = (*target, *default);
                        let element = element.or(self.eval(default));
                        self.declare(target, element);
                    } else {
                        self.declare(*target, element);
                    }
                }
                Entry::Spread(target) => {
                    let rest = self.rest(value, entries, self.unit.expr(*target).span);
                    self.declare(*target, rest);
                }
            }
        }
    }

    /// What is left of an object when entries have been taken out.
    fn rest(&mut self, value: &Value, taken: &[Entry], span: Span) -> Value {
        let mut object = Object::new(Kind::Dict, span);
        self.spread_into(&mut object, value);
        for entry in taken {
            if let Entry::Pair { key, .. } = entry {
                let name = self.eval(*key).literal();
                object.fields.retain(|(key, _)| Some(key) != name.as_ref());
            }
        }
        self.object_value(object)
    }
}
