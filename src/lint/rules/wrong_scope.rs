//! A token for this connection is asked for another service or host.

use super::context::{Context, literal_pieces, place_of};
use crate::lint::finding::Finding;

const RULE: &str = "wrong-scope";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let service = &context.model.shared.service;
    let clouds = &service.clouds;
    let right = clouds.first().map_or("", |cloud| cloud.scope.as_str());
    for (index, token) in context.model.tokens.iter().enumerate() {
        let reaching: Vec<_> = context
            .model
            .connections
            .iter()
            .filter(|connection| context.tokens_of(connection).iter().any(|(request, _)| *request == index))
            .collect();
        let mut wrong = Vec::new();
        let alternatives = token.scope.0.len();
        for alt in &token.scope.0 {
            let Some(text) = alt.literal() else {
                // The beginning may be known all the same.
                let known = literal_pieces(alt);
                if !known.starts_with('*') && reaching.len() == 1 && known.starts_with("https://") && foreign(context, &known) && !known.starts_with("https://*") {
                    wrong.push((place_of(alt), known));
                }
                continue;
            };
            let bare = service.resource_of(&text);
            if clouds.iter().any(|cloud| cloud.resource == bare) {
                continue;
            }
            let almost = clouds.iter().any(|cloud| {
                let resource = cloud.resource.trim_start_matches("https://");
                service.marks.iter().any(|mark| text.contains(mark)) || strsim::damerau_levenshtein(resource, bare.trim_start_matches("https://")) <= 3
            });
            if !reaching.is_empty() || almost {
                wrong.push((place_of(alt), text));
            }
        }
        // One of several that are chosen from is not wrong in every run.
        let certain = wrong.len() == alternatives;
        for (span, text) in wrong {
            if findings.iter().any(|finding| finding.rule == RULE && finding.span == span) {
                continue;
            }
            let mut finding = Finding::new(RULE, span, format!("a token for `{text}` is no password for {}", service.title))
                .help(format!("ask for `{right}`, or the scope of your cloud"));
            if let Some(connection) = reaching.first() {
                finding = finding.related(connection.name_span, "this connection signs in with the token");
            }
            findings.push(if certain { finding } else { finding.likely() });
        }
    }
}

fn foreign(context: &Context<'_, '_>, text: &str) -> bool {
    !context.model.shared.service.clouds.iter().any(|cloud| {
        let known = text.split('*').next().unwrap_or_default();
        cloud.scope.starts_with(known)
    })
}
