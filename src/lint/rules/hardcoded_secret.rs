//! A password, client secret or token stands in the code.

use super::context::{Context, place_of};
use crate::lint::finding::Finding;
use crate::lint::model::Setting;
use crate::lint::secret;
use crate::lint::value::{Alt, Atom, Part};

const RULE: &str = "hardcoded-secret";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in context.model.connections.iter().chain(&context.model.named) {
        let of_another = context.is_of_another_database(connection) && !context.is_azure_by_name(connection);
        let no_host = |setting: &Setting| setting.value.every(|alt| alt.literal().is_some_and(|host| secret::is_no_host(&host)));
        if context.is_local(connection) || of_another || connection.given("host").any(no_host) {
            continue;
        }
        let elsewhere = context.goes_elsewhere(connection);
        for setting in connection.given("password").filter(|setting| !context.swallows(connection, setting)) {
            for alt in &setting.value.0 {
                // The service refuses such a password: where the host is another one, it is a test's.
                if !(elsewhere && alt.literal().is_some_and(|text| secret::is_weak(&text))) {
                    look(context, alt, "password", findings);
                }
            }
        }
        for hook in &connection.hooks {
            for alt in hook.password.iter().flat_map(|value| &value.0) {
                look(context, alt, "password", findings);
            }
        }
    }
    for credential in &context.model.credentials {
        for setting in credential.given.iter().filter(|setting| setting.meaning == "client_secret") {
            for alt in &setting.value.0 {
                look(context, alt, "client secret", findings);
            }
        }
    }
    for token in &context.model.tokens {
        if let Some((_, value, _)) = token.http.as_ref().and_then(|http| http.field("client_secret")) {
            for alt in &value.0 {
                look(context, alt, "client secret", findings);
            }
        }
    }
}

/// A literal in which `$` and what follows was taken for a variable that nothing defines: somebody's password.
pub fn with_dollars(alt: &Alt) -> Option<String> {
    let Atom::Text(parts) = &alt.atom else { return None };
    let mut text = String::new();
    for part in parts.iter() {
        match part {
            Part::Literal(piece, _) => text.push_str(piece),
            Part::Hole(Alt { atom: Atom::Undefined(name), .. }, _) => text.push_str(name),
            Part::Hole(..) => return None,
        }
    }
    parts.iter().any(|part| matches!(part, Part::Literal(piece, _) if piece.len() >= 4)).then_some(text)
}

fn look(context: &Context<'_, '_>, alt: &Alt, what: &str, findings: &mut Vec<Finding>) {
    if let Some(encoded) = context.encoded(alt) {
        for alt in &encoded.0 {
            look(context, alt, what, findings);
        }
        return;
    }
    let Some(text) = alt.literal().or_else(|| with_dollars(alt)) else { return };
    let is_example = context.model.run.unit.fragment && secret::is_example(&text);
    if text.is_empty() || secret::is_placeholder(&text) || is_example {
        return;
    }
    let span = place_of(alt);
    if context.is_for_development(span) || findings.iter().any(|finding| finding.rule == RULE && finding.span == span) {
        return;
    }
    findings.push(
        Finding::new(RULE, span, format!("a {what} stands in the code"))
            .help("read it from the environment or a key vault, and change it: it is known now"),
    );
}
