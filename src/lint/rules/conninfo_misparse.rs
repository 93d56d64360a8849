//! A connection string taken apart by splitting, so that a password with a separator in it breaks.

use super::context::Context;
use crate::catalog::GrammarForm;
use crate::lint::finding::Finding;

const RULE: &str = "conninfo-misparse";

/// The separator that a pattern stands for: `/\s+/` for a blank.
fn plain(separator: &str) -> String {
    match separator.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')) {
        Some((pattern, _)) => pattern.replace("\\s", " ").replace(['+', '*', '[', ']'], ""),
        None => separator.to_owned(),
    }
}

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (subject, separator, span) in &context.model.run.trace.splits {
        let by = plain(&separator.literal().unwrap_or_default());
        // `parse_str(str_replace(' ', '&', ...))`: made a query of first.
        let made = by == "&" && subject.leaves().any(|alt| context.model.form_of_alt(alt) == Some(GrammarForm::Libpq));
        let whole = made || subject.some(|alt| context.model.form_of_alt(alt).is_some());
        if !whole || !matches!(by.trim(), "" | "=" | ";" | "&") {
            continue;
        }
        if findings.iter().any(|finding| finding.rule == RULE && finding.span == *span) {
            continue;
        }
        let shown = if by.trim().is_empty() { "blanks".to_owned() } else { format!("`{}`", by.trim()) };
        let finding = Finding::new(RULE, *span, format!("a connection string split at {shown} breaks when the password has one in it"))
            .help("hand the string to the driver, or to the driver's own parser")
            .warning();
        findings.push(if context.passwordless() { finding.likely() } else { finding });
    }
}
