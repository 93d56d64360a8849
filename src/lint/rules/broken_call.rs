//! Code that cannot compile or run inside a call that builds a credential, asks for a token or connects.

use super::context::Context;
use crate::catalog::{ArgumentKind, Wants};
use crate::lint::evaluate::state::{Kind, Object, object_of};
use crate::lint::finding::Finding;
use crate::lint::form::Span;
use crate::lint::secret;
use crate::lint::value::{Alt, Atom, Value};

const RULE: &str = "broken-call";

/// So many places of one call that do not parse are more than a slip.
const LOST: usize = 6;

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let model = context.model;
    let calls: Vec<(Span, &str)> = model
        .credentials
        .iter()
        .map(|credential| (credential.span, "the making of a credential"))
        // A builder's settings are made by calls of their own.
        .chain(model.credentials.iter().filter_map(|credential| credential.object).flat_map(|id| {
            let calls = model.run.state.object(id).map(|object| object.calls.as_slice()).unwrap_or_default();
            calls.iter().map(|call| (call.span, "the making of a credential"))
        }))
        .chain(model.tokens.iter().map(|token| (token.span, "the request for a token")))
        .chain(model.connections.iter().map(|connection| (connection.span, "the call that connects")))
        .chain(forms(context).into_iter().map(|span| (span, "the form of the request for a token")))
        .collect();
    // Where much of a call does not parse, the grammar has lost its way: what it marks there is no slip.
    let lost = |call: Span| model.run.unit.broken.iter().filter(|broken| call.contains(**broken)).count() > LOST;
    let end = model.run.source.trim_end().len();
    let begin = model.run.source.len() - model.run.source.trim_start().len();
    let mut reported: Option<Span> = None;
    for broken in &model.run.unit.broken {
        // A piece of code that was cut off at its end is no mistake.
        if broken.end >= end || reported.is_some_and(|span| span.contains(*broken)) {
            continue;
        }
        let around = calls.iter().filter(|(span, _)| span.contains(*broken)).map(|(span, _)| context.text(*span));
        // A piece of code leaves things out, and says so: `...`, `<server>`.
        if model.run.unit.fragment
            && (broken.start <= begin
                || is_to_be_put_there(context.text(*broken))
                || around.chain([context.text(*broken)]).any(secret::leaves_out))
        {
            continue;
        }
        let within = calls.iter().find(|(span, _)| span.start < broken.start && broken.end <= span.end && !lost(*span));
        let named = || names_credential(context, *broken).then_some("the making of a credential");
        let Some(what) = within.map(|(_, what)| *what).or_else(named) else { continue };
        reported = Some(*broken);
        let text = context.text(*broken);
        let shown = if text.is_empty() { "something is missing here".to_owned() } else { format!("`{text}` does not belong here") };
        let first_line = shown.lines().next().unwrap_or_default().to_owned();
        findings.push(Finding::new(RULE, *broken, format!("{what} does not parse: {first_line}")).help("mend the call"));
    }
    no_such_method(context, findings);
    plain_text(context, findings);
    wrong_types(context, findings);
    no_such_way(context, findings);
    for (name, meant, span) in &model.run.trace.misspelt {
        if findings.iter().any(|finding| finding.rule == RULE && finding.span == *span) {
            continue;
        }
        findings.push(
            Finding::new(RULE, *span, format!("there is no `{name}`"))
                .help(format!("did you mean `{meant}`? Capitals count")),
        );
    }
}

/// Whether a text stands for what somebody is to put there.
fn is_to_be_put_there(text: &str) -> bool {
    text.contains('<') && text.contains('>') || text.contains("{{")
}

/// Where the maps stand that go into requests for tokens.
fn forms(context: &Context<'_, '_>) -> Vec<Span> {
    let state = &context.model.run.state;
    let mut spans = Vec::new();
    for (id, object) in state.objects() {
        let Some(http) = context.model.http(id) else { continue };
        if context.model.shared.service.token_endpoint(&super::identity_request::url_of(&http)).is_some() {
            maps_in(context, object, 4, &mut spans);
            for id in http.url.leaves().filter_map(object_of) {
                spans.extend(state.object(id).map(|map| map.span));
            }
        }
    }
    spans
}

/// The maps that were given to something, and those within what was.
fn maps_in(context: &Context<'_, '_>, object: &Object, deep: usize, spans: &mut Vec<Span>) {
    let given = object.args.all().chain(object.calls.iter().flat_map(|call| call.args.all()));
    let values = given.map(|given| &given.value).chain(object.fields.iter().map(|(_, field)| &field.value));
    for id in values.flat_map(Value::leaves).filter_map(object_of) {
        let Some(inner) = context.model.run.state.object(id).filter(|_| deep > 0) else { continue };
        if inner.kind == Kind::Dict {
            spans.push(inner.span);
        }
        maps_in(context, inner, deep - 1, spans);
    }
}

