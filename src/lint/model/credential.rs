//! Credentials that are made and tokens that are asked for.

use crate::lint::evaluate::state::{Kind, Object};
use crate::lint::form::Span;
use crate::lint::value::{Atom, Value};

use super::find::Looked;
use super::{Credential, Model, Setting, Token};

impl Model<'_> {
    pub(super) fn look_at_credentials(&mut self) {
        let facts = self.run.facts;
        let calls = self.run.trace.calls.iter().filter(|called| facts.credential(&called.name).is_some());
        for called in calls.cloned().collect::<Vec<_>>() {
            let Some(fact) = facts.credential(&called.name) else { continue };
            let id = called.object.as_ref().map(|(id, _)| *id);
            let object =
                called.object.as_ref().map(|(id, initial)| self.run.state.object(*id).unwrap_or(initial).clone());
            let looked = Looked { args: &called.args, object: object.as_ref(), is_options: false };
            let mut given = Vec::new();
            let other_version =
                fact.takes.is_some_and(|takes| takes != called.args.positional.len() && !called.args.open);
            for (meaning, slots) in fact.arguments.iter().filter(|_| !other_version) {
                for slot in slots {
                    for found in self.run.find_one(slot, looked) {
                        // An options object in the place of an id is looked into, and is no id itself.
                        let is_id = meaning.ends_with("_id") || meaning == "client_secret";
                        let options = |atom: &Atom| match atom {
                            Atom::Object(_) => true,
                            // A variable of another package is anything.
                            Atom::Api(path) => facts.knows(path),
                            _ => false,
                        };
                        if is_id && found.value.every(|alt| options(&alt.atom)) {
                            continue;
                        }
                        given.push(Setting {
                            meaning: meaning.clone(),
                            key: found.key,
                            key_span: found.key_span,
                            value: found.value.unwrapped(),
                            span: found.span,
                            place: found.place,
                            quoted: false,
                            wants: slot.wants,
                            calls_functions: false,
                        });
                    }
                }
            }
            let (options, open) = self.options_of(&called.args, object.as_ref());
            let credential = Credential {
                name: called.name.to_string(),
                span: called.span,
                name_span: called.name_span,
                given,
                options,
                open: open || called.args.open || other_version,
                object: id,
                activation: called.activation,
            };
            if !self.credentials.contains(&credential) {
                self.credentials.push(credential);
            }
        }
    }

    /// Everything that was given by name, in option objects too.
    fn options_of(
        &self,
        args: &crate::lint::evaluate::state::Args,
        object: Option<&Object>,
    ) -> (Vec<(String, Span)>, bool) {
        let mut options: Vec<(String, Span)> = args.named.iter().map(|(name, span, _)| (name.clone(), *span)).collect();
        let mut open = false;
        for given in args.all() {
            for alt in &given.value.0 {
                match alt.atom {
                    Atom::Object(id) => {
                        let Some(inner) = self.run.state.object(id) else { continue };
                        open |= inner.open;
                        if matches!(inner.kind, Kind::Dict | Kind::Api(_)) {
                            options.extend(inner.fields.iter().map(|(name, field)| (name.clone(), field.key_span)));
                            options.extend(inner.args.named.iter().map(|(name, span, _)| (name.clone(), *span)));
                        }
                    }
                    _ => open |= alt.is_unknown(),
                }
            }
        }
        if let Some(object) = object {
            options.extend(object.fields.iter().map(|(name, field)| (name.clone(), field.key_span)));
            options.extend(object.calls.iter().map(|call| (call.name.to_string(), call.name_span)));
        }
        (options, open)
    }

    pub(super) fn look_at_tokens(&mut self) {
        for asked in self.run.trace.tokens.clone() {
            let mut credentials = Vec::new();
            let mut known = !asked.credential.0.is_empty();
            for alt in &asked.credential.0 {
                let found = match alt.atom {
                    Atom::Object(id) => self.credentials.iter().position(|credential| credential.object == Some(id)),
                    _ => None,
                };
                match found {
                    Some(index) => credentials.push(index),
                    None => known = false,
                }
            }
            let http = asked.http.and_then(|id| self.http(id));
            let scope = match &http {
                Some(http) => http.scope(),
                None => asked.scope.clone(),
            };
            self.tokens.push(Token {
                span: asked.span,
                scope,
                credentials,
                credential_known: known,
                asked: asked.credential.clone(),
                http,
                activation: asked.activation,
            });
        }
        self.look_at_other_requests();
    }

    /// Requests for the database's token whose answer is read by other names than the token's own.
    fn look_at_other_requests(&mut self) {
        let asked: Vec<_> = self.run.trace.tokens.iter().filter_map(|asked| asked.http).collect();
        let ids: Vec<_> = self.run.state.objects().map(|(id, _)| id).filter(|id| !asked.contains(id)).collect();
        let resources: Vec<&str> = self.shared.service.clouds.iter().map(|cloud| cloud.resource.as_str()).collect();
        for id in ids {
            let Some(http) = self.http(id) else { continue };
            let scope = http.scope();
            let ours = |alt: &crate::lint::value::Alt| {
                alt.literal().is_some_and(|text| resources.iter().any(|resource| text.starts_with(resource)))
            };
            // One request may be there several times, as far as it was made at each.
            let same = |token: &Token| token.http.as_ref().is_some_and(|other| other.span == http.span);
            if !scope.some(ours) || self.tokens.iter().any(same) {
                continue;
            }
            self.tokens.push(Token {
                span: http.span,
                scope,
                credentials: Vec::new(),
                credential_known: false,
                asked: Value::default(),
                http: Some(http),
                activation: 0,
            });
        }
    }
}
