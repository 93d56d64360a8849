//! Answers to requests by HTTP: which request they came from, and the token in them.

use super::Evaluator;
use super::state::Kind;
use super::trace::TokenRequest;
use crate::lint::form::Span;
use crate::lint::value::{Alt, ObjectId, Value};

/// How many steps back an answer is followed to its request.
const BACK: usize = 8;

impl Evaluator<'_> {
    /// The request by HTTP whose answer this is, when its token is taken out.
    pub(super) fn token_in_answer(&mut self, id: ObjectId, name: &str, span: Span) -> Option<usize> {
        if !matches!(name, "access_token" | "accessToken" | "AccessToken") {
            return None;
        }
        let request = self.answered(id, BACK)?;
        if let Some(index) = self.trace.tokens.iter().position(|asked| asked.http == Some(request)) {
            return Some(index);
        }
        let at = self.state.object(request).map_or(span, |object| object.span);
        let activation =
            self.trace.calls.iter().find(|call| call.object.as_ref().is_some_and(|(id, _)| *id == request));
        let activation = activation.map_or(self.activation, |call| call.activation);
        self.trace.tokens.push(TokenRequest {
            span: at,
            fact: None,
            credential: Value::default(),
            scope: Value::default(),
            http: Some(request),
            activation,
        });
        Some(self.trace.tokens.len() - 1)
    }

    pub(super) fn token_in_sources(&mut self, alt: &Alt, name: &str, span: Span) -> Option<usize> {
        let ids: Vec<ObjectId> = alt.leaves().into_iter().filter_map(super::state::object_of).collect();
        ids.into_iter().find_map(|id| self.token_in_answer(id, name, span))
    }

    /// The request by HTTP that an object came from.
    pub fn answered(&self, id: ObjectId, back: usize) -> Option<ObjectId> {
        if back == 0 {
            return None;
        }
        let object = self.state.object(id)?;
        if let Kind::Api(path) = &object.kind
            && self.facts.request(path).is_some()
        {
            return Some(id);
        }
        let of_value = |value: &Value| value.leaves().filter_map(super::state::object_of).collect::<Vec<_>>();
        let mut before: Vec<ObjectId> = object.from.into_iter().collect();
        before.extend(object.args.all().flat_map(|given| of_value(&given.value)));
        before.extend(
            object.fields.iter().filter(|_| object.kind == Kind::Promise).flat_map(|(_, field)| of_value(&field.value)),
        );
        before.into_iter().find_map(|id| self.answered(id, back - 1))
    }
}
