//! A name that stands where a credential, token, password or connection belongs and is never defined.

use super::context::Context;
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::front::lower::is_exchanged;
use crate::lint::value::{Alt, Atom, Value};

const RULE: &str = "undefined-secret";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let mut places: Vec<(&Value, &str)> = Vec::new();
    for token in &context.model.tokens {
        places.push((&token.asked, "a credential"));
        if let Some(http) = &token.http {
            places.push((&http.url, "part of the request for a token"));
            let fields = http.fields.iter().flatten();
            places.extend(fields.map(|(_, value, _)| (value, "part of the request for a token")));
        }
    }
    for connection in &context.model.connections {
        places.extend(connection.given("password").map(|setting| (&setting.value, "the password")));
        places.extend(connection.hooks.iter().map(|hook| (&hook.given, "what supplies the password")));
        places.extend(connection.hooks.iter().filter_map(|hook| Some((hook.password.as_ref()?, "the password"))));
    }
    for credential in &context.model.credentials {
        places.extend(credential.given.iter().map(|setting| (&setting.value, "part of the credential")));
    }
    let texts: Vec<Value> = context
        .model
        .connections
        .iter()
        .flat_map(|connection| &connection.texts)
        .map(|text| Value(vec![text.alt.clone()]))
        .collect();
    places.extend(texts.iter().map(|text| (text, "part of the connection string")));
    let mut seen: Vec<Span> = Vec::new();
    for (value, what) in places {
        for alt in &value.0 {
            let before = findings.len();
            for leaf in alt.leaves() {
                report(context, leaf, what, &mut seen, findings);
            }
            // Perhaps no variable is meant, and the password has a `$` in it.
            if what == "the password" && super::hardcoded_secret::with_dollars(alt).is_some() {
                findings[before..].iter_mut().for_each(|finding| finding.certain = false);
            }
        }
    }
    // What is closed or asked as a connection is, in a file that opens one.
    for (name, span) in context.model.run.trace.undefined.iter().filter(|_| !context.model.connections.is_empty()) {
        let after = context.model.run.source.get(span.end..).unwrap_or_default();
        const METHODS: &[&str] = &["close", "exec", "execute", "query", "cursor", "commit", "prepare"];
        let called = METHODS.iter().any(|method| {
            let rest = after.strip_prefix('.').or(after.strip_prefix("->")).and_then(|rest| rest.strip_prefix(method));
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        });
        // `pg_query($connection, ...)`
        let before = context.model.run.source.get(..span.start).unwrap_or_default();
        let given = before.strip_suffix('(').and_then(|before| before.rsplit(|c: char| !c.is_alphanumeric()).next());
        let used = called || given.is_some_and(|word| METHODS.contains(&word));
        // Another name for what the file binds, cut short or written out: `conn` and `connection`.
        let of_bound = |bound: &String| {
            let (short, long) = if bound.len() < name.len() { (bound.as_str(), &**name) } else { (&**name, bound.as_str()) };
            let rest = long.strip_prefix(short).filter(|_| short.len() > 1);
            rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_lowercase()))
        };
        let meant = |bound: &String| bound != &**name && (of_bound(bound) || is_slip(bound, name));
        if used && context.model.run.unit.bound.iter().any(meant) {
            report(context, &Alt::new(Atom::Undefined(name.clone()), *span), "the connection", &mut seen, findings);
        }
    }
}

/// Whether one name is the other with other capitals, without its underscores, or with two letters exchanged.
fn is_slip(known: &str, given: &str) -> bool {
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let (known, given) = (plain(known), plain(given));
    known == given || known.len() >= 5 && is_exchanged(&known, &given)
}

fn report(context: &Context<'_, '_>, alt: &Alt, what: &str, seen: &mut Vec<Span>, findings: &mut Vec<Finding>) {
    let Atom::Undefined(name) = &alt.atom else { return };
    // What is only not imported is told as such.
    let unit = context.model.run.unit;
    if seen.contains(&alt.span) || unit.bound_elsewhere.contains(&**name) || super::missing_import::wanted(context, name).is_some() {
        return;
    }
    // Bound by what does not parse, perhaps: the name stands before this already.
    if (unit.fragment || !unit.broken.is_empty()) && stands_before(context, name, alt.span) {
        return;
    }
    seen.push(alt.span);
    let candidates = unit.bound.iter().map(String::as_str).filter(|bound| *bound != &**name);
    let near = crate::catalog::nearest(name, candidates);
    let singular = |name: &str| name.trim_end_matches('s').to_owned();
    let meant = |near: &str| is_slip(near, name) || unit.fragment && singular(near) == singular(name);
    // A whole module's names may be among them, whatever is spelt like one of the file's.
    let anything = !unit.wildcards.is_empty() && !unit.implicit_namespaces;
    if unit.names_from_elsewhere && (anything || !near.is_some_and(meant)) {
        return;
    }
    let mut finding = Finding::new(RULE, alt.span, format!("`{name}` stands for {what} and is never defined"));
    finding = match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("define it before it is used"),
    };
    findings.push(finding);
}

/// Whether a name stands anywhere before a place, comments aside.
fn stands_before(context: &Context<'_, '_>, name: &str, at: Span) -> bool {
    let before = context.model.run.source.get(..at.start).unwrap_or_default();
    let comments = context.model.run.unit.comments.spans();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    before.match_indices(name).any(|(found, _)| {
        !before[..found].ends_with(is_part)
            && !before[found + name.len()..].starts_with(is_part)
            && !comments.iter().any(|comment| comment.start <= found && found < comment.end)
    })
}
