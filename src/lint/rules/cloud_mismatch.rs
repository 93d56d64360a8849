//! Scope, authority and host belong to different clouds.

use super::context::{Context, literal_pieces, place_of};
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::model::Credential;
use crate::lint::value::{Alt, Atom, Value};

const RULE: &str = "cloud-mismatch";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        let host = connection.effective("host").and_then(|setting| cloud(context, &setting.value));
        for (request, _) in context.tokens_of(connection) {
            let Some(token) = context.model.tokens.get(request) else { continue };
            let scope = cloud(context, &token.scope);
            if let (Some((host, host_span)), Some((scope, scope_span))) = (&host, &scope)
                && host != scope {
                    push(findings, *scope_span, "token", scope, *host_span, "server", host);
                    continue;
                }
            let wanted = scope.as_ref().or(host.as_ref());
            for credential in token.credentials.iter().filter_map(|index| context.model.credentials.get(*index)) {
                authority(context, credential, wanted, findings);
            }
        }
    }
    for token in &context.model.tokens {
        let scope = cloud(context, &token.scope);
        if !context.asks_for_database(token) {
            continue;
        }
        for credential in token.credentials.iter().filter_map(|index| context.model.credentials.get(*index)) {
            authority(context, credential, scope.as_ref(), findings);
        }
        if let Some(http) = &token.http {
            let endpoint = cloud(context, &http.url);
            if let (Some((endpoint, at)), Some((scope, scope_span))) = (&endpoint, &scope)
                && endpoint != scope {
                    push(findings, *at, "authority", endpoint, *scope_span, "scope", scope);
                }
        }
    }
}

fn authority(context: &Context<'_, '_>, credential: &Credential, wanted: Option<&(String, Span)>, findings: &mut Vec<Finding>) {
    let Some((wanted, wanted_span)) = wanted else { return };
    let clouds = &context.model.shared.service.clouds;
    match credential.given("authority") {
        Some(setting) => {
            if let Some((given, span)) = cloud(context, &setting.value)
                && given != *wanted {
                    push(findings, span, "authority", &given, *wanted_span, "scope", wanted);
                }
        }
        // The public cloud is every SDK's default, unless the environment names another authority.
        None => {
            let takes = context.model.facts().credential(&credential.name).is_some_and(|fact| {
                fact.arguments.contains_key("authority") && fact.kinds.len() == 1 && !fact.ignores.iter().any(|name| name == "authority")
            });
            let sovereign = clouds.iter().any(|cloud| cloud.id == *wanted && cloud.sovereign);
            if takes && sovereign && !credential.open {
                findings.push(
                    Finding::new(RULE, credential.name_span, format!("without an authority this asks the public cloud, but the scope is that of {wanted}"))
                        .help("give the authority of that cloud")
                        .related(*wanted_span, "this is the scope")
                        .likely(),
                );
            }
        }
    }
}

fn push(findings: &mut Vec<Finding>, span: Span, what: &str, is: &str, other_span: Span, other: &str, should: &str) {
    if findings.iter().any(|finding| finding.rule == RULE && finding.span == span) {
        return;
    }
    findings.push(
        Finding::new(RULE, span, format!("this {what} belongs to {is}, the {other} to {should}"))
            .help("take both from the same cloud")
            .related(other_span, format!("the {other}")),
    );
}

/// The one cloud to which a value belongs.
fn cloud(context: &Context<'_, '_>, value: &Value) -> Option<(String, Span)> {
    let mut found: Option<(String, Span)> = None;
    for alt in &value.0 {
        let cloud = cloud_of(context, alt)?;
        match &found {
            Some((other, _)) if *other != cloud => return None,
            Some(_) => {}
            None => found = Some((cloud, place_of(alt))),
        }
    }
    found
}

fn cloud_of(context: &Context<'_, '_>, alt: &Alt) -> Option<String> {
    let shared = context.model.shared;
    match &alt.atom {
        Atom::Text(_) => shared.cloud_of(&literal_pieces(alt)).map(|cloud| cloud.id.clone()),
        Atom::Api(path) => {
            let terms = &context.model.facts().language.clouds;
            let named = terms.iter().find(|(_, terms)| {
                terms.values().any(|term| crate::lint::facts::is_end_of(term, path) || term.ends_with(&format!(".{path}")))
            });
            named.map(|(id, _)| id.clone())
        }
        _ => None,
    }
}
