//! A name of an SDK, a driver or the standard library that is used and not imported.

use super::context::Context;
use crate::lint::finding::Finding;

const RULE: &str = "missing-import";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let unit = context.model.run.unit;
    if unit.names_from_elsewhere || unit.implicit_namespaces {
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    for (name, span) in &context.model.run.trace.undefined {
        if seen.contains(&&**name) {
            continue;
        }
        seen.push(name);
        let Some(wanted) = wanted(context, name) else { continue };
        // A name of the file that is spelt almost so is meant rather than another one of the SDK.
        findings.push(Finding::new(RULE, *span, format!("`{name}` is used and not imported")).help(wanted));
    }
}

/// How a name is imported, if it is one that the catalog knows.
pub fn wanted(context: &Context<'_, '_>, name: &str) -> Option<String> {
    let language = &context.model.facts().language;
    let how = language.modules.get(name).map(String::as_str).or_else(|| context.model.facts().module(name));
    if let Some(how) = how {
        return Some(format!("add `{how}`"));
    }
    let qualified = context.model.facts().imported_as(name)?;
    Some(match qualified.rsplit_once('.') {
        Some((module, _)) => format!("import it from `{module}`"),
        None => format!("import `{qualified}`"),
    })
}
