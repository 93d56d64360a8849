//! The server's certificate is not checked.

use super::context::Context;
use crate::catalog::{TlsEffect, TlsFact};
use crate::lint::finding::Finding;
use crate::lint::model::{Connection, TlsFrom};
use crate::lint::value::{Alt, Atom};

const RULE: &str = "tls-unverified";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    // A request for a token carries the client's secret, and brings the token.
    for (index, token) in context.model.tokens.iter().enumerate() {
        let Some(http) = token.http.as_ref().filter(|http| http.over_tls(&context.model.shared.service) && context.is_for_database(index)) else { continue };
        for (effect, span) in http.tls.iter().filter(|(_, span)| !context.is_for_development(*span)) {
            let what = if *effect == TlsEffect::Chain { "that the certificate is the authority's own" } else { "any certificate" };
            push(
                Finding::new(RULE, *span, format!("the request for a token does not check {what}: an impostor gets the secret"))
                    .help("leave the check on"),
                findings,
            );
        }
    }
    for connection in &context.model.connections {
        let ours = context.is_azure(connection) && !context.is_local_only(connection);
        let perhaps = context.may_be_azure(connection);
        if !ours && !perhaps && context.is_local_only(connection) {
            continue;
        }
        for (alt, effect, span) in &connection.tls.given {
            let switched_off = is_switched_off(alt);
            // Whoever switches the check off says so himself, whatever server it is of those that the text is about.
            let for_another = || context.chosen_for_another(alt.span) || context.stands_for_development(alt.span);
            let by_itself = || perhaps && switched_off && !for_another();
            let set_for_it = || is_set_for_service(context, connection);
            if !ours && !by_itself() && !set_for_it() && !context.chosen_for_service(alt.span) {
                continue;
            }
            if context.is_for_development(super::context::place_of(alt)) || context.is_for_development(alt.span) {
                continue;
            }
            let finding = match effect {
                Some(TlsEffect::Encrypted) => {
                    let finding = Finding::new(RULE, *span, "this encrypts and checks no certificate: an impostor gets the password or token");
                    // Service Connector writes `require`; any other mode is of the code's own choosing.
                    let chosen = switched_off || alt.literal().is_some_and(|text| !text.eq_ignore_ascii_case("require"));
                    if chosen && !is_older(context, connection, alt) { finding } else { finding.warning().likely() }
                }
                Some(TlsEffect::Chain) if matches!(alt.atom, Atom::Object(_)) => {
                    Finding::new(RULE, *span, "this does not check that the certificate is the server's own").warning()
                }
                _ => continue,
            };
            push(finding.help("ask for the mode that checks certificate and host name"), findings);
        }
        if ours && connection.tls.given.is_empty() && connection.tls.from == TlsFrom::Environment && connection.tls.effect == Some(TlsEffect::Encrypted) {
            push(
                Finding::new(RULE, connection.name_span, "Service Connector's string asks for TLS without checking the certificate")
                    .help("set the mode that checks certificate and host name beside it")
                    .warning()
                    .likely(),
                findings,
            );
        }
    }
}

/// Whether a configuration file, read only where it is about the service, has the server's name filled in from elsewhere.
fn is_set_for_service(context: &Context<'_, '_>, connection: &Connection) -> bool {
    let unit = context.model.run.unit;
    let mut hosts = connection.given("host").peekable();
    unit.sets_for_others
        && !unit.of_any_server
        && hosts.peek().is_some()
        && hosts.all(|setting| setting.value.every(|alt| alt.env().is_some()))
}

/// Whether what is given switches a check off. A mode that only encrypts, which is Service Connector's own word, does not.
fn is_switched_off(alt: &Alt) -> bool {
    const MODES: &[&str] = &["require", "required", "prefer", "preferred", "allow"];
    let is_mode = |word: &str| MODES.iter().any(|mode| mode.eq_ignore_ascii_case(word));
    match &alt.atom {
        Atom::Object(_) | Atom::Bool(_) => true,
        Atom::Api(path) => !is_mode(path.rsplit(['.', ':', '\\']).next().unwrap_or(path)),
        _ => alt.literal().is_some_and(|text| !is_mode(&text)),
    }
}

/// Whether what is given switches the check off in older versions of the driver only.
fn is_older(context: &Context<'_, '_>, connection: &Connection, given: &Alt) -> bool {
    let Some(driver) = context.model.facts().language.drivers.get(&connection.driver) else { return false };
    let is_at = |key: &str, fact: &TlsFact| {
        [&fact.at.option, &fact.at.property].into_iter().flatten().any(|name| name.eq_ignore_ascii_case(key))
    };
    let keys = connection.settings.iter().filter(|setting| setting.value.0.contains(given));
    keys.flat_map(|setting| driver.tls.iter().filter(|fact| is_at(&setting.key, fact))).any(|fact| fact.older)
}

fn push(finding: Finding, findings: &mut Vec<Finding>) {
    if !findings.iter().any(|other| other.rule == RULE && other.span == finding.span) {
        findings.push(finding);
    }
}
