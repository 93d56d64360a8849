//! The authentication plugin's class is misspelt, or another database's, or missing.

use super::context::{Context, literal_pieces};
use crate::lint::finding::Finding;

const RULE: &str = "wrong-plugin";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let language = &context.model.facts().language;
    let (plugins, marks) = (&language.plugins, &language.plugin_marks);
    if plugins.is_empty() {
        return;
    }
    for connection in &context.model.connections {
        for hook in &connection.hooks {
            for alt in &hook.given.0 {
                let text = alt.literal().unwrap_or_else(|| literal_pieces(alt));
                let class = text.rsplit('.').next().unwrap_or_default();
                if text.is_empty() || plugins.contains(&text) || !marks.fit(&text) || class.is_empty() {
                    continue;
                }
                let near = crate::catalog::nearest(&text, plugins.iter().map(String::as_str)).or(plugins.first().map(String::as_str));
                let finding = Finding::new(RULE, super::context::place_of(alt), format!("there is no authentication plugin `{text}` for PostgreSQL"));
                findings.push(match near {
                    Some(near) => finding.help(format!("the class is `{near}`")),
                    None => finding.help("see the plugin's documentation"),
                });
            }
        }
    }
}
