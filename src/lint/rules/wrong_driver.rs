//! The provider of another database gets the PostgreSQL string.

use super::context::Context;
use crate::lint::finding::Finding;
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
        if host || text {
            // Where a setting says which database it is, that has to change.
            let span = connection.given("driver").next().map_or(connection.name_span, |setting| setting.span);
            findings.push(
                Finding::new(RULE, span, format!("this connects to {database}, and gets the settings of a PostgreSQL server"))
                    .help("take a driver for PostgreSQL"),
            );
        }
    }
}
