//! A hand-written request to the identity or token endpoint that lacks something.

use super::context::{Context, literal_pieces};
use crate::catalog::TokenEndpoint;
use crate::lint::finding::Finding;
use crate::lint::model::Http;
use crate::lint::value::Alt;

const RULE: &str = "identity-request";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let service = &context.model.shared.service;
    for token in &context.model.tokens {
        let Some(http) = &token.http else { continue };
        let Some(endpoint) = service.token_endpoint(&url_of(http)) else { continue };
        judge(endpoint, http, findings);
        for lack in http.lacks.iter().filter(|lack| !lack.over_tls || http.over_tls(service)) {
            if !findings.iter().any(|other| other.rule == RULE && other.span == lack.span) {
                findings.push(Finding::new(RULE, lack.span, lack.otherwise.clone()).help("set it"));
            }
        }
        if !http.checked && !context.model.run.unit.fragment {
            let before = findings.len();
            push(http, "nobody looks whether the answer is a good one: an error has no token in it", "look at the status first", findings);
            // Where reading the token then fails, the program ends at least, if not for a reason that it tells.
            if context.model.run.facts.language.missing_entry_fails {
                findings[before..].iter_mut().for_each(|finding| finding.certain = false);
            }
        }
    }
    // Where the token is read from the answer in a way that is not followed, the request is the same.
    let ids: Vec<_> = context.model.run.state.objects().map(|(id, _)| id).collect();
    for http in ids.into_iter().filter_map(|id| context.model.http(id)) {
        let url = url_of(&http);
        let unread = |endpoint: &&TokenEndpoint| endpoint.unread.as_ref().is_some_and(|word| url.contains(word));
        let endpoint = service.token_endpoint(&url).filter(unread);
        if let Some(endpoint) = endpoint.filter(|_| asks_for_database(context, &http)) {
            judge(endpoint, &http, findings);
        }
    }
}

/// The URL of a request, variables by their names before it.
pub fn url_of(http: &Http) -> String {
    http.url.0.iter().map(whole).collect()
}

/// What a request lacks of what its endpoint wants.
fn judge(endpoint: &TokenEndpoint, http: &Http, findings: &mut Vec<Finding>) {
    let name = &endpoint.name;
    if let Some(body) = http.other_body.filter(|_| endpoint.form) {
        findings.push(
            Finding::new(RULE, body, format!("{name} takes form fields, not this"))
                .help("send the body as `application/x-www-form-urlencoded`"),
        );
        return;
    }
    if let Some(header) = endpoint.header.as_ref().filter(|header| lacks_header(http, &header.name)) {
        let shown = header.shown.as_ref().unwrap_or(&header.name);
        let message = format!("{name} refuses a request without the header `{shown}`");
        push(http, &message, &format!("send {}", header.send), findings);
        return;
    }
    for field in &endpoint.fields {
        let (Some(wanted), Some(other)) = (field.names.first(), &field.instead_of) else { continue };
        if let Some((_, _, span)) = http.field(other).filter(|_| lacks(http, wanted)) {
            let message = format!("this endpoint wants `{wanted}`, not `{other}`");
            findings.push(Finding::new(RULE, *span, message).help(format!("name it `{wanted}`")));
            return;
        }
    }
    let missing = endpoint.fields.iter().find(|field| field.names.iter().all(|name| lacks(http, name)));
    if let Some(field) = missing {
        let names: Vec<String> = field.names.iter().map(|name| format!("`{name}`")).collect();
        let names = names.join(" or ");
        let add = field.add.as_ref().unwrap_or(&names);
        push(http, &format!("{name} wants {names}"), &format!("add {add}"), findings);
    }
}

/// Whether a request says that its token is for the database.
fn asks_for_database(context: &Context<'_, '_>, http: &Http) -> bool {
    let resource = http.field("resource");
    resource.is_some_and(|(_, value, _)| value.some(|alt| context.model.shared.cloud_of(&literal_pieces(alt)).is_some()))
}

/// A text with the names of variables in it.
fn whole(alt: &Alt) -> String {
    let names: String = alt.leaves().into_iter().filter_map(|leaf| leaf.env().map(|read| read.name.clone())).collect();
    names + &literal_pieces(alt)
}

fn push(http: &Http, message: &str, help: &str, findings: &mut Vec<Finding>) {
    if !findings.iter().any(|other| other.rule == RULE && other.span == http.span) {
        findings.push(Finding::new(RULE, http.span, message).help(help));
    }
}

fn lacks_header(http: &Http, name: &str) -> bool {
    http.headers.as_ref().is_some_and(|headers| !headers.iter().any(|(given, ..)| given.eq_ignore_ascii_case(name)))
}

fn lacks(http: &Http, name: &str) -> bool {
    http.fields.is_some() && http.field(name).is_none()
}
