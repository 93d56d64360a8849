//! The identity endpoint is asked for a resource with a scope's suffix.

use super::context::{Context, literal_pieces, place_of};
use crate::lint::finding::Finding;

const RULE: &str = "default-in-resource";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let suffix = context.model.shared.service.scope_suffix.as_str();
    for token in &context.model.tokens {
        let Some((_, value, _)) = token.http.as_ref().and_then(|http| http.field("resource")) else { continue };
        for alt in &value.0 {
            if !literal_pieces(alt).contains(suffix) {
                continue;
            }
            findings.push(
                Finding::new(RULE, place_of(alt), format!("`resource` is the service's own name: `{suffix}` belongs to a scope"))
                    .help(format!("leave `{suffix}` out")),
            );
        }
    }
}
