//! A value goes to something that takes another form.

use super::context::{Context, literal_pieces};
use crate::catalog::GrammarForm;
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::settings;
use crate::lint::value::{Alt, Atom, Part};

const RULE: &str = "wrong-format";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for connection in &context.model.connections {
        for text in connection.texts.iter().filter(|text| !text.built) {
            look(context, &text.alt, text.span, &text.grammars, &connection.driver, findings);
        }
    }
    for parse in &context.model.facts().language.parses {
        for called in context.model.run.trace.calls.iter().filter(|called| *called.name == *parse.call) {
            let grammars: Vec<String> = parse.settings.iter().filter_map(|slot| slot.grammar.clone()).collect();
            for slot in &parse.settings {
                let value = crate::lint::evaluate::argument(slot, &called.args);
                let span = slot.argument.and_then(|index| called.args.positional.get(index)).map_or(called.span, |given| given.span);
                for alt in &value.0 {
                    look(context, alt, span, &grammars, context.short(&called.name), findings);
                }
            }
        }
    }
}

fn look(context: &Context<'_, '_>, alt: &Alt, span: Span, grammars: &[String], taker: &str, findings: &mut Vec<Finding>) {
    let known: Vec<_> = grammars.iter().filter_map(|id| context.model.shared.grammar(id)).collect();
    if known.is_empty() {
        return;
    }
    let parts = match &alt.atom {
        Atom::Text(parts) => &**parts,
        _ => &[],
    };
    let wants_prefix = |grammar: &&crate::catalog::Grammar| grammar.form == GrammarForm::Libpq && !grammar.prefixes.is_empty();
    let prefix = known.iter().filter(|grammar| wants_prefix(grammar)).find_map(|grammar| settings::prefix_of(parts, grammar));
    if let Some(prefix) = prefix {
        // A URL behind what stands for the driver.
        let rest = match parts.first() {
            Some(Part::Literal(text, _)) => text.trim_start().strip_prefix(prefix).and_then(settings::scheme_of),
            _ => None,
        };
        if let Some(scheme) = rest {
            let finding = Finding::new(RULE, span, format!("{taker} takes libpq's `key=value` pairs after `{prefix}`, and this is a URL that begins with `{scheme}`"));
            push(findings, finding.help("write host, user and database as `key=value` pairs"));
        }
        return;
    }
    if let (Some(grammar), Some(driver)) = (known.iter().find(|grammar| wants_prefix(grammar)), driver_named(parts)) {
        let wanted = grammar.prefixes.first().map(String::as_str).unwrap_or_default();
        let finding = Finding::new(RULE, span, format!("{taker} takes a text that begins with `{wanted}` here, and this begins with `{driver}:`"));
        push(findings, finding.help(format!("begin it with `{wanted}`")));
        return;
    }
    let Some(form) = form(context, alt) else { return };
    let scheme = match &alt.atom {
        Atom::Text(parts) => match parts.first() {
            Some(Part::Literal(text, _)) => settings::scheme_of(text).map(str::to_owned),
            _ => None,
        },
        _ => None,
    };
    let scheme_fits = |prefixes: &[String]| {
        scheme.as_ref().is_none_or(|scheme| prefixes.is_empty() || prefixes.iter().any(|prefix| scheme.starts_with(prefix.as_str()) || prefix.starts_with(scheme.as_str())))
    };
    if known.iter().any(|grammar| grammar.form == form && scheme_fits(&grammar.prefixes) && !wants_prefix(grammar)) {
        return;
    }
    // A URL for another database is not this rule's business.
    if form == GrammarForm::Url && scheme.as_ref().is_some_and(|scheme| !scheme.contains("postgres")) {
        return;
    }
    let takes: Vec<&str> = known.iter().map(|grammar| words(grammar.form)).collect();
    let mut unique = takes.clone();
    unique.dedup();
    let is = match (&scheme, form) {
        (Some(scheme), _) => format!("a URL that begins with `{scheme}`"),
        _ => words(form).to_owned(),
    };
    if let Some(prefix) = known.iter().find(|grammar| wants_prefix(grammar)).and_then(|grammar| grammar.prefixes.first()) {
        let finding = Finding::new(RULE, span, format!("{taker} takes a text that begins with `{prefix}` here, and this is {is}"));
        push(findings, finding.help(format!("begin it with `{prefix}`, and go on with libpq's `key=value` pairs")));
        return;
    }
    let prefixes: Vec<&str> = known.iter().flat_map(|grammar| &grammar.prefixes).map(String::as_str).collect();
    let mut help = "take it apart with the driver's own parser and give host, user, database and password one by one".to_owned();
    if form == GrammarForm::Url && !prefixes.is_empty() {
        help = format!("begin it with `{}`", prefixes[0]);
    }
    push(findings, Finding::new(RULE, span, format!("{taker} takes {} here, and this is {is}", unique.join(" or "))).help(help));
}

fn push(findings: &mut Vec<Finding>, finding: Finding) {
    if !findings.iter().any(|other| other.rule == RULE && other.span == finding.span) {
        findings.push(finding);
    }
}

/// The driver's name with which a text begins: `postgres:host=...`.
fn driver_named(parts: &[Part]) -> Option<&str> {
    let Some(Part::Literal(text, _)) = parts.first() else { return None };
    let (name, rest) = text.split_once(':')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
    (is_name && !rest.starts_with("//")).then_some(name)
}

fn form(context: &Context<'_, '_>, alt: &Alt) -> Option<GrammarForm> {
    match &alt.atom {
        Atom::Env(_) => context.model.form_of_alt(alt),
        Atom::Text(parts) => match parts.first() {
            Some(Part::Hole(hole, _)) => context.model.form_of_alt(hole).or_else(|| {
                // What is left of a connection string, with pairs behind it.
                let left_of = |form| hole.leaves().into_iter().any(|leaf| context.model.form_of_alt(leaf) == Some(form));
                pairs(alt, parts).filter(|form| left_of(*form))
            }),
            _ => pairs(alt, parts),
        },
        _ => None,
    }
}

/// The form that the literal pieces show: two pairs, or a scheme; anything less may be something else.
fn pairs(alt: &Alt, parts: &[Part]) -> Option<GrammarForm> {
    let form = settings::form_of(parts)?;
    (form == GrammarForm::Url || literal_pieces(alt).matches('=').count() >= 2).then_some(form)
}

fn words(form: GrammarForm) -> &'static str {
    match form {
        GrammarForm::Libpq => "libpq's `key=value` pairs",
        GrammarForm::Semicolons => "`Key=Value;` pairs",
        GrammarForm::Url => "a URL",
    }
}
