//! A token fetched once is built into something that outlives it.

use std::cell::LazyCell;

use super::context::Context;
use super::rebuilt::is_rebuilt;
use crate::catalog::Lives;
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::model::{Connection, Hook};
use crate::lint::secret;
use crate::lint::value::{Alt, Atom, Part, Value};

const RULE: &str = "token-kept";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        if connection.password_dropped().is_some() || runs_once(context, connection) {
            continue;
        }
        for hook in &connection.hooks {
            if let Some(value) = &hook.password {
                let stale = |request: usize| activation(context, request) != hook.activation;
                let at = hook.set_at.unwrap_or(hook.span);
                if let Some((request, inner)) = kept(context, value, &stale) {
                    push(context, connection, within(at, inner), request, findings);
                } else if let Some(request) = hook.again.filter(|_| connection.lives == Lives::Pool) {
                    push(context, connection, at, request, findings);
                }
            }
        }
        later(context, connection, findings);
        let outlives = connection.lives == Lives::Pool || connection.for_pool;
        // Looked for where there is a token to tell of: hardly any connection has one.
        let anew = LazyCell::new(|| is_rebuilt(context, connection));
        // What stands in the password's own place and may be a function is none where it is a token.
        let itself = |hook: &Hook| hook.password.is_none() && connection.given("password").any(|setting| setting.span == hook.span);
        if !outlives || !connection.hooks.iter().all(itself) && connection.lives == Lives::Pool {
            continue;
        }
        let stale = |request: usize| connection.lives == Lives::Pool || activation(context, request) != connection.activation;
        // Given in two places it is one mistake: the last one is the place that the driver takes.
        let mut told = Vec::new();
        let given: Vec<_> = connection.given("password").collect();
        for setting in given.into_iter().rev() {
            if let Some((request, _)) = kept(context, &setting.value, &stale)
                && !told.contains(&request)
                && !*anew
            {
                told.push(request);
                push(context, connection, setting.span, request, findings);
            }
        }
        for text in connection.texts.iter().filter(|text| text.parsed.is_none()) {
            if let Some((request, at)) = kept(context, &Value(vec![text.alt.clone()]), &stale)
                && !*anew
            {
                push(context, connection, within(text.span, at), request, findings);
            }
        }
    }
}

/// Whether it is made in a class that a tool asks for one command and no more.
fn runs_once(context: &Context<'_, '_>, connection: &Connection) -> bool {
    let unit = context.model.run.unit;
    let names = &context.model.facts().language.runs_once;
    let base = |id: &crate::lint::form::ExprId| {
        let text = context.text(unit.expr(*id).span);
        let name = text.split('<').next().unwrap_or(text).trim();
        names.iter().any(|known| name == known || name.ends_with(&format!(".{known}")))
    };
    !names.is_empty() && unit.classes().any(|(_, class)| class.span.contains(connection.name_span) && class.bases.iter().any(base))
}

/// A token that was fetched when something else ran: a constructor, or the file itself, long before the function that connects.
fn later(context: &Context<'_, '_>, connection: &Connection, findings: &mut Vec<Finding>) {
    if connection.lives == Lives::Pool || connection.for_pool || connection.activation > 0 || !connection.hooks.is_empty() {
        return;
    }
    let begun = &context.model.run.trace.begun;
    let stale = |request: usize| {
        let token = context.model.tokens.get(request).and_then(|token| begun.get(&token.span));
        matches!((token, begun.get(&connection.span)), (Some(asked), Some(called)) if asked.is_disjoint(called))
    };
    for setting in connection.given("password") {
        let Some((request, _)) = kept(context, &setting.value, &stale) else { continue };
        let mut finding = Finding::new(
            RULE,
            setting.span,
            "the token was fetched once, before this runs: a later connection signs in with it after it has expired",
        )
        .help("ask the credential at each new connection: it keeps the token by itself as long as it is good")
        .likely();
        if let Some(token) = context.model.tokens.get(request) {
            finding = finding.related(token.span, "the token is fetched here");
        }
        if !findings.iter().any(|other| other.rule == RULE && other.span == setting.span) {
            findings.push(finding);
        }
    }
}

fn activation(context: &Context<'_, '_>, request: usize) -> usize {
    context.model.tokens.get(request).map_or(0, |token| token.activation)
}

/// The token that every alternative holds, all of them fetched too early.
fn kept(context: &Context<'_, '_>, value: &Value, stale: &dyn Fn(usize) -> bool) -> Option<(usize, Span)> {
    let mut first = None;
    for alt in &value.0 {
        // A person's password, in the other case.
        if alt.is_unknown() && secret::names_password(context.text(alt.span)) {
            continue;
        }
        if matches!(alt.atom, Atom::Derived(_)) {
            return None;
        }
        match token(context, alt) {
            Some((request, at)) if stale(request) => first = first.or(Some((request, at))),
            Some(_) => return None,
            // Not set yet, or no token at all in that case.
            None if alt.is_nothing() => {}
            None if alt.is_unknown() => return None,
            None => {}
        }
    }
    first
}

/// The token in an alternative, and where it is put in.
fn token(context: &Context<'_, '_>, alt: &Alt) -> Option<(usize, Span)> {
    match &alt.atom {
        Atom::Text(parts) => parts.iter().find_map(|part| match part {
            Part::Hole(hole, site) => Some((context.token_in(hole)?, *site)),
            Part::Literal(..) => None,
        }),
        _ => Some((context.token_in(alt)?, alt.span)),
    }
}

fn within(outer: Span, inner: Span) -> Span {
    if outer.contains(inner) { inner } else { outer }
}

fn push(context: &Context<'_, '_>, connection: &Connection, span: Span, request: usize, findings: &mut Vec<Finding>) {
    let what = if connection.for_pool { "the pool that calls this" } else { "what is made here" };
    let mut finding = Finding::new(
        RULE,
        span,
        format!("the token is fetched once and kept: {what} opens new connections after it has expired"),
    )
    .help("give the driver's hook that is asked for a password at each new connection, and ask the credential in it");
    if let Some(token) = context.model.tokens.get(request) {
        finding = finding.related(token.span, "the token is fetched here");
    }
    if !span.contains(connection.name_span) {
        finding = finding.related(connection.name_span, "this lives longer than the token");
    }
    if !findings.iter().any(|other| other.rule == RULE && other.span == span) {
        // Closed where it is made: that may be long before the token expires.
        findings.push(if connection.brief { finding.likely() } else { finding });
    }
}
