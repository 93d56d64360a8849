//! A service principal's secret is read and does not reach a credential.

use super::context::{Context, key_of};
use crate::lint::finding::Finding;

const RULE: &str = "secret-not-passed";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let read = context.reads("client_secret").next();
    let told = context.auth == Some("service-principal");
    if !told && (read.is_none() || context.auth.is_some()) {
        return;
    }
    // The SDK's own variables may be set from those of Service Connector.
    if context.model.shared.service.names_sdk_variable(context.model.run.source, "client_secret") {
        return;
    }
    let credentials = context.database_credentials();
    let given = credentials.iter().any(|credential| {
        credential.open
            || credential.given("client_secret").is_some()
            || credential.given.iter().any(|setting| setting.value.some(|alt| key_of(context, alt) == Some("client_secret")))
    });
    let by_hand = context.model.tokens.iter().any(|token| token.http.is_some());
    let unknown = context.model.tokens.iter().any(|token| !token.credential_known && context.asks_for_database(token));
    if given || by_hand || unknown {
        return;
    }
    for credential in credentials {
        let Some(fact) = context.model.facts().credential(&credential.name) else { continue };
        // A developer's own sign-in beside it is a choice.
        if fact.kinds.is_empty() {
            continue;
        }
        let class = context.short(&credential.name);
        let mut finding = Finding::new(
            RULE,
            credential.name_span,
            format!("the service principal's secret does not reach `{class}`, which reads none of Service Connector's variables"),
        )
        .help("make a client secret credential of tenant id, client id and client secret");
        if let Some(read) = read {
            finding = finding.related(read.name_span, "the secret is read here");
        }
        if !findings.iter().any(|other| other.rule == RULE && other.span == credential.name_span) {
            findings.push(finding);
        }
    }
}
