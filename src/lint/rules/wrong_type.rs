//! A setting goes in as text where the driver needs a number or a boolean.

use super::context::Context;
use crate::catalog::{TlsEffect, Wants};
use crate::lint::finding::Finding;
use crate::lint::value::{Alt, Atom};

const RULE: &str = "wrong-type";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        for (alt, effect, span) in &connection.tls.given {
            if alt.env().is_some() && *effect == Some(TlsEffect::Refused) {
                findings.push(
                    Finding::new(RULE, *span, format!("what this variable holds is a text, which {} refuses here", connection.driver))
                        .help("make a boolean of it first"),
                );
            }
        }
        for setting in &connection.settings {
            let Some(wants) = setting.wants else { continue };
            let (what, certain) = match wants {
                Wants::Number => ("a number", true),
                Wants::Boolean => ("a boolean", true),
                Wants::NumberLike => ("a number", false),
                Wants::BooleanLike => ("a boolean", false),
                Wants::Object => continue,
            };
            let text = |alt: &Alt| alt.env().is_some() || matches!(alt.atom, Atom::Text(_));
            if !setting.value.every(text) || findings.iter().any(|finding| finding.rule == RULE && finding.span == setting.span) {
                continue;
            }
            let finding = Finding::new(RULE, setting.span, format!("`{}` is a text here, and {} needs {what}", setting.key, connection.driver))
                .help(format!("make {what} of it first"));
            findings.push(if certain { finding } else { finding.likely() });
        }
    }
}
