//! A setting goes in as text where the driver needs a number or a boolean.

use super::context::Context;
use crate::catalog::{TlsEffect, Wants};
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::model::Place;
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
        // A text that the driver cannot take for a boolean, and that ends the program.
        for setting in connection.given("tls").filter(|setting| setting.place == Place::Option) {
            let refused = |alt: &&(Alt, Option<TlsEffect>, Span)| alt.1 == Some(TlsEffect::Refused) && alt.0.literal().is_some();
            let given = connection.tls.given.iter().filter(refused).find(|(alt, ..)| setting.value.0.contains(alt));
            if let Some((alt, _, span)) = given {
                let text = alt.literal().unwrap_or_default();
                findings.push(
                    Finding::new(RULE, *span, format!("{} fails with the text `{text}` here", connection.driver))
                        .help("give `true`, or an object of options"),
                );
            }
        }
        let facts = context.model.facts();
        if facts.all_opens(&connection.call).any(|(.., fact)| fact.texts_only) {
            let typed = |alt: &Alt| matches!(alt.atom, Atom::Bool(_) | Atom::Number(_));
            for setting in connection.settings.iter().filter(|setting| setting.place == Place::Option) {
                if setting.value.every(typed) && !findings.iter().any(|finding| finding.rule == RULE && finding.span == setting.span) {
                    findings.push(
                        Finding::new(RULE, setting.span, format!("`{}` is no text here, and {} drops what is none without a word", setting.key, connection.driver))
                            .help("give it as a text"),
                    );
                }
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
