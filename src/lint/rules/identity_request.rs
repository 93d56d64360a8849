//! A hand-written request to the identity or token endpoint that lacks something.

use super::context::{Context, literal_pieces};
use crate::lint::finding::Finding;
use crate::lint::model::Http;
use crate::lint::value::Alt;

const RULE: &str = "identity-request";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for token in &context.model.tokens {
        let Some(http) = &token.http else { continue };
        let url: String = http.url.0.iter().map(whole).collect();
        if url.contains("IDENTITY_ENDPOINT") {
            identity_endpoint(http, findings);
        } else if url.contains("169.254.169.254") {
            metadata(http, findings);
        } else if url.contains("/oauth2/") && url.contains("/token") {
            token_endpoint(http, &url, findings);
        } else {
            continue;
        }
        for lack in http.lacks.iter().filter(|lack| !lack.over_tls || http.over_tls()) {
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
        let url: String = http.url.0.iter().map(whole).collect();
        if url.contains("169.254.169.254") && url.contains("/identity/") && asks_for_database(context, &http) {
            metadata(&http, findings);
        }
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

fn identity_endpoint(http: &Http, findings: &mut Vec<Finding>) {
    if lacks_header(http, "X-IDENTITY-HEADER") {
        push(http, "the identity endpoint refuses a request without the header `X-IDENTITY-HEADER`", "send the value of IDENTITY_HEADER in it", findings);
    } else if lacks(http, "api-version") {
        push(http, "the identity endpoint wants `api-version`", "add `api-version=2019-08-01`", findings);
    } else if lacks(http, "resource") {
        push(http, "the identity endpoint wants `resource`", "add the resource, without `/.default`", findings);
    }
}

fn metadata(http: &Http, findings: &mut Vec<Finding>) {
    if lacks_header(http, "Metadata") {
        push(http, "the metadata service refuses a request without the header `Metadata: true`", "send it", findings);
    } else if lacks(http, "api-version") {
        push(http, "the metadata service wants `api-version`", "add `api-version=2018-02-01`", findings);
    } else if lacks(http, "resource") {
        push(http, "the metadata service wants `resource`", "add the resource, without `/.default`", findings);
    }
}

fn token_endpoint(http: &Http, url: &str, findings: &mut Vec<Finding>) {
    if let Some(body) = http.other_body {
        findings.push(
            Finding::new(RULE, body, "the token endpoint takes form fields, not this")
                .help("send the body as `application/x-www-form-urlencoded`"),
        );
        return;
    }
    let second = url.contains("/v2.0/");
    let (wanted, other) = if second { ("scope", "resource") } else { ("resource", "scope") };
    if let Some((_, _, span)) = http.field(other).filter(|_| lacks(http, wanted)) {
        findings.push(
            Finding::new(RULE, *span, format!("this endpoint wants `{wanted}`, not `{other}`")).help(format!("name it `{wanted}`")),
        );
        return;
    }
    for name in ["grant_type", "client_id", wanted] {
        if lacks(http, name) {
            push(http, &format!("the token endpoint wants `{name}`"), &format!("add `{name}`"), findings);
            return;
        }
    }
    if lacks(http, "client_secret") && lacks(http, "client_assertion") {
        push(http, "the token endpoint wants `client_secret` or `client_assertion`", "add the secret", findings);
    }
}
