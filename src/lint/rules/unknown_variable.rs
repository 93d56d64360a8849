//! A variable that Service Connector sets for no client, or a mix that no single client has.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use crate::catalog::nearest;
use crate::lint::finding::Finding;
use crate::lint::form::{ExprKind, Span};
use crate::lint::value::EnvRead;

const RULE: &str = "unknown-variable";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let shared = context.model.shared;
    let prefix = &shared.service.prefix;
    let mut known: Vec<&EnvRead> = Vec::new();
    for read in &context.model.run.trace.reads {
        let ours = read.name.len() > prefix.len() && read.name.is_char_boundary(prefix.len()) && read.name[..prefix.len()].eq_ignore_ascii_case(prefix);
        if !ours {
            continue;
        }
        if shared.variable(&read.name).is_empty() {
            let names: BTreeSet<&str> = shared.variables.iter().map(|(.., variable)| variable.name.as_str()).collect();
            let names = names.into_iter().filter(|name| name.starts_with(prefix.as_str()));
            let mut finding =
                Finding::new(RULE, read.name_span, format!("Service Connector sets no variable `{}` for any client", read.name));
            finding = match nearest(&read.name, names) {
                Some(name) => finding.help(format!("did you mean `{name}`?")),
                None => finding.help("see `azconn describe` for the variables of your client"),
            };
            findings.push(finding);
        } else {
            known.push(read);
        }
    }
    mixed(context, &known, findings);
}

/// All that one client has, by connection's own word.
fn mixed(context: &Context<'_, '_>, reads: &[&EnvRead], findings: &mut Vec<Finding>) {
    let shared = context.model.shared;
    let mut clients: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (client, _, variable) in &shared.variables {
        clients.entry(client).or_default().insert(&variable.name);
    }
    let plain = |read: &EnvRead| shared.variable(&read.name).first().map(|(.., variable)| variable.name.clone()).unwrap_or_default();
    let names: Vec<(String, &EnvRead)> = reads.iter().map(|read| (plain(read), *read)).collect();
    let fits = |client: &str| clients.get(client).is_some_and(|set| names.iter().all(|(name, _)| set.contains(name.as_str())));
    if names.is_empty() || context.client.is_none() && clients.keys().any(|client| fits(client)) {
        return;
    }
    let own = context.client.map(str::to_owned).or_else(|| best(context, &clients, &names));
    let Some(own) = own.filter(|own| !fits(own)) else { return };
    let Some(set) = clients.get(own.as_str()) else { return };
    for (name, read) in names.iter().filter(|(name, _)| !set.contains(name.as_str())) {
        let has: Vec<&str> = clients.iter().filter(|(_, set)| set.contains(name.as_str())).map(|(client, _)| *client).collect();
        let mut finding = Finding::new(
            RULE,
            read.name_span,
            format!("`{}` is not set for the client `{own}`, but for {}", read.name, has.join(", ")),
        );
        finding = match nearest(name, set.iter().copied()) {
            Some(near) => finding.help(format!("`{own}` has `{near}`")),
            None => finding.help(format!("`{own}` has {}", set.iter().copied().collect::<Vec<_>>().join(", "))),
        };
        // One of several that are tried in turn may be for another place than Service Connector's.
        findings.push(if is_one_of_several(context, read.name_span) { finding.likely() } else { finding });
    }
}

/// Whether a reading stands in a chain of those that are tried in turn: `a || b`.
fn is_one_of_several(context: &Context<'_, '_>, at: Span) -> bool {
    context.model.run.unit.exprs().any(|(_, expr)| matches!(expr.kind, ExprKind::Else(..)) && expr.span.contains(at))
}

/// The client that most of the names belong to; of equals one of the file's own language.
fn best(context: &Context<'_, '_>, clients: &BTreeMap<&str, BTreeSet<&str>>, names: &[(String, &EnvRead)]) -> Option<String> {
    let own = |client: &str| context.model.facts().is_client(client, context.model.shared);
    clients
        .iter()
        .map(|(client, set)| (names.iter().filter(|(name, _)| set.contains(name.as_str())).count(), own(client), *client))
        .max()
        .map(|(_, _, client)| client.to_owned())
}
