//! URLs that code puts together from their parts.

use super::Evaluator;
use super::state::{Args, Field, Kind, Object, object_of};
use crate::lint::form::Span;
use crate::lint::value::{Alt, Value};

impl Evaluator<'_> {
    /// A URL made of its parts as they are; nothing where some of them cannot be seen.
    pub(super) fn url_of_parts(&mut self, args: &Args, span: Span) -> Option<Value> {
        let mut parts = Object::new(Kind::Dict, span);
        parts.open = args.open;
        for given in &args.positional {
            self.spread_into(&mut parts, &given.value);
        }
        for (name, key_span, given) in &args.named {
            parts.set(name, Field { value: given.value.clone(), key_span: *key_span, span: given.span });
        }
        let there = |name: &&str| parts.field(name).is_some_and(|field| !field.value.every(Alt::is_nothing));
        if parts.open || !["scheme", "host"].iter().all(&there) {
            return None;
        }
        let scheme = parts.field("scheme").and_then(|field| Some((field.value.literal()?, field.span)))?;
        // A URL begins in one piece.
        let (mut pieces, mut sites) = (vec![Value::text(&format!("{}://", scheme.0), scheme.1)], vec![scheme.1]);
        const ORDER: [(&str, &str, &str); 5] =
            [("", "userinfo", "@"), ("", "host", ""), (":", "port", ""), ("", "path", ""), ("?", "query", "")];
        for (before, name, after) in ORDER.iter().filter(|(_, name, _)| there(name)) {
            let Some(field) = parts.field(name) else { continue };
            let (start, end) =
                (Span::new(field.span.start, field.span.start), Span::new(field.span.end, field.span.end));
            let around = [
                (Value::text(before, start), start),
                (field.value.clone(), field.span),
                (Value::text(after, end), end),
            ];
            for (piece, site) in around.into_iter().filter(|(piece, _)| piece.literal().as_deref() != Some("")) {
                pieces.push(piece);
                sites.push(site);
            }
        }
        self.note_taken(&pieces);
        Some(Value::concat(&pieces, &sites, span))
    }

    /// What something is with other fields by name: of the rest nothing is known.
    pub(super) fn with_other_fields(&mut self, args: &Args, span: Span) -> Option<Value> {
        if args.named.is_empty() {
            return None;
        }
        let mut object = Object::new(Kind::Dict, span);
        object.open = true;
        for (name, key_span, given) in &args.named {
            object.set(name, Field { value: given.value.clone(), key_span: *key_span, span: given.span });
        }
        Some(self.object_value(object))
    }

    /// A URL put together again from what one was taken apart into; nothing where its server stayed what it was.
    pub(super) fn url_again(&mut self, parts: &Value, span: Span) -> Option<Value> {
        let mut result = Value::default();
        for alt in &parts.0 {
            let object = self.state.object(object_of(alt)?)?;
            let server = match object.kind {
                Kind::Dict => object.field("netloc").map(|field| field.value.clone()),
                Kind::List => object.items.get(1).cloned(),
                _ => None,
            }?;
            let (unknown, between) = (Value::unknown(span), |text: &str| Value::text(text, span));
            let pieces = [unknown.clone(), between("://"), server, between("/"), unknown];
            result = result.or(Value::concat(&pieces, &[], span));
        }
        (!result.0.is_empty()).then_some(result)
    }
}
