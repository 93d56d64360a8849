//! The token object, or something that has to be awaited, where the token's text belongs.

use super::context::Context;
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::value::{Alt, Part, Atom, Value};

const RULE: &str = "token-object-as-password";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        for setting in connection.given("password") {
            look(context, &setting.value, setting.span, findings);
        }
        for hook in &connection.hooks {
            if let Some(value) = &hook.password {
                // What the hook asks for itself is shown where it asks.
                let own = value.0.iter().flat_map(pieces).any(|piece| is_own(context, piece, hook.activation));
                let asked = value.0.first().map_or(hook.span, |alt| if own { alt.span } else { hook.span });
                let span = hook.set_at.unwrap_or(asked);
                look(context, value, span, findings);
            }
        }
        // In a text that could not be taken apart.
        for text in &connection.texts {
            if text.parsed.is_none() {
                look(context, &Value(vec![text.alt.clone()]), text.span, findings);
            }
        }
    }
}

fn look(context: &Context<'_, '_>, value: &Value, span: Span, findings: &mut Vec<Finding>) {
    // What may be the text as well is no mistake.
    let texts: Vec<&Alt> = value.leaves().filter(|leaf| matches!(leaf.atom, Atom::Token(_))).collect();
    for alt in &value.0 {
        for piece in pieces(alt) {
            let may_be_text = |request| texts.iter().any(|text| text.atom == Atom::Token(request));
            if context.token_object(piece).is_some_and(may_be_text) {
                continue;
            }
            if let Some(request) = context.token_object(piece) {
                let mut finding = Finding::new(RULE, best(context, piece, span), "the token object stands here, not the token's text");
                if let Some(step) = text_step(context, request) {
                    finding = finding.help(format!("take its text: `{step}`"));
                }
                if let Some(token) = context.model.tokens.get(request) {
                    finding = finding.related(token.span, "the token is asked for here");
                }
                push(findings, finding);
            } else if let Some(inner) = context.promise(piece)
                && inner.some(|alt| context.token_in(alt).is_some()) {
                    let finding = Finding::new(RULE, best(context, piece, span), "nothing waits for the token: this is not its text yet")
                        .help("await it first");
                    push(findings, finding);
                }
        }
    }
}

/// Whether a token was asked for in that run of a hook.
fn is_own(context: &Context<'_, '_>, piece: &Alt, activation: usize) -> bool {
    let of = |alt: &Alt| context.token_in(alt).and_then(|request| context.model.tokens.get(request)).map(|token| token.activation);
    let inner = context.promise(piece).and_then(|inner| inner.0.iter().find_map(of));
    of(piece).or(inner) == Some(activation)
}

fn push(findings: &mut Vec<Finding>, finding: Finding) {
    if !findings.iter().any(|other| other.rule == RULE && (other.span == finding.span || other.span.contains(finding.span))) {
        findings.push(finding);
    }
}

fn pieces(alt: &Alt) -> Vec<&Alt> {
    match &alt.atom {
        Atom::Text(parts) => parts
            .iter()
            .filter_map(|part| match part {
                Part::Hole(hole, _) => Some(hole),
                Part::Literal(..) => None,
            })
            .collect(),
        _ => vec![alt],
    }
}

/// The expression that puts the object there, within the setting.
fn best(context: &Context<'_, '_>, alt: &Alt, span: Span) -> Span {
    if span.contains(alt.span) {
        return alt.span;
    }
    let _ = context;
    span
}

fn text_step(context: &Context<'_, '_>, request: usize) -> Option<String> {
    let asked = context.model.run.trace.tokens.get(request)?;
    let fact = context.model.facts().language.tokens.get(asked.fact?)?;
    fact.text.last().map(|step| format!(".{step}"))
}
