//! What becomes of a request on its way: what it and its sender lack, and what they do with certificates.

use crate::catalog::{NeedFact, RequestFact, TlsFact};
use crate::lint::evaluate::state::{Kind, Object, object_of};
use crate::lint::form::Span;
use crate::lint::value::{Alt, Atom, ObjectId};

use super::find::{Found, Looked};
use super::tls::is_value;
use super::{Http, Lack, Model};

impl Model<'_> {
    /// Looks at a request and at what sends it.
    pub(super) fn on_its_way(&self, id: ObjectId, fact: &RequestFact, request: &Object, http: &mut Http) {
        self.look_at(&fact.needs, &fact.tls, request, 0, http);
        for (_, sender) in self.run.state.objects() {
            let Kind::Api(path) = &sender.kind else { continue };
            let Some(fact) = self.run.facts.transport(path) else { continue };
            let sends = sender.calls.iter().filter(|call| fact.sends.iter().any(|name| **name == *call.name));
            let mut given = sends.flat_map(|call| call.args.all()).flat_map(|given| &given.value.0);
            if given.any(|alt| object_of(alt) == Some(id)) {
                self.look_at(&fact.needs, &fact.tls, sender, fact.before_options, http);
            }
        }
    }

    fn look_at(&self, needs: &[NeedFact], tls: &[TlsFact], object: &Object, before_options: usize, http: &mut Http) {
        let places = |slots: &[crate::catalog::Slot]| -> Vec<Found> {
            // The options are the object's own, or one of its arguments.
            let at = |is_options| Looked { args: &object.args, object: Some(object), is_options };
            let mut found = self.run.find(slots, at(true));
            found.extend(self.run.find(slots, at(false)));
            found
        };
        let may_hold_more = |alt: &Alt| match alt.atom {
            Atom::Object(id) => self.run.state.object(id).is_some_and(|map| map.kind == Kind::Dict && map.open),
            _ => alt.is_unknown(),
        };
        let mut options = object.args.positional.iter().skip(before_options);
        let open = object.open
            || object.args.open
            || before_options > 0 && options.any(|given| given.value.some(may_hold_more));
        for need in needs {
            if !places(&need.unless).is_empty() {
                continue;
            }
            let found = places(&need.at);
            let lacks = |span: Span| Lack { span, over_tls: need.over_tls, otherwise: need.otherwise.clone() };
            match found.last() {
                None if !open => http.lacks.push(lacks(object.span)),
                Some(found) if found.value.every(|alt| is_known(alt) && !is_same(alt, &need.value)) => {
                    http.lacks.push(lacks(found.span));
                }
                _ => {}
            }
        }
        for fact in tls {
            // A method whose name says it all.
            let called = fact.at.method.as_ref().filter(|_| fact.value == "()");
            let calls = object.calls.iter().filter(|call| called.is_some_and(|name| **name == *call.name));
            http.tls.extend(calls.map(|call| (fact.effect, call.name_span)));
            for found in places(std::slice::from_ref(&fact.at)) {
                let told = found.value.every(|alt| is_same(alt, &fact.value));
                if told && !http.tls.iter().any(|(_, span)| *span == found.span) {
                    http.tls.push((fact.effect, found.span));
                }
            }
        }
    }
}

fn is_known(alt: &Alt) -> bool {
    matches!(alt.atom, Atom::Bool(_) | Atom::Number(_) | Atom::Null) || alt.literal().is_some()
}

/// Whether an alternative is that value; numbers stand for booleans.
fn is_same(alt: &Alt, value: &str) -> bool {
    let number = |zero: bool| matches!(&alt.atom, Atom::Number(number) if (&**number == "0") == zero);
    is_value(alt, value)
        || value == "true" && number(false)
        || value == "false" && (number(true) || alt.atom == Atom::Null)
}
