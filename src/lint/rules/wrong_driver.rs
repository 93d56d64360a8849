//! The provider of another database gets the PostgreSQL string.

use super::context::Context;
use crate::lint::finding::Finding;
use crate::lint::model::Connection;
use crate::lint::settings::scheme_of;
use crate::lint::value::Alt;

const RULE: &str = "wrong-driver";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let shared = context.model.shared;
    let ours = |alt: &Alt| {
        alt.leaves().iter().any(|leaf| leaf.env().is_some_and(|read| read.name.starts_with(&shared.service.prefix) && !shared.variable(&read.name).is_empty()))
            || shared.is_azure_host(&super::context::literal_pieces(alt))
    };
    for connection in &context.model.connections {
        let Some(database) = context.model.facts().language.drivers.get(&connection.driver).and_then(|driver| driver.database.as_ref())
        else {
            continue;
        };
        let host = connection.given("host").any(|setting| setting.value.some(ours));
        let text = connection.texts.iter().any(|text| ours(&text.alt)) || connection.bases.iter().any(ours);
        if host || text || is_for_postgresql(context, connection) {
            // Where a setting says which database it is, that has to change.
            let span = connection.given("driver").next().map_or(connection.name_span, |setting| setting.span);
            findings.push(
                Finding::new(RULE, span, format!("this connects to {database}, and gets the settings of a PostgreSQL server"))
                    .help("take a driver for PostgreSQL"),
            );
        }
    }
}

/// Whether a connection gets URLs of PostgreSQL and no others, and no other driver gets them in its place.
fn is_for_postgresql(context: &Context<'_, '_>, connection: &Connection) -> bool {
    // `sql.Open(kind, text)`, where both are of another database in another branch.
    let either = connection.args.all().any(|given| given.value.0.len() > 1)
        || context.model.connections.iter().any(|other| other.span == connection.span && other.driver != connection.driver);
    let scheme = |text: &crate::lint::model::Text| {
        let built = text.parsed.as_ref().and_then(|(_, parsed)| parsed.scheme.as_ref()).map(|(scheme, _)| scheme.clone());
        built.or_else(|| scheme_of(&super::context::literal_pieces(&text.alt)).map(str::to_owned))
    };
    let ours = |text| scheme(text).is_some_and(|scheme| matches!(scheme.trim_end_matches("://"), "postgres" | "postgresql"));
    !either && !connection.texts.is_empty() && connection.texts.iter().all(ours)
}
