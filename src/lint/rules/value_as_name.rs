//! A secret or a whole connection string stands where the name of a variable belongs.

use super::context::Context;
use crate::lint::finding::Finding;

const RULE: &str = "value-as-name";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for read in &context.model.run.trace.reads {
        if is_value(context, &read.name) {
            findings.push(
                Finding::new(RULE, read.name_span, "this is a value, and the name of an environment variable belongs here")
                    .help("put the value into the environment and read it by its name"),
            );
        }
    }
}

/// Whether the name of a variable is a value.
pub fn is_value(context: &Context<'_, '_>, name: &str) -> bool {
    name.contains("://")
        || name.contains('=') && name.len() > 3
        || name.starts_with("eyJ")
        || context.model.shared.is_azure_host(name)
}
