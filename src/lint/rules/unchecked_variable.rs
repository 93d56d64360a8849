//! An unset variable would silently mean another identity, database or socket.

use super::context::Context;
use crate::catalog::UnsetBehaviour;
use crate::lint::finding::Finding;
use crate::lint::model::{Setting, Text};
use crate::lint::value::Alt;

const RULE: &str = "unchecked-variable";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for credential in &context.model.credentials {
        // What the credential reads by itself is the same whether it is passed or not.
        let reads = context.model.facts().credential(&credential.name).map_or(&[][..], |fact| &fact.reads);
        let own = |alt: &Alt| alt.env().is_some_and(|read| reads.contains(&read.name));
        for setting in &credential.given {
            if setting.meaning != "client_id" || setting.value.every(own) {
                continue;
            }
            look(context, setting, "another identity signs in", findings);
        }
    }
    for connection in &context.model.connections {
        for meaning in ["host", "user", "database"] {
            for setting in connection.given(meaning) {
                look(context, setting, "the driver takes a default of its own", findings);
            }
        }
        for base in &connection.bases {
            // Another string takes its place, or host and all are given beside it.
            let takes_its_place = |text: &Text| connection.texts.iter().any(|other| other.span == text.span && other.alt != *base);
            let replaced = connection.texts.iter().any(|text| text.alt == *base && takes_its_place(text));
            if replaced || connection.given("host").next().is_some() {
                continue;
            }
            let setting = Setting {
                meaning: String::new(),
                key: String::new(),
                key_span: base.span,
                value: crate::lint::value::Value(vec![base.clone()]),
                span: base.span,
                place: crate::lint::model::Place::Position,
                quoted: false,
                wants: None,
                calls_functions: false,
            };
            look(context, &setting, "the driver takes defaults of its own or fails far from here", findings);
        }
    }
}

fn look(context: &Context<'_, '_>, setting: &Setting, what: &str, findings: &mut Vec<Finding>) {
    for alt in &setting.value.0 {
        let Some(read) = alt.env() else { continue };
        let silent = matches!(read.unset, UnsetBehaviour::Null | UnsetBehaviour::Empty);
        if !silent || context.model.run.trace.checked.contains(&read.name_span) || setting.value.0.len() > 1 {
            continue;
        }
        if findings.iter().any(|finding| finding.rule == RULE && finding.span == read.name_span) {
            continue;
        }
        findings.push(
            Finding::new(RULE, read.name_span, format!("when `{}` is not set, {what}", read.name))
                .help("look whether it is set, and say so when it is not")
                .warning()
                .likely(),
        );
    }
}
