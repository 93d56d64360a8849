//! An unset variable would silently mean another identity, database or socket.

use super::context::Context;
use crate::catalog::{CredentialKind, UnsetBehaviour};
use crate::lint::finding::Finding;
use crate::lint::form::{ExprKind, Span};
use crate::lint::model::{Connection, Place, Text};
use crate::lint::value::{Alt, Atom, EnvRead, Value};

const RULE: &str = "unchecked-variable";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    // Other servers are nobody's concern here.
    if context.model.run.unit.of_any_server {
        return;
    }
    for credential in &context.model.credentials {
        // What the credential reads by itself is the same whether it is passed or not.
        let reads = context.model.facts().credential(&credential.name).map_or(&[][..], |fact| &fact.reads);
        let own = |alt: &Alt| alt.env().is_some_and(|read| reads.contains(&read.name));
        // Others refuse to be made without it.
        let falls_back = context.kinds(credential).contains(&CredentialKind::SystemIdentity);
        for setting in credential.given.iter().filter(|_| falls_back) {
            if setting.meaning != "client_id" || setting.value.every(own) {
                continue;
            }
            look(context, credential.span, &setting.value, "another identity signs in", findings);
        }
    }
    for http in context.model.tokens.iter().filter_map(|token| token.http.as_ref()) {
        // The token endpoint says that it misses it; the identity endpoint takes the system's identity.
        if let Some((_, value, _)) = http.field("client_id").filter(|_| http.field("resource").is_some()) {
            look(context, http.span, value, "another identity signs in", findings);
        }
    }
    // Of a text for something elsewhere nobody knows what becomes of an empty value.
    let counts = |connection: &Connection| !connection.call.starts_with("pairs") && !context.is_of_another_database(connection);
    for connection in context.model.connections.iter().filter(|connection| counts(connection)) {
        let driver = context.model.facts().language.drivers.get(&connection.driver);
        let refuses = |what: &str| driver.is_some_and(|driver| driver.refuses_absent.iter().any(|own| own == what));
        for meaning in ["host", "user", "database"].into_iter().filter(|meaning| !refuses(meaning)) {
            for setting in connection.given(meaning) {
                // In a text the absent value is a word in some languages, which fails aloud; and of a text that has a default
                // each alternative is a text of its own.
                let in_text = setting.place == Place::Text;
                let others = connection.given(meaning).filter(|other| other.key_span == setting.key_span);
                let varies = others.into_iter().any(|other| other.value != setting.value);
                if in_text && (context.model.run.is_absent_a_word() || varies) {
                    continue;
                }
                look(context, connection.span, &setting.value, "the driver takes a default of its own", findings);
            }
        }
        // Where host and user stand beside it, they are what is left without it.
        let beside = connection.given("host").chain(connection.given("user")).any(|setting| setting.place != Place::Text);
        for base in connection.bases.iter().filter(|_| !refuses("settings") && !beside) {
            // Another string takes its place.
            let takes_its_place =
                |text: &Text| connection.texts.iter().any(|other| other.span == text.span && other.alt != *base);
            if connection.texts.iter().any(|text| text.alt == *base && takes_its_place(text)) {
                continue;
            }
            let value = Value(vec![base.clone()]);
            look(context, connection.span, &value, "the driver takes defaults of its own or fails far from here", findings);
        }
    }
}

fn look(context: &Context<'_, '_>, call: Span, value: &Value, what: &str, findings: &mut Vec<Finding>) {
    // What another alternative of the settings does not have at all is given in its own.
    let given: Vec<&Alt> = value.0.iter().filter(|alt| alt.atom != Atom::Absent).collect();
    // `A || B`: the last one is what is left.
    let several = given.len() > 1 && !given.iter().all(|alt| alt.env().is_some());
    let Some(read) = given.last().and_then(|alt| alt.env()).filter(|_| !several) else { return };
    let silent = matches!(read.unset, UnsetBehaviour::Null | UnsetBehaviour::Empty);
    let trace = &context.model.run.trace;
    let mut readings = trace.reads.iter().filter(|other| other.name == read.name);
    if !silent || readings.any(|other| is_checked(context, other, read)) || trace.checked_here.contains(&read.name_span) {
        return;
    }
    if context.model.facts().language.driver_variables.contains(&read.name) || context.is_tested(call, &read.name) {
        return;
    }
    // What stands there is no name at all, and may be a secret.
    if super::value_as_name::is_value(context, &read.name)
        || findings.iter().any(|finding| finding.rule == RULE && finding.span == read.name_span)
    {
        return;
    }
    findings.push(
        Finding::new(RULE, read.name_span, format!("when `{}` is not set, {what}", read.name))
            .help("look whether it is set, and say so when it is not")
            .warning()
            .likely(),
    );
}

/// Whether a reading was looked at in a place that is passed on the way to another: the same one, the same function or one around
/// it, or the file itself.
fn is_checked(context: &Context<'_, '_>, looked_at: &EnvRead, read: &EnvRead) -> bool {
    let around = |span: Span| {
        let all = context.model.run.unit.functions().map(|(_, function)| function.span);
        all.filter(|function| function.contains(span)).min_by_key(|function| function.end - function.start)
    };
    let looked_in = around(looked_at.name_span);
    // A function that looks is called on the way.
    let called_before = |function: Span| {
        let unit = context.model.run.unit;
        let name = unit.functions().find(|(_, other)| other.span == function).and_then(|(_, other)| other.name.as_deref());
        unit.exprs().any(|(_, expr)| match &expr.kind {
            ExprKind::Call(call) => {
                expr.span.end <= read.name_span.start
                    && name.is_some_and(|name| is_call_of(&unit.expr(call.callee).kind, name))
                    && around(expr.span).is_none_or(|function| function.contains(read.name_span))
            }
            _ => false,
        })
    };
    context.model.run.trace.checked.contains(&looked_at.name_span)
        && (looked_at.name_span == read.name_span
            || looked_in.is_none_or(|function| function.contains(read.name_span) || called_before(function)))
}

/// Whether a function of that name is called, as a method or not.
fn is_call_of(callee: &ExprKind, name: &str) -> bool {
    matches!(callee, ExprKind::Name(called) | ExprKind::Member { name: called, .. } if called == name)
}
