//! Mistakes that are written alike in every language.

use azconn::catalog::CredentialKind;

use super::{Mutant, Seed};

pub fn mutants(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = scopes(seed);
    all.extend(variables(seed));
    all
}

fn scopes(seed: &Seed<'_>) -> Vec<Mutant> {
    let scope = seed.cloud.scope.as_str();
    let mut all = Vec::new();
    // Without a connection in the same file a scope for another service is nobody's mistake.
    let connects = seed.sample.client != "django" || seed.has("get_connection_params") || seed.has("DATABASES");
    if connects && seed.has(scope) && [".get_token(", "GetToken", ".getToken("].iter().any(|ask| seed.has(ask)) {
        for wrong in [
            "https://database.windows.net/.default",
            "https://management.azure.com/.default",
            "https://ossrdbms-aad.database.azure.com/.default",
            "https://shop.postgres.database.azure.com/.default",
            "https://ossrdbms-aad.database.windows.net//.default",
        ] {
            all.extend(seed.each("wrong-scope", scope, wrong));
        }
        let refused =
            matches!(seed.sample.credential, CredentialKind::ServicePrincipal | CredentialKind::WorkloadIdentity);
        let named = seed.has("Credential(") || seed.has("Credential credential = new(");
        if named {
            for mutant in seed.each("scope-without-default", scope, &seed.cloud.resource) {
                all.push(if refused { mutant } else { mutant.pedantic() });
            }
        }
        // An authority stands in the code of a sovereign cloud alone.
        if seed.cloud.sovereign && seed.has("AzureAuthorityHosts.") {
            for other in seed.clouds.iter().filter(|other| other.id != seed.cloud.id) {
                all.extend(
                    seed.all("cloud-mismatch", &[(scope, &other.scope)], "authority=")
                        .or_else(|| seed.all("cloud-mismatch", &[(scope, &other.scope)], "AuthorityHost ="))
                        .or_else(|| seed.all("cloud-mismatch", &[(scope, &other.scope)], "authorityHost: ")),
                );
            }
        }
        if seed.sample.credential == CredentialKind::ServicePrincipal && !seed.cloud.sovereign && named {
            for other in seed.clouds.iter().filter(|other| other.sovereign) {
                let made = ["ClientSecretCredential(\n", "ClientSecretCredential credential = new("];
                let at = made.into_iter().find(|made| seed.has(made)).unwrap_or_default();
                all.extend(seed.all("cloud-mismatch", &[(scope, &other.scope)], at).map(Mutant::pedantic));
            }
        }
    }
    all
}

/// Names that Service Connector sets for nobody, and values in the place of names.
fn variables(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (row, quote) in seed.sample.environment.iter().flat_map(|row| [(row, '"'), (row, '\'')]) {
        let quoted = format!("{quote}{}{quote}", row.name);
        if !seed.has(&quoted) {
            continue;
        }
        // Properties of a framework are nobody's but the program's own.
        if !row.name.starts_with("AZURE_") {
            continue;
        }
        let (prefix, last) = row.name.rsplit_once('_').unwrap_or(("", &row.name));
        for wrong in [
            format!("{prefix}_{last}S"),
            format!("{prefix}_MY{last}"),
            format!("Azure_{}", row.name.trim_start_matches("AZURE_")),
        ] {
            all.extend(seed.each("unknown-variable", &quoted, &format!("{quote}{wrong}{quote}")));
        }
        if row.value.contains('=') || row.value.contains(".database.") {
            let value = format!("{quote}{}{quote}", row.value.replace(['"', '\''], ""));
            all.extend(seed.each("value-as-name", &quoted, &value));
        }
    }
    all
}

/// What a program asks for that requests its token by hand, as it writes it, and the mistakes in that.
pub fn asked_by_hand(seed: &Seed<'_>) -> (String, Vec<Mutant>) {
    let mut all = Vec::new();
    let (scope, resource) = (seed.cloud.scope.as_str(), seed.cloud.resource.as_str());
    let ending = if seed.has(scope) { "/.default" } else { "" };
    let asked = format!("'{}'", if seed.has(scope) { scope } else { resource });
    for wrong in [
        "https://database.windows.net",
        "https://management.azure.com",
        "https://ossrdbms-aad.database.azure.com",
        "https://shop.postgres.database.azure.com",
        "https://ossrdbms-aad.database.windows.net/",
    ] {
        // For the identity endpoint a slash more at the end names the same service.
        if !ending.is_empty() || !wrong.ends_with('/') {
            all.extend(seed.each("wrong-scope", &asked, &format!("'{wrong}{ending}'")));
        }
    }
    if ending.is_empty() {
        all.extend(seed.each("default-in-resource", &asked, &format!("'{scope}'")));
    } else {
        all.extend(seed.each("scope-without-default", &asked, &format!("'{resource}'")));
        let authority = "https://login.";
        for other in seed.clouds.iter().filter(|other| other.id != seed.cloud.id && seed.has(authority)) {
            all.extend(seed.all("cloud-mismatch", &[(scope, &other.scope)], authority));
            all.extend(seed.all("cloud-mismatch", &[(&seed.cloud.authority, &other.authority)], authority));
        }
    }
    (asked, all)
}
