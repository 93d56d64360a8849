//! A connection string taken apart by splitting, so that a password with a separator in it breaks.

use super::context::Context;
use crate::lint::finding::Finding;
use crate::lint::form::ExprKind;

const RULE: &str = "conninfo-misparse";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (subject, separator, span) in &context.model.run.trace.splits {
        let whole = subject.some(|alt| context.model.form_of_alt(alt).is_some());
        let by = separator.literal().unwrap_or_default();
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
        findings.push(if context.passwordless() || takes_no_password(context) { finding.likely() } else { finding });
    }
}

/// Whether the pieces are taken by their keys, the password's not among them: a string that may have none.
fn takes_no_password(context: &Context<'_, '_>) -> bool {
    let written = |wanted: &[&str]| {
        context.model.run.unit.exprs().any(|(_, expr)| match &expr.kind {
            ExprKind::Text(text) => wanted.contains(&text.as_str()),
            ExprKind::Member { name, .. } => wanted.contains(&name.as_str()),
            _ => false,
        })
    };
    written(&["host", "user", "Host", "Username", "User Id"]) && !written(&["password", "Password", "pwd", "Pwd", "PWD"])
}
