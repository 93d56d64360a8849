//! A connection string taken apart by splitting, so that a password with a separator in it breaks.

use super::context::Context;
use crate::catalog::GrammarForm;
use crate::lint::finding::Finding;
use crate::lint::form::{ExprKind, Span};
use crate::lint::model::Place;
use crate::lint::secret;
use crate::lint::value::Alt;

const RULE: &str = "conninfo-misparse";

/// The separator that a pattern stands for: `/\s+/` for a blank.
fn plain(separator: &str) -> String {
    match separator.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')) {
        Some((pattern, _)) => pattern.replace("\\s", " ").replace(['+', '*', '[', ']'], ""),
        None => separator.to_owned(),
    }
}

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    // A string that is split at blanks, and its pieces at `=`.
    let splits = &context.model.run.trace.splits;
    let pairs = splits.iter().any(|(_, by, _)| by.literal().as_deref() == Some("="));
    // Something connects with the pieces: whoever only shows what stands behind the `@` leaves the password out of a log.
    let given = |meaning: &str| {
        let mut all = context.model.connections.iter().flat_map(move |connection| connection.given(meaning));
        all.any(|setting| setting.place != Place::Text && setting.value.some(Alt::is_unknown))
    };
    let taken_on = given("host") && given("user");
    for (subject, separator, span) in &context.model.run.trace.splits {
        let by = plain(&separator.literal().unwrap_or_default());
        // `parse_str(str_replace(' ', '&', ...))`: made a query of first.
        let made = by == "&" && subject.leaves().any(|alt| context.model.form_as_set(alt) == Some(GrammarForm::Libpq));
        if by == "@" && taken_on && subject.some(|alt| is_url(context, alt)) {
            push(context, *span, "a URL split at `@` breaks when the role or the password has one in it, and stays encoded", true, findings);
            continue;
        }
        let whole = made
            || subject.some(|alt| context.model.form_as_set(alt).is_some())
            || by == " " && pairs && subject.every(|alt| is_called_so(context, alt));
        if !whole || !matches!(by.trim(), "" | "=" | ";" | "&") {
            continue;
        }
        let shown = if by.trim().is_empty() { "blanks".to_owned() } else { format!("`{}`", by.trim()) };
        let message = format!("a connection string split at {shown} breaks when the password has one in it");
        push(context, *span, &message, takes_no_password(context), findings);
    }
}

fn push(context: &Context<'_, '_>, span: Span, message: &str, likely: bool, findings: &mut Vec<Finding>) {
    if findings.iter().any(|finding| finding.rule == RULE && finding.span == span) {
        return;
    }
    let help = "hand the string to the driver, or to the driver's own parser";
    let finding = Finding::new(RULE, span, message.to_owned()).help(help).warning();
    findings.push(if likely || context.passwordless() { finding.likely() } else { finding });
}

/// Whether something is a URL of a database, by its name or where it was read.
fn is_url(context: &Context<'_, '_>, alt: &Alt) -> bool {
    match alt.env() {
        Some(read) => secret::names_string(&read.name),
        None => alt.is_unknown() && secret::names_string(context.text(alt.span)),
    }
}

/// Whether something of which nothing is known has the name of a connection string.
fn is_called_so(context: &Context<'_, '_>, alt: &Alt) -> bool {
    const NAMES: &[&str] = &["connectionstring", "connstring", "connstr", "conninfo", "dsn"];
    let written = context.text(alt.span);
    let last = written.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let plain = last.replace('_', "").to_ascii_lowercase();
    alt.is_unknown() && NAMES.iter().any(|name| plain.ends_with(name))
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
