//! A keyword that the driver's connection string or options do not have.

use super::context::Context;
use crate::catalog::nearest;
use crate::lint::finding::Finding;
use crate::lint::settings;

const RULE: &str = "unknown-keyword";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        for stranger in connection.strangers.iter().filter(|stranger| stranger.removed.is_none()) {
            let told = findings.iter().any(|finding| finding.rule == RULE && finding.span == stranger.span);
            if told || super::credential_arguments::is_wrong_option(context, &stranger.key, stranger.span) {
                continue;
            }
            let finding = Finding::new(RULE, stranger.span, format!("{} has no keyword `{}`", connection.driver, stranger.key));
            let near = meant(context, &stranger.key)
                .filter(|name| stranger.known.iter().any(|known| known == name))
                .or_else(|| nearest(&stranger.key, stranger.known.iter().map(String::as_str)).map(str::to_owned));
            findings.push(match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("leave it out, or see the driver's list of keywords"),
            });
        }
    }
}

/// What a keyword of another driver is called here.
fn meant(context: &Context<'_, '_>, key: &str) -> Option<String> {
    let shared = context.model.shared;
    let meaning = ["libpq", "npgsql", "jdbc-postgresql", "asyncpg-url"]
        .iter()
        .filter_map(|id| shared.grammar(id))
        .find_map(|grammar| settings::meaning(grammar, key))?
        .to_owned();
    Some(match meaning.as_str() {
        "database" if context.model.connections.iter().any(|connection| connection.call.starts_with("psycopg")) => "dbname".to_owned(),
        "tls" | "other" => return None,
        other => other.to_owned(),
    })
}
