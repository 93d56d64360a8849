//! Pieces of a connection string joined without the separator that their grammar needs, or with the wrong one.

use super::context::Context;
use crate::lint::finding::Finding;
use crate::lint::settings::Slip;

const RULE: &str = "conninfo-separator";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        for (_, parsed) in connection.texts.iter().filter_map(|text| text.parsed.as_ref()) {
            for slip in &parsed.slips {
                let finding = match slip {
                    Slip::NoSeparator { span, after } => {
                        Finding::new(RULE, *span, "nothing separates this from what stands before it, so it becomes part of the last value")
                            .help("put the separator of this kind of string before it")
                            .related(after.span, "this ends without one")
                    }
                    Slip::WrongSeparator { found, wanted, span, .. } => {
                        Finding::new(RULE, *span, format!("`{found}` does not separate settings here, {wanted} does")).help(format!("write {wanted} instead"))
                    }
                };
                if !findings.iter().any(|other| other.rule == RULE && other.span == finding.span) {
                    findings.push(finding);
                }
            }
        }
    }
}
