//! A passwordless connection that no token reaches.

use super::context::{Context, key_of};
use crate::lint::evaluate::state::Kind;
use crate::lint::finding::Finding;
use crate::lint::model::Connection;
use crate::lint::value::{Alt, Atom};

const RULE: &str = "missing-password";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        if dropped(context, connection, findings) || never_called(context, connection, findings) {
            continue;
        }
        idle_hook(context, connection, findings);
        no_token(context, connection, findings);
    }
}

/// The hook runs, and sets no password.
fn idle_hook(context: &Context<'_, '_>, connection: &Connection, findings: &mut Vec<Finding>) {
    let idle = |hook: &crate::lint::model::Hook| hook.password.as_ref().is_some_and(|value| value.every(Alt::is_nothing));
    let Some(hook) = connection.hooks.first().filter(|_| connection.hooks.iter().all(idle)) else { return };
    let other = connection.given("password").any(|setting| !setting.value.every(Alt::is_nothing));
    if other || !context.passwordless() || !context.is_azure(connection) || reads_password_elsewhere(context) {
        return;
    }
    findings.push(
        Finding::new(RULE, hook.span, "this is asked for a password at each new connection, and gives none")
            .help("give the text of the token in it")
            .related(connection.name_span, "this connection gets no other password"),
    );
}

/// The driver ignores the password that it gets.
fn dropped(context: &Context<'_, '_>, connection: &Connection, findings: &mut Vec<Finding>) -> bool {
    let Some((given, beside, .., why)) = connection.password_dropped() else { return false };
    // What a hook supplies takes its place: nothing is missing.
    if connection.hooks.iter().any(|hook| hook.span == *beside) {
        return false;
    }
    if !context.is_azure(connection) && !context.gets_token(connection) {
        return false;
    }
    findings.push(
        Finding::new(RULE, *given, format!("this password never reaches the server: {why}"))
            .help("give host, user, database and password as separate settings")
            .related(*beside, "because of this"),
    );
    true
}

/// A function stands where the driver wants a text.
fn never_called(context: &Context<'_, '_>, connection: &Connection, findings: &mut Vec<Finding>) -> bool {
    let Some(setting) = connection.effective("password") else { return false };
    let function = |alt: &Alt| match alt.atom {
        Atom::Function(..) => true,
        Atom::Object(id) => context.model.run.state.object(id).is_some_and(|object| match &object.kind {
            Kind::Api(path) => context.model.facts().language.tokens.iter().any(|fact| fact.on.is_none() && *fact.call == **path),
            _ => false,
        }),
        _ => false,
    };
    if setting.calls_functions || !setting.value.every(function) {
        return false;
    }
    findings.push(
        Finding::new(RULE, setting.span, format!("{} never calls this function: it is sent as a text, not as the password", connection.driver))
            .help("give the token's text, or use the driver's own hook for a fresh password"),
    );
    true
}

fn no_token(context: &Context<'_, '_>, connection: &Connection, findings: &mut Vec<Finding>) {
    let passwordless = context.passwordless();
    if !passwordless || connection.open || !connection.hooks.is_empty() || !context.is_azure(connection) {
        return;
    }
    // Settings that a text leaves out: `new Pool({ host, ... })`.
    if context.model.run.unit.fragment && crate::lint::secret::leaves_out(context.text(connection.span)) {
        return;
    }
    // A string from somewhere else may well have a password in it.
    let foreign = connection.bases.iter().any(|base| key_of(context, base).is_none());
    let unread = connection.texts.iter().any(|text| text.parsed.is_none() && !matches!(text.alt.atom, Atom::Env(_)));
    if foreign || unread {
        return;
    }
    let nothing = connection
        .given("password")
        .all(|setting| setting.value.every(Alt::is_nothing) || context.swallows(connection, setting));
    if !nothing || reads_password_elsewhere(context) {
        return;
    }
    let mut finding = Finding::new(
        RULE,
        connection.name_span,
        "this connection gets no password, and the variables of a passwordless connection hold none",
    )
    .help("ask the credential for a token and give its text as the password");
    if let Some(token) = context.model.tokens.iter().find(|token| context.asks_for_database(token)) {
        finding = finding.related(token.span, "this token is not used for it");
    }
    findings.push(finding);
}

/// libpq reads PGPASSWORD by itself, and files name passwords too.
fn reads_password_elsewhere(context: &Context<'_, '_>) -> bool {
    ["PGPASSWORD", "PGPASSFILE", "PGSERVICE", "passfile"].iter().any(|word| context.model.run.source.contains(word))
        || context.auth.is_none() && context.reads("password").next().is_some()
}
