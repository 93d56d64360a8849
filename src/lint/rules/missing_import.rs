//! A name of an SDK, a driver or the standard library that is used and not imported.

use super::context::Context;
use crate::lint::finding::Finding;

const RULE: &str = "missing-import";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let unit = context.model.run.unit;
    let elsewhere = unit.names_from_elsewhere && !unit.types_are_imported;
    // A piece of code out of a text leaves its imports out.
    if unit.fragment || !unit.imports_for_itself && (elsewhere || unit.implicit_namespaces || loads_others(context)) {
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut undefined: Vec<_> = context.model.run.trace.undefined.iter().collect();
    // Told where it is used first.
    undefined.sort_by_key(|(_, span)| *span);
    for (name, span) in undefined {
        if seen.contains(&&**name) {
            continue;
        }
        seen.push(name);
        let Some(wanted) = wanted(context, name) else { continue };
        // A name of the file that is spelt almost so is meant rather than another one of the SDK.
        findings.push(Finding::new(RULE, *span, format!("`{name}` is used and not imported")).help(wanted));
    }
}

/// Whether the file loads something of which nothing is known: where names are everybody's, it may bring others along.
fn loads_others(context: &Context<'_, '_>) -> bool {
    let plain = |text: &str| text.trim().replace('"', "'");
    // Elsewhere an import says which names it brings.
    let brings_all = |how: &&String| how.ends_with(['\'', '"']) && !how.starts_with("import ");
    let modules = context.model.facts().language.modules.values();
    let known: Vec<String> = modules.filter(brings_all).map(|how| plain(how)).collect();
    let Some(word) = known.first().and_then(|how| how.split_whitespace().next()) else { return false };
    let mut lines = context.model.run.source.lines().map(plain);
    lines.any(|line| line.split_whitespace().next() == Some(word) && !known.contains(&line))
}

/// How a name is imported, if it is one that the catalog knows.
pub fn wanted(context: &Context<'_, '_>, name: &str) -> Option<String> {
    let language = &context.model.facts().language;
    let how = language.modules.get(name).map(String::as_str).or_else(|| context.model.facts().module(name));
    if let Some(how) = how {
        return Some(format!("add `{how}`"));
    }
    let qualified = context.model.facts().imported_as(name, context.model.run.unit.imports_for_itself)?;
    Some(match qualified.rsplit_once('.') {
        Some((module, _)) => format!("import it from `{module}`"),
        None => format!("import `{qualified}`"),
    })
}
