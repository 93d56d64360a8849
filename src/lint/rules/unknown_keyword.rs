//! A keyword that the driver's connection string or options do not have.

use super::context::Context;
use crate::catalog::{TlsEffect, TlsFact, nearest};
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::model::{Connection, Place};
use crate::lint::settings;
use crate::lint::value::Alt;

const RULE: &str = "unknown-keyword";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        refused_values(context, connection, findings);
        for stranger in connection.strangers.iter().filter(|stranger| stranger.removed.is_none()) {
            let told = findings.iter().any(|finding| finding.rule == RULE && finding.span == stranger.span);
            if told || super::credential_arguments::is_wrong_option(context, &stranger.key, stranger.span) {
                continue;
            }
            let finding = Finding::new(RULE, stranger.span, format!("{} has no keyword `{}`", connection.driver, stranger.key));
            // A variable's name where its value's keyword belongs. An object that holds more than is known may have that, too.
            let of_variable = variable_meaning(context, &stranger.key).filter(|_| !connection.open);
            let meaning = meaning(context, &stranger.key).or(of_variable);
            let near = meant(context, &stranger.key, &stranger.known)
                .or_else(|| nearest(&stranger.key, stranger.known.iter().map(String::as_str)).map(str::to_owned))
                // The catalog says which one is meant.
                .or_else(|| <&[String; 1]>::try_from(stranger.known.as_slice()).ok().map(|[only]| only.clone()));
            // What is dropped does harm only where it was meant for something of the connection, and nothing else says that.
            let meaning = meaning.or_else(|| self::meaning(context, near.as_deref()?));
            let harmless = meaning.is_none_or(|meaning| {
                connection.given(meaning).any(|setting| !setting.value.every(crate::lint::value::Alt::is_nothing))
            });
            // An object that holds more than is known serves others too.
            if stranger.dropped && harmless && connection.open {
                continue;
            }
            let finding = match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("leave it out, or see the driver's list of keywords"),
            };
            findings.push(if stranger.dropped && harmless { finding.likely() } else { finding });
        }
    }
}

/// A word of another driver's where a connection string says how TLS is used.
fn refused_values(context: &Context<'_, '_>, connection: &Connection, findings: &mut Vec<Finding>) {
    for setting in connection.given("tls").filter(|setting| setting.place == Place::Text) {
        let refused = |(alt, effect, _): &&(Alt, Option<TlsEffect>, Span)| {
            *effect == Some(TlsEffect::Refused) && alt.literal().is_some() && setting.value.0.contains(alt)
        };
        let Some((alt, _, span)) = connection.tls.given.iter().find(refused) else { continue };
        let is = |one: &TlsFact| one.effect == TlsEffect::Full && one.at.option.as_deref() == Some(&setting.key);
        let facts = context.model.facts().language.drivers.get(&connection.driver);
        let full = facts.and_then(|driver| driver.tls.iter().find(|one| is(one)));
        let value = alt.literal().unwrap_or_default();
        let finding = Finding::new(
            RULE,
            *span,
            format!("{} has no `{value}` for `{}`, and refuses the string", connection.driver, setting.key),
        );
        let finding = match full {
            Some(full) => finding.help(format!("write `{}`", full.value)),
            None => finding.help("see the driver's list of values"),
        };
        if !findings.iter().any(|other| other.rule == RULE && other.span == *span) {
            findings.push(finding);
        }
    }
}

/// What a keyword of another driver means.
pub fn meaning<'c>(context: &Context<'_, 'c>, key: &str) -> Option<&'c str> {
    let shared = context.model.shared;
    ["libpq", "npgsql", "jdbc-postgresql", "asyncpg-url"]
        .iter()
        .filter_map(|id| shared.grammar(id))
        .find_map(|grammar| settings::meaning(grammar, key))
        .filter(|meaning| *meaning != "other")
}

/// What the value of a variable means whose name is this one: Service Connector's, or somebody's own (`DB_HOST`).
fn variable_meaning<'c>(context: &Context<'_, 'c>, key: &str) -> Option<&'c str> {
    const MEANINGS: &[&str] = &["host", "port", "database", "user", "password"];
    let is_variable = key.contains('_') && key.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    let known = context.variables(key).map(|variable| variable.key.as_str()).find(|key| MEANINGS.contains(key));
    let named = || {
        let last = key.rsplit('_').next().unwrap_or(key).to_lowercase();
        let names = context.model.shared.service.setting_names.iter();
        names.filter(|(_, ends)| ends.contains(&last)).map(|(meaning, _)| meaning.as_str()).next()
    };
    known.or_else(|| named().filter(|_| is_variable))
}

/// What a keyword of another driver is called here, where these are known.
fn meant(context: &Context<'_, '_>, key: &str, known: &[String]) -> Option<String> {
    let wanted = meaning(context, key).filter(|meaning| *meaning != "tls")?;
    let named = known.iter().find(|name| *name == wanted);
    named.or_else(|| known.iter().find(|name| meaning(context, name) == Some(wanted))).cloned()
}
