//! A password, token or connection string with one goes to a log, to output, into an exception's text.

use super::context::{Context, key_of};
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::value::{Alt, Atom, Part, Value};

const RULE: &str = "secret-logged";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let prints = &context.model.facts().language.prints;
    for called in &context.model.run.trace.calls {
        let name: &str = &called.name;
        let is_print = prints.iter().any(|print| match print.strip_prefix('.') {
            Some(method) => name.rsplit('.').next() == Some(method) && name.contains('.'),
            None => print == name || print.ends_with('.') && name.starts_with(print.as_str()),
        });
        if !is_print {
            continue;
        }
        for given in called.args.all() {
            look(context, &given.value, given.span, "is printed", findings);
        }
    }
    for (value, span) in &context.model.run.trace.raised {
        look(context, value, *span, "goes into an error's text", findings);
    }
}

fn look(context: &Context<'_, '_>, value: &Value, span: Span, what: &str, findings: &mut Vec<Finding>) {
    for alt in &value.0 {
        let Some((secret, certain)) = secret_in(context, alt) else { continue };
        if findings.iter().any(|finding| finding.rule == RULE && finding.span == span) {
            return;
        }
        let finding = Finding::new(RULE, span, format!("{secret} {what}")).help("leave it out of the text");
        findings.push(if certain { finding } else { finding.likely() });
    }
}

fn secret_in(context: &Context<'_, '_>, alt: &Alt) -> Option<(String, bool)> {
    match &alt.atom {
        Atom::Token(_) => Some(("a token".to_owned(), true)),
        Atom::Object(_) => context.token_object(alt).map(|_| ("a token".to_owned(), true)),
        Atom::Env(read) => {
            let key = key_of(context, alt)?;
            match key {
                "password" | "client_secret" => Some((format!("the secret in `{}`", read.name), true)),
                // It has a password in it only where the application signs in with one.
                "connection_string" if context.auth.is_none_or(|auth| auth == "secret") && !context.passwordless() => {
                    Some((format!("the connection string in `{}`, password and all,", read.name), true))
                }
                _ => None,
            }
        }
        Atom::Text(parts) => parts.iter().find_map(|part| match part {
            Part::Hole(hole, _) => secret_in(context, hole),
            Part::Literal(..) => None,
        }),
        _ => None,
    }
}
