//! Something that the driver, framework or service no longer has.

use super::context::{Context, place_of};
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::model::Place;
use crate::lint::value::{Alt, Atom, Part};

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
            let older = fact.older.iter().any(|word| run.source.contains(word.as_str()));
            findings.push(if fact.deprecated || older { finding.warning().likely() } else { finding });
        }
    }
    for connection in context.model.connections.iter().chain(&context.model.named) {
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
    let azure = context.is_azure(connection);
    let hosts: Vec<String> = connection.given("host").flat_map(|setting| &setting.value.0).map(shape).collect();
    for setting in connection.given("user") {
        for alt in &setting.value.0 {
            let written = shape(alt);
            // Only a URL is decoded: elsewhere it is no such name, and wrong in another way.
            let unread = || context.model.connections.iter().any(|other| other.strangers.iter().any(|one| one.span == setting.key_span));
            let likely = unread() || setting.place != Place::Text && !written.contains('@');
            let name = written.replace("%40", "@");
            let Some((_, server)) = name.rsplit_once('@').filter(|(_, server)| !server.is_empty()) else { continue };
            let same = |host: &String| host.strip_prefix(server).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            let span = place_of_sign(alt).unwrap_or_else(|| place_of(alt));
            if azure && (hosts.iter().any(same) || ends_in_piece_of_host(connection, alt)) && !findings.iter().any(|finding| finding.rule == RULE && finding.span == span) {
                let finding = Finding::new(RULE, span, "`user@server` was the single server's form; on a flexible server `@server` becomes part of the role's name")
                    .help("write the role alone");
                findings.push(if likely { finding.likely() } else { finding });
            }
        }
    }
}

/// Where the `@` is written.
fn place_of_sign(alt: &Alt) -> Option<Span> {
    let Atom::Text(parts) = &alt.atom else { return None };
    parts.iter().find_map(|part| match part {
        Part::Literal(text, span) if text.contains('@') || text.contains("%40") => Some(*span),
        _ => None,
    })
}

/// Whether what stands behind the `@` was cut out of the variable that holds the host: `{host.split(".")[0]}`.
fn ends_in_piece_of_host(connection: &crate::lint::model::Connection, alt: &Alt) -> bool {
    let Atom::Text(parts) = &alt.atom else { return false };
    let [.., Part::Literal(before, _), Part::Hole(Alt { atom: Atom::Derived(sources), .. }, _)] = &**parts else { return false };
    let is_host = |name: &str| {
        connection.given("host").any(|setting| setting.value.leaves().any(|leaf| leaf.env().is_some_and(|read| read.name == name)))
    };
    let sign = before.ends_with('@') || before.ends_with("%40");
    sign && !sources.is_empty() && sources.iter().all(|source| source.env().is_some_and(|read| is_host(&read.name)))
}

/// An alternative as a text, in which what is put in stands for itself: two are the same when they are the same value.
fn shape(alt: &Alt) -> String {
    let hole = |alt: &Alt| match &alt.atom {
        Atom::Env(read) => format!("\u{1}{}\u{1}", read.name),
        atom => format!("\u{1}{atom:?} {:?}\u{1}", alt.span).replace('@', ""),
    };
    match &alt.atom {
        Atom::Text(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Literal(text, _) => text.to_string(),
                Part::Hole(inner, _) => hole(inner),
            })
            .collect(),
        _ => hole(alt),
    }
}
