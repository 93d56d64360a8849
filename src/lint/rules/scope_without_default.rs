//! A credential that needs a scope is asked for the bare resource.

use super::context::{Context, place_of};
use crate::catalog::BareResource;
use crate::lint::finding::Finding;
use crate::lint::model::Token;

const RULE: &str = "scope-without-default";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let suffix = &context.model.shared.service.scope_suffix;
    for token in &context.model.tokens {
        let Some(refused) = refuses(context, token) else { continue };
        for alt in &token.scope.0 {
            let Some(text) = alt.literal() else { continue };
            let resource = text.strip_suffix('/').unwrap_or(&text);
            let Some(cloud) = context.model.shared.service.clouds.iter().find(|cloud| cloud.resource == resource) else { continue };
            let finding = Finding::new(RULE, place_of(alt), format!("this is the resource; a scope ends in `{suffix}`"))
                .help(format!("ask for `{}`", cloud.scope))
                .related(token.span, "the token is asked for here");
            if findings.iter().any(|other| other.rule == RULE && other.span == finding.span) {
                continue;
            }
            findings.push(if refused { finding } else { finding.likely() });
        }
    }
}

/// Whether what is asked refuses the bare resource; nothing when that is not known.
fn refuses(context: &Context<'_, '_>, token: &Token) -> Option<bool> {
    if let Some(http) = &token.http {
        // The identity endpoint wants the bare resource, the v2.0 endpoint a scope.
        return http.field("scope").map(|_| true);
    }
    let kinds: Vec<Option<BareResource>> = token
        .credentials
        .iter()
        .filter_map(|index| context.model.credentials.get(*index))
        .filter_map(|credential| context.model.facts().credential(&credential.name))
        .map(|fact| fact.bare_resource)
        .collect();
    if kinds.is_empty() || kinds.contains(&Some(BareResource::Wanted)) {
        return None;
    }
    Some(kinds.iter().all(|kind| *kind == Some(BareResource::Refused)))
}
