//! Something that the driver, framework or service no longer has.

use super::context::{Context, place_of};
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::value::{Atom, Part, Value};

const RULE: &str = "removed-api";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let run = &context.model.run;
    let mut seen: Vec<Span> = Vec::new();
    let called = run.trace.calls.iter().map(|called| (&called.name, called.name_span));
    let used: Vec<_> = run.trace.used.iter().map(|(name, span)| (name, *span)).chain(called).collect();
    for fact in &context.model.facts().language.removed {
        for (name, span) in &used {
            let is = ***name == *fact.name || name.strip_prefix(fact.name.as_str()).is_some_and(|rest| rest.starts_with('.'));
            if !is || seen.iter().any(|other| other.contains(*span) || span.contains(*other)) {
                continue;
            }
            // Once it is told, further uses say nothing new.
            let told = findings.iter().any(|finding| finding.rule == RULE && finding.message.contains(context.short(&fact.name)));
            if told {
                continue;
            }
            seen.push(*span);
            let finding = Finding::new(RULE, *span, format!("`{}` is no longer there: {}", context.short(&fact.name), fact.since))
                .help(format!("take {}", fact.instead));
            findings.push(if fact.deprecated { finding.warning().likely() } else { finding });
        }
    }
    for connection in &context.model.connections {
        for stranger in &connection.strangers {
            if let Some(became) = &stranger.removed {
                findings.push(Finding::new(RULE, stranger.span, format!("`{}` is no longer a keyword: {became}", stranger.key)).help("leave it out"));
            }
        }
        single_server(context, connection, findings);
    }
}

/// `user@server`: the names of the single server, which is retired.
fn single_server(context: &Context<'_, '_>, connection: &crate::lint::model::Connection, findings: &mut Vec<Finding>) {
    let host = connection.effective("host").and_then(|setting| with_names(&setting.value)).unwrap_or_default();
    if !context.model.shared.is_azure_host(&host) {
        return;
    }
    for setting in connection.given("user") {
        for alt in &setting.value.0 {
            let Some(text) = with_names(&Value(vec![alt.clone()])) else { continue };
            let text = text.replace("%40", "@");
            let Some((_, server)) = text.rsplit_once('@') else { continue };
            let same = host.split('.').next() == Some(server) || host == server;
            let span = place_of(alt);
            if same && !findings.iter().any(|finding| finding.rule == RULE && finding.span == span) {
                findings.push(
                    Finding::new(RULE, span, "`user@server` was the single server's form; on a flexible server `@server` becomes part of the role's name")
                        .help("write the role alone"),
                );
            }
        }
    }
}

/// A text with the names of the variables in it; nothing where something else is in it.
fn with_names(value: &Value) -> Option<String> {
    let [alt] = value.0.as_slice() else { return None };
    match &alt.atom {
        Atom::Env(read) => Some(format!("${{{}}}", read.name)),
        Atom::Text(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Literal(text, _) => Some(text.to_string()),
                Part::Hole(hole, _) => with_names(&Value(vec![hole.clone()])),
            })
            .collect(),
        _ => None,
    }
}
