//! Arguments of a credential in the wrong order, options that it does not have or ignores.

use super::context::{Context, key_of};
use crate::lint::finding::Finding;
use crate::lint::model::Credential;

const RULE: &str = "credential-arguments";

pub fn check(context: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for credential in &context.model.credentials {
        options(context, credential, findings);
        order(context, credential, findings);
        misplaced(context, credential, findings);
        missing(context, credential, findings);
    }
}

/// Whether this credential was given an option that it ignores or refuses.
pub fn has_wrong_option(context: &Context<'_, '_>, credential: &Credential) -> bool {
    let Some(fact) = context.model.facts().credential(&credential.name) else { return false };
    let run = &context.model.run;
    credential.options.iter().any(|(name, _)| {
        fact.ignores.iter().chain(&fact.refuses).any(|wrong| wrong == name || run.same_name(wrong, name))
    })
}

/// Whether what stands there is an option that a credential ignores or refuses: told of the credential then.
pub fn is_wrong_option(context: &Context<'_, '_>, name: &str, span: crate::lint::form::Span) -> bool {
    context.model.credentials.iter().any(|credential| {
        let fact = context.model.facts().credential(&credential.name);
        let wrong = fact.is_some_and(|fact| fact.ignores.iter().chain(&fact.refuses).any(|wrong| wrong == name));
        wrong && credential.options.iter().any(|(_, at)| *at == span)
    })
}

fn options(context: &Context<'_, '_>, credential: &Credential, findings: &mut Vec<Finding>) {
    let Some(fact) = context.model.facts().credential(&credential.name) else { return };
    let run = &context.model.run;
    let class = context.short(&credential.name);
    for (name, span) in &credential.options {
        let is = |wrong: &&String| *wrong == name || run.same_name(wrong, name);
        let what = if fact.ignores.iter().any(|wrong| is(&wrong)) {
            "accepts this option and ignores it"
        } else if fact.refuses.iter().any(|wrong| is(&wrong)) {
            "has no such option"
        } else {
            continue;
        };
        let meant = fact.arguments.get("client_id").and_then(|slots| {
            slots.iter().find_map(|slot| slot.keyword.as_ref().or(slot.option.as_ref()).or(slot.property.as_ref()).or(slot.method.as_ref()))
        });
        let mut finding = Finding::new(RULE, *span, format!("`{class}` {what}"));
        finding = match meant.filter(|_| name.to_lowercase().replace('_', "").contains("clientid")) {
            Some(meant) => finding.help(format!("the identity's client id goes into `{meant}`")),
            None => finding.help("leave it out"),
        };
        findings.push(finding);
    }
}

/// A text by position, where the credential takes none there.
fn misplaced(context: &Context<'_, '_>, credential: &Credential, findings: &mut Vec<Finding>) {
    let Some(fact) = context.model.facts().credential(&credential.name).filter(|fact| !fact.kinds.is_empty()) else { return };
    let object = credential.object.and_then(|id| context.model.run.state.object(id));
    let taken = |index: usize| fact.arguments.values().flatten().any(|slot| slot.argument == Some(index));
    // Only where another place for it is known.
    let elsewhere = |key: &str| fact.arguments.get(key).is_some_and(|slots| slots.iter().all(|slot| slot.argument.is_none()));
    for (index, given) in object.iter().flat_map(|object| &object.args.positional).enumerate() {
        let keys: Vec<&str> = given.value.0.iter().filter_map(|alt| key_of(context, alt)).collect();
        if taken(index) || keys.is_empty() || !keys.iter().all(|key| elsewhere(key)) {
            continue;
        }
        let class = context.short(&credential.name);
        findings.push(
            Finding::new(RULE, given.span, format!("`{class}` does not take the {} here", words(keys[0])))
                .help("give it among the options, by its name"),
        );
    }
}

/// Tenant, client id and secret in each other's places.
fn order(context: &Context<'_, '_>, credential: &Credential, findings: &mut Vec<Finding>) {
    let mut wrong: Vec<(&crate::lint::model::Setting, String)> = Vec::new();
    let three = ["tenant_id", "client_id", "client_secret"];
    for setting in credential.given.iter().filter(|setting| three.contains(&setting.meaning.as_str())) {
        let keys: Vec<&str> = setting.value.0.iter().filter_map(|alt| key_of(context, alt)).collect();
        let other = keys.iter().find(|key| matches!(**key, "tenant_id" | "client_id" | "client_secret") && **key != setting.meaning);
        if let Some(other) = other {
            wrong.push((setting, (*other).to_owned()));
            continue;
        }
        if keys.is_empty() && setting.value.some(crate::lint::value::Alt::is_unknown)
            && let Some(other) = named_otherwise(context, setting) {
                wrong.push((setting, other));
            }
    }
    wrong.sort_by_key(|(setting, _)| setting.span);
    let Some((first, is)) = wrong.first() else { return };
    // Judged by names alone, only an exchange is certain.
    let by_name = first.value.some(crate::lint::value::Alt::is_unknown);
    if by_name && wrong.len() < 2 {
        return;
    }
    let mut finding = Finding::new(
        RULE,
        first.span,
        format!("this is the {}, but the {} belongs here", words(is), words(&first.meaning)),
    )
    .help("the order is tenant id, client id, client secret");
    for (setting, is) in wrong.iter().skip(1) {
        finding = finding.related(setting.span, format!("and this is the {} in the place of the {}", words(is), words(&setting.meaning)));
    }
    findings.push(finding);
}

fn named_otherwise(context: &Context<'_, '_>, setting: &crate::lint::model::Setting) -> Option<String> {
    let text: String = context.text(setting.span).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let name = match text.as_str() {
        text if text.ends_with("tenantid") || text.ends_with("tenant") => "tenant_id",
        text if text.ends_with("clientsecret") || text.ends_with("secret") => "client_secret",
        text if text.ends_with("clientid") => "client_id",
        _ => return None,
    };
    (name != setting.meaning && matches!(setting.meaning.as_str(), "tenant_id" | "client_id" | "client_secret")).then(|| name.to_owned())
}

fn words(key: &str) -> &str {
    match key {
        "tenant_id" => "tenant's id",
        "client_id" => "client's id",
        "client_secret" => "client secret",
        other => other,
    }
}

/// A credential that needs three things and gets fewer.
fn missing(context: &Context<'_, '_>, credential: &Credential, findings: &mut Vec<Finding>) {
    let Some(fact) = context.model.facts().credential(&credential.name) else { return };
    let needs = ["tenant_id", "client_id", "client_secret"];
    if credential.open || !needs.iter().all(|need| fact.arguments.contains_key(*need)) {
        return;
    }
    // What serves other kinds too needs them where it is given a secret.
    let other = fact.kinds.iter().any(|kind| *kind != crate::catalog::CredentialKind::ServicePrincipal);
    if other && credential.given("client_secret").is_none() {
        return;
    }
    let lacking: Vec<&str> = needs.into_iter().filter(|need| credential.given(need).is_none()).map(words).collect();
    if lacking.is_empty() || lacking.len() == needs.len() && !credential.given.is_empty() {
        return;
    }
    findings.push(
        Finding::new(RULE, credential.name_span, format!("`{}` is not given the {}", context.short(&credential.name), lacking.join(", the ")))
            .help("it takes tenant id, client id and client secret"),
    );
}
