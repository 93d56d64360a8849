//! TLS off, or left to chance, on the way to an Azure host.

use super::context::Context;
use crate::catalog::TlsEffect;
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::model::{Connection, Place, Text, TlsFrom};
use crate::lint::value::Atom;

const RULE: &str = "tls-disabled";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        if !context.is_azure(connection) || context.is_local_only(connection) {
            continue;
        }
        // Where one of several stands under a condition, what stands under none is the other case.
        let given = &connection.tls.given;
        let depends = given.len() > 1 && given.iter().any(|(alt, ..)| context.is_conditional(alt.span));
        for (alt, effect, span) in &connection.tls.given {
            let development = context.is_for_development(super::context::place_of(alt)) || context.is_for_development(alt.span);
            // The other branch is the one that is taken.
            if context.service_decides(alt.span) {
                continue;
            }
            let finding = match effect {
                Some(TlsEffect::Off) if !development => {
                    Finding::new(RULE, *span, "this turns TLS off, and the password or token would go over the network in the clear")
                }
                Some(TlsEffect::Chance) if !development => {
                    Finding::new(RULE, *span, "this takes TLS only if the server offers it, and checks nothing").warning()
                }
                _ => continue,
            };
            let finding = finding.help("ask for the mode that checks certificate and host name");
            push(if depends { finding.likely() } else { finding }, findings);
        }
        if connection.tls.from == TlsFrom::Default && matches!(connection.tls.effect, Some(TlsEffect::Chance | TlsEffect::Off)) {
            if ["PGSSLMODE"].iter().any(|word| context.model.run.source.contains(word)) {
                continue;
            }
            // It is asked for by a keyword of another driver's, and told as such.
            if connection.strangers.iter().any(|stranger| super::unknown_keyword::meaning(context, &stranger.key) == Some("tls")) {
                continue;
            }
            let span = place(connection).unwrap_or(connection.name_span);
            let default = match connection.tls.effect {
                Some(TlsEffect::Off) => format!("{} uses no TLS unless it is told to, and the service refuses such a connection", connection.driver),
                _ => format!("{} takes TLS only if the server offers it unless it is told otherwise", connection.driver),
            };
            let finding = Finding::new(RULE, span, default)
                .help("ask for the mode that checks certificate and host name")
                .warning();
            push(if context.is_azure_by_name(connection) { finding } else { finding.likely() }, findings);
        }
    }
}

/// The connection string that has to say it, where the code writes one with a host in it.
fn place(connection: &Connection) -> Option<Span> {
    let written = |text: &&Text| !text.built && matches!(text.alt.atom, Atom::Text(_)) && text.parsed.is_some();
    let host = connection.given("host").find(|setting| setting.place == Place::Text)?;
    let mut texts = connection.texts.iter().filter(written);
    let text = texts.find(|text| {
        text.parsed.as_ref().is_some_and(|(_, parsed)| parsed.pairs.iter().any(|pair| pair.key_span == host.key_span))
    })?;
    Some(super::place_of(&text.alt))
}

fn push(finding: Finding, findings: &mut Vec<Finding>) {
    if !findings.iter().any(|other| other.rule == RULE && other.span == finding.span) {
        findings.push(finding);
    }
}