/// Whether a statement that does not parse begins with something of the SDK that makes credentials.
fn names_credential(context: &Context<'_, '_>, broken: Span) -> bool {
    let module = |name: &str| name.rsplit_once('.').map(|(module, _)| module.to_owned());
    let modules: Vec<_> = context.model.facts().language.credentials.iter().map(|fact| module(&fact.new)).collect();
    let used = context.model.run.trace.used.iter().filter(|(_, span)| span.start == broken.start && span.end < broken.end);
    used.map(|(name, _)| module(name)).any(|name| name.is_some() && modules.contains(&name))
}

/// A text where a credential takes something that has to be made of it first.
fn plain_text(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for credential in &context.model.credentials {
        let settings = credential.given.iter().filter(|setting| setting.wants == Some(Wants::Object));
        for setting in settings.filter(|setting| setting.value.every(|alt| matches!(alt.atom, Atom::Text(_) | Atom::Env(_)))) {
            let slots = context.model.facts().credential(&credential.name).and_then(|fact| fact.arguments.get(&setting.meaning));
            let way = slots.into_iter().flatten().find_map(|slot| slot.method.as_deref());
            let finding = Finding::new(RULE, setting.span, format!("`{}` is a text here, which does not compile", setting.key));
            findings.push(match way {
                Some(way) => finding.help(format!("make it with `{way}(...)`")),
                None => finding.help("make the value that belongs here of it first"),
            });
        }
    }
}

/// A class that only another one makes, a text in the place of an object: neither compiles.
fn wrong_types(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let (run, language) = (&context.model.run, &context.model.facts().language);
    for called in &run.trace.calls {
        let Some(by) = language.made_by.get(&*called.name) else { continue };
        if !findings.iter().any(|finding| finding.rule == RULE && finding.span == called.name_span) {
            findings.push(
                Finding::new(RULE, called.name_span, format!("`{}` has no constructor that can be called", context.short(&called.name)))
                    .help(format!("make it by `{by}`")),
            );
        }
    }
    for (span, index) in &run.trace.unwrapped {
        let Some(fact) = language.tokens.get(*index) else { continue };
        let Some(class) = fact.request.as_deref().map(|class| context.short(class)) else { continue };
        if !findings.iter().any(|finding| finding.rule == RULE && finding.span == *span) {
            findings.push(Finding::new(RULE, *span, format!("`{}` takes a `{class}` here, not a text", fact.call)).help(format!("wrap it in a `{class}`")));
        }
    }
}

/// A call with arguments that none of its ways to be called takes.
fn no_such_way(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let state = &context.model.run.state;
    let kind = |value: &Value| {
        let text = |alt: &Alt| matches!(alt.atom, Atom::Text(_) | Atom::Env(_) | Atom::Token(_));
        // What a function from elsewhere gives may be a text; what a class makes is none.
        let of_class = |path: &str| context.short(path).starts_with(char::is_uppercase);
        let made = |kind: &Kind| matches!(kind, Kind::Dict) || matches!(kind, Kind::Api(path) if of_class(path));
        let object = |alt: &Alt| matches!(alt.atom, Atom::Object(id) if state.object(id).is_some_and(|object| made(&object.kind)));
        if value.every(text) { Some(ArgumentKind::Text) } else { value.every(object).then_some(ArgumentKind::Object) }
    };
    for connection in &context.model.connections {
        let facts = context.model.facts().all_opens(&connection.call);
        let ways: Vec<_> = facts.flat_map(|(.., fact)| &fact.ways).collect();
        let given = &connection.args.positional;
        let fits = |way: &&Vec<ArgumentKind>| {
            way.len() == given.len() && way.iter().zip(given).all(|(wanted, given)| kind(&given.value).is_none_or(|is| is == *wanted))
        };
        if ways.is_empty() || connection.args.open || ways.iter().any(fits) {
            continue;
        }
        findings.push(
            Finding::new(RULE, connection.name_span, format!("`{}` takes no such arguments", context.short(&connection.call)))
                .help("see which arguments it takes: user and password stand on their own, or in an object"),
        );
    }
}

/// A credential that is asked by a method that it does not have.
fn no_such_method(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let tokens = &context.model.facts().language.tokens;
    let known: Vec<&str> = tokens.iter().filter(|fact| fact.on.is_some()).map(|fact| fact.call.as_str()).collect();
    for credential in &context.model.credentials {
        let Some(object) = credential.object.and_then(|id| context.model.run.state.object(id)) else { continue };
        for call in &object.calls {
            if known.contains(&&*call.name) {
                continue;
            }
            let Some(fact) = known.iter().find(|known| slip(known, &call.name)) else { continue };
            findings.push(
                Finding::new(RULE, call.name_span, format!("`{}` has no method `{}`", context.short(&credential.name), call.name))
                    .help(format!("did you mean `{fact}`?")),
            );
        }
    }
}

/// Whether one name is the other written in another case or with a letter more or less.
fn slip(known: &str, given: &str) -> bool {
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let (known, given) = (plain(known), plain(given));
    known == given || strsim::damerau_levenshtein(&known, &given) == 1 || given == format!("{known}async")
}
