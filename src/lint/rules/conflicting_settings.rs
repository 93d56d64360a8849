//! Settings that the driver refuses together or lets cancel one another.

use super::context::Context;
use crate::catalog::ConflictEffect;
use crate::lint::finding::Finding;

const RULE: &str = "conflicting-settings";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        for (given, beside, effect, name, why) in &connection.conflicts {
            // A password that is ignored is told as a missing one, unless a hook supplies another.
            let by_hook = connection.hooks.iter().any(|hook| hook.span == *beside);
            if *effect == ConflictEffect::Ignored && name == "password" && !by_hook {
                continue;
            }
            if findings.iter().any(|finding| finding.rule == RULE && finding.span == *given) {
                continue;
            }
            let what = match effect {
                ConflictEffect::Refused => "the driver refuses these together",
                ConflictEffect::Ignored => "the driver ignores this",
            };
            findings.push(
                Finding::new(RULE, *given, format!("{what}: {why}")).help("keep one of the two").related(*beside, "the other one"),
            );
        }
    }
}
