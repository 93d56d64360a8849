//! Where a request for a token is told what the token is for.

use super::Evaluator;
use super::api::argument;
use super::state::{Args, object_of};
use crate::catalog::TokenFact;
use crate::lint::value::Value;

impl Evaluator<'_> {
    /// The scope of a request: given to it, or to the credential when that was made.
    pub(super) fn scope_given(&self, fact: &TokenFact, credential: &Value, args: &Args) -> Value {
        if !fact.scope_of_credential {
            return self.scope_in(fact, args);
        }
        let made = credential.0.iter().filter_map(|alt| self.state.object(object_of(alt)?));
        made.fold(Value::default(), |all, object| all.or(self.scope_in(fact, &object.args)))
    }

    fn scope_in(&self, fact: &TokenFact, args: &Args) -> Value {
        // `acquireToken({ scopes: [...] })`: an entry of what is given.
        if let Some(name) = &fact.scope.option {
            let objects =
                args.all().flat_map(|given| &given.value.0).filter_map(|alt| self.state.object(object_of(alt)?));
            let entries = objects.filter_map(|object| object.field(name));
            return entries.fold(Value::default(), |all, field| all.or(field.value.clone()));
        }
        let scope = argument(&fact.scope, args);
        // `TokenRequestOptions{Scopes: ...}`: of what wraps it, one field alone.
        match &fact.scope.property {
            Some(name) => self.field_of(scope, name),
            None => scope,
        }
    }

    /// That field of every object that has it.
    fn field_of(&self, value: Value, name: &str) -> Value {
        let mut result = Value::default();
        for alt in value.0 {
            let field = object_of(&alt).and_then(|id| self.state.object(id)?.field(name));
            result = result.or(field.map_or(Value(vec![alt]), |field| field.value.clone()));
        }
        result
    }
}
