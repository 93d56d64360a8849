//! A password, token or connection string with one goes to a log, to output, into an exception's text.

use super::context::{Context, key_of};
use super::secrets::Secrets;
use crate::lint::evaluate::state::Kind;
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::value::{Alt, Atom, Part, Value};

const RULE: &str = "secret-logged";

/// How many dictionaries within one another are looked into.
const DEEPEST: usize = 3;

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let secrets = Secrets::of(context);
    for called in &context.model.run.trace.calls {
        if !context.model.facts().prints(&called.name) {
            continue;
        }
        for given in called.args.all() {
            look((context, &secrets), &given.value, given.span, ("is printed", DEEPEST), findings);
        }
    }
    for (value, span) in &context.model.run.trace.raised {
        look((context, &secrets), value, *span, ("goes into an error's text", 0), findings);
    }
}

/// A unit, and what it signs in with.
type Known<'k, 'm, 'a> = (&'k Context<'m, 'a>, &'k Secrets);

fn look(known: Known<'_, '_, '_>, value: &Value, span: Span, (what, deep): (&str, usize), findings: &mut Vec<Finding>) {
    for alt in &value.0 {
        let Some((secret, certain)) = secret_in(known, alt, span, deep) else { continue };
        if findings.iter().any(|finding| finding.rule == RULE && finding.span == span) {
            return;
        }
        let finding = Finding::new(RULE, span, format!("{secret} {what}")).help("leave it out of the text");
        findings.push(if certain { finding } else { finding.likely() });
    }
}

fn secret_in(known: Known<'_, '_, '_>, alt: &Alt, printed: Span, deep: usize) -> Option<(String, bool)> {
    let (context, secrets) = known;
    if secrets.is_handed_in(context, alt) {
        return Some(("a password".to_owned(), true));
    }
    match &alt.atom {
        Atom::Token(_) => Some(("a token".to_owned(), true)),
        Atom::Object(_) if context.token_object(alt).is_some() => Some(("a token".to_owned(), true)),
        // Encoded for a URL, it is as easy to read.
        Atom::Object(_) if context.encoded(alt).is_some() => {
            context.encoded(alt)?.0.iter().find_map(|inner| secret_in(known, inner, printed, 0))
        }
        Atom::Object(id) if context.model.run.shown_password(*id).is_some() => {
            let password = context.model.run.shown_password(*id)?;
            // What is written in its place can be read in the code anyway.
            password.some(|alt| !alt.is_nothing() && alt.literal().is_none()).then(|| ("a URL with its password".to_owned(), true))
        }
        Atom::Object(id) if context.model.run.shown(*id).is_some() => {
            context.model.run.shown(*id)?.0.iter().find_map(|inner| secret_in(known, inner, printed, DEEPEST))
        }
        Atom::Object(id) if !context.model.run.shown_settings(*id).is_empty() => {
            let shown = context.model.run.shown_settings(*id);
            let secret = shown.iter().flat_map(|value| &value.0).find_map(|inner| secret_in(known, inner, printed, 0));
            // How much of an object is shown depends on how deep it stands.
            secret.map(|(secret, _)| (format!("{secret} among the settings of what connects"), false))
        }
        Atom::Object(id) if deep > 0 => {
            // A dictionary is printed with all that was in it before.
            let object = context.model.run.state.object(*id).filter(|object| shows_fields(context, &object.kind))?;
            let mut there = object.fields.iter().filter(|(_, field)| field.span.start < printed.end);
            let of = |value: &Value| value.0.iter().find_map(|alt| secret_in(known, alt, printed, deep - 1));
            there.find_map(|(_, field)| of(&field.value))
        }
        Atom::Env(read) => {
            let secret = || Some((format!("the secret in `{}`", read.name), true));
            let Some(key) = key_of(context, alt) else {
                // A whole string may have no password in it.
                let string = || Some((format!("the connection string in `{}`, with the password if it has one,", read.name), false));
                let whole = secrets.is_string(&read.name);
                return if secrets.has(&read.name) { secret() } else { whole.then(string).flatten() };
            };
            match key {
                "password" | "client_secret" => secret(),
                // It has a password in it only where the application signs in with one.
                "connection_string" if context.auth.is_none_or(|auth| auth == "secret") && !context.passwordless() => {
                    Some((format!("the connection string in `{}`, password and all,", read.name), true))
                }
                _ => None,
            }
        }
        Atom::Entry(read, meaning) if &**meaning == "password" => {
            Some((format!("the password in `{}`", read.name), true))
        }
        // Whoever is handed a string may take the password out of what it tells of it; one of the settings is told as it is.
        Atom::Unknown | Atom::Derived(_) | Atom::Api(_)
            if context.text(alt.span).contains(['.', '[', '(', '>']) && secrets.is_string_of_settings(context.text(alt.span)) =>
        {
            Some(("a connection string, with the password if it has one,".to_owned(), false))
        }
        // In the code it can be read by those who have the code; in a log by many more.
        Atom::Text(_) if secrets.is_literal(alt) => Some(("a password that stands in the code".to_owned(), true)),
        Atom::Text(parts) => parts.iter().find_map(|part| match part {
            Part::Hole(hole, _) => {
                let deep = if context.model.run.unit.texts_show { DEEPEST } else { 0 };
                secret_in(known, hole, printed, deep)
            }
            Part::Literal(..) => None,
        }),
        Atom::Api(path) if context.model.facts().is_environment(path) => {
            let signs_in = secrets.is_there() || context.reads("password").next().is_some();
            Some(("the whole environment, passwords and all,".to_owned(), signs_in))
        }
        _ => None,
    }
}

/// Whether all that is in something is shown where it is printed.
fn shows_fields(context: &Context<'_, '_>, kind: &Kind) -> bool {
    const SAYS: &[&str] = &["tostring", "string", "gostring", "format", "fmt", "logvalue", "tojson", "marshaljson"];
    match kind {
        Kind::Dict => true,
        Kind::Local(class, _) => {
            let unit = context.model.run.unit;
            let says = |name: &str| SAYS.contains(&name.to_lowercase().as_str());
            let mut methods = unit.class(*class).methods.iter().filter_map(|id| unit.function(*id).name.as_deref());
            unit.shows_fields && !methods.any(says)
        }
        _ => false,
    }
}
