//! The identity endpoint is asked for a resource that ends in `/.default`.

use super::context::{Context, literal_pieces, place_of};
use crate::lint::finding::Finding;

const RULE: &str = "default-in-resource";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for token in &context.model.tokens {
        let Some((_, value, _)) = token.http.as_ref().and_then(|http| http.field("resource")) else { continue };
        for alt in &value.0 {
            if !literal_pieces(alt).contains("/.default") {
                continue;
            }
            findings.push(
                Finding::new(RULE, place_of(alt), "`resource` is the service's own name: `/.default` belongs to a scope")
                    .help("leave `/.default` out"),
            );
        }
    }
}
