//! A user-assigned identity's client id is read, or the auth was told, and the id does not reach the credential.

use super::context::{Context, key_of};
use super::credential_arguments::has_wrong_option;
use crate::catalog::CredentialKind;
use crate::lint::evaluate::state::Kind;
use crate::lint::finding::Finding;
use crate::lint::model::Credential;

const RULE: &str = "client-id-not-passed";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let read = context.reads("client_id").next();
    let told = context.auth == Some("user-identity");
    let principal = context.reads("client_secret").next().is_some() || context.reads("tenant_id").next().is_some();
    if !told && (read.is_none() || principal || context.auth.is_some()) {
        return;
    }
    // The platform's own variable names the identity as well.
    if context.model.shared.service.names_sdk_variable(context.model.run.source, "client_id") {
        return;
    }
    let credentials = context.database_credentials();
    if credentials.iter().any(|credential| names_identity(context, credential)) {
        return;
    }
    for credential in credentials {
        let identity = context.kinds(credential).contains(&CredentialKind::UserIdentity);
        if !identity || credential.open || has_wrong_option(context, credential) {
            continue;
        }
        let class = context.short(&credential.name);
        let mut finding = Finding::new(
            RULE,
            credential.name_span,
            format!("`{class}` is not told which user-assigned identity to take, so it signs in as another one or fails"),
        );
        let variable = context.model.shared.variables.iter().find(|(.., variable)| variable.key == "client_id");
        let name = read.map(|read| read.name.as_str()).or(variable.map(|(.., variable)| variable.name.as_str())).unwrap_or_default();
        finding = match slot(context, credential) {
            Some(slot) => finding.help(format!("pass the value of `{name}` as `{slot}`: nothing else reads that variable")),
            None => finding.help(format!("pass the value of `{name}`: nothing else reads that variable")),
        };
        if let Some(read) = read {
            finding = finding.related(read.name_span, "the client id is read here");
        }
        if !findings.iter().any(|other| other.rule == RULE && other.span == credential.name_span) {
            findings.push(finding);
        }
    }
    for token in &context.model.tokens {
        let Some(http) = &token.http else { continue };
        let identity = http.field("resource").is_some() && http.field("client_secret").is_none();
        let named = ["client_id", "principal_id", "object_id", "mi_res_id", "msi_res_id", "clientid"];
        if identity && http.fields.is_some() && !named.iter().any(|name| http.field(name).is_some()) {
            findings.push(
                Finding::new(RULE, http.span, "the request does not say which user-assigned identity is meant")
                    .help("add the query parameter `client_id`"),
            );
        }
    }
}

fn names_identity(context: &Context<'_, '_>, credential: &Credential) -> bool {
    let secret = credential.given("client_secret").is_some();
    let passes = credential.given.iter().any(|setting| {
        // An identity that is given as an object says which one in its entries.
        let named = setting.value.some(|alt| match alt.atom {
            crate::lint::value::Atom::Object(id) => context.model.run.state.object(id).is_some_and(|object| object.kind == Kind::Dict && (object.open || !object.fields.is_empty())),
            _ => alt.is_unknown(),
        });
        match setting.meaning.as_str() {
            "authority" | "tenant_id" | "token_file" | "managed_identity" => false,
            "identity" => named,
            _ => !setting.value.every(|alt| alt.is_nothing()),
        }
    });
    // A service principal beside it, by whatever it is chosen.
    passes && (!secret || context.auth.is_none()) || credential.given.iter().any(|setting| setting.value.some(|alt| key_of(context, alt) == Some("client_id")))
}

fn slot(context: &Context<'_, '_>, credential: &Credential) -> Option<String> {
    let fact = context.model.facts().credential(&credential.name)?;
    let slot = fact.arguments.get("client_id")?.first()?;
    slot.keyword.clone().or(slot.option.clone()).or(slot.property.clone()).or(slot.method.clone())
}
