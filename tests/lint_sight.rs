//! In every rendered sample lint sees exactly its connection, and finds nothing: who sees nothing finds nothing, so the
//! first half is the test.

mod support;

use azconn::catalog::{Catalog, CredentialKind, FileKind, Style, TlsEffect};
use azconn::generate::Sample;
use azconn::lint::{Linter, Told, model::Sight};

/// Clients whose language has a front end with all rules.
const CLIENTS: &[&str] = &["python", "django", "dotnet", "go", "java", "nodejs", "php", "ruby", "rust"];

/// Files of a sample that lint reads, with their language.
fn programs<'s>(linter: &'s Linter, sample: &'s Sample) -> impl Iterator<Item = (&'s str, &'s str, &'s str)> {
    sample.files.iter().filter_map(|file| {
        let language = linter.language_of(std::path::Path::new(&file.path))?;
        matches!(file.kind, FileKind::Program | FileKind::Settings).then_some((
            file.path.as_str(),
            language,
            file.text.as_str(),
        ))
    })
}

fn variable(sample: &Sample, key: &str) -> String {
    sample.environment.iter().find(|row| row.key == key).map(|row| row.name.clone()).unwrap_or_default()
}

/// What is wrong with what lint sees.
fn trouble(catalog: &Catalog, sample: &Sample, mut seen: Vec<Sight>, credentials: &[String]) -> Vec<String> {
    let mut troubles = Vec::new();
    // Django's settings name a backend of the sample's own, another file, which supplies the password; so does a module
    // that Active Record's adapter is given.
    let supplies =
        |sight: &Sight| ["get_connection_params", "new_client"].iter().any(|name| sight.call.ends_with(name));
    let backend = seen.iter().position(supplies).map(|at| seen.remove(at));
    if let (Some(backend), [main]) = (backend, seen.as_mut_slice()) {
        main.password = format!("{} by {}", backend.password, credentials.join(" or "));
    }
    let seen = seen;
    let main: Vec<&Sight> = seen.iter().filter(|sight| !sight.in_hook).collect();
    let [main] = main.as_slice() else {
        return vec![format!("sees {} connections: {seen:?}", main.len())];
    };
    let opened = seen.iter().find(|sight| sight.in_hook).unwrap_or(main);
    if sample.style == Some(Style::Pool) && !main.pool {
        troubles.push("does not see that it is a pool".to_owned());
    }
    // What a hook opens gets its settings from the pool.
    if opened.tls.or(main.tls) != Some(TlsEffect::Full) {
        troubles.push(format!("sees TLS {:?}: {opened:?}", opened.tls));
    }
    let source = [variable(sample, "connection_string"), variable(sample, "host")]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default();
    if !opened.host.contains(&source) && !main.host.contains(&source) {
        troubles.push(format!("sees host {}", opened.host));
    }
    let service = catalog.service().expect("sound");
    let scope = &service.clouds.iter().find(|cloud| cloud.id == sample.cloud).expect("a cloud").scope;
    let password = &opened.password;
    let mut wanted: Vec<String> = Vec::new();
    match sample.credential {
        CredentialKind::Password => wanted
            .push([variable(sample, "password"), source].into_iter().find(|name| !name.is_empty()).unwrap_or_default()),
        kind => {
            // The identity endpoint is asked for the bare resource.
            let identity = matches!(kind, CredentialKind::SystemIdentity | CredentialKind::UserIdentity);
            let by_hand = identity && matches!(sample.client.as_str(), "php" | "ruby");
            wanted.push(format!("token for {} by", if by_hand { scope.trim_end_matches("/.default") } else { scope }));
            match kind {
                CredentialKind::UserIdentity => wanted.push(format!("client_id={}", variable(sample, "client_id"))),
                CredentialKind::ServicePrincipal => {
                    for key in ["client_id", "client_secret", "tenant_id"] {
                        wanted.push(format!("{key}={}", variable(sample, key)));
                    }
                }
                CredentialKind::WorkloadIdentity => wanted.push("client_id=AZURE_CLIENT_ID".into()),
                _ => {}
            }
        }
    }
    for word in wanted {
        if !password.contains(&word) {
            troubles.push(format!("sees password `{password}`, not {word}"));
        }
    }
    troubles
}

#[test]
fn every_sample_is_seen_and_silent() {
    let catalog = Catalog::builtin();
    let linter = Linter::new(&catalog).expect("a sound catalog");
    let (mut troubles, mut samples) = (Vec::new(), 0);
    for (name, sample) in support::samples() {
        if !CLIENTS.contains(&sample.client.as_str()) {
            continue;
        }
        samples += 1;
        let told = Told { client: Some(sample.client.clone()), auth: Some(sample.auth.clone()) };
        let (mut seen, mut credentials) = (Vec::new(), Vec::new());
        for (path, language, text) in programs(&linter, &sample) {
            // Once told what it is, once without.
            for told in [&told, &Told::default()] {
                let linted = linter.lint(text, language, told).expect("it parses");
                for finding in linted.findings {
                    let certain = if finding.certain { "" } else { " (pedantic)" };
                    troubles.push(format!(
                        "{name} {path}: {} {}{certain}: {}",
                        finding.rule,
                        finding.message,
                        finding.span.text(text)
                    ));
                }
            }
            let (connections, made) = linter.sight(text, language).expect("it parses");
            seen.extend(connections);
            credentials.extend(made);
        }
        for trouble in trouble(&catalog, &sample, seen, &credentials) {
            troubles.push(format!("{name}: {trouble}"));
        }
    }
    assert!(samples > 0);
    assert!(troubles.is_empty(), "{} in {samples} samples:\n{}", troubles.len(), troubles.join("\n"));
}

/// Of Spring's pool the code shows that it is there, and application.properties what supplies the password.
#[test]
fn spring_is_silent_and_its_pool_is_seen() {
    let catalog = Catalog::builtin();
    let linter = Linter::new(&catalog).expect("a sound catalog");
    let service = catalog.service().expect("sound");
    let (mut programs_seen, mut settings_seen) = (0, 0);
    for (name, sample) in support::samples().into_iter().filter(|(_, sample)| sample.client == "springboot") {
        let told = Told { client: Some(sample.client.clone()), auth: Some(sample.auth.clone()) };
        for (path, language, text) in programs(&linter, &sample) {
            for told in [&told, &Told::default()] {
                let found = linter.lint(text, language, told).expect("it parses").findings;
                assert!(found.is_empty(), "{name} {path}: {:?}", found.iter().map(|one| one.rule).collect::<Vec<_>>());
            }
            let (seen, credentials) = linter.sight(text, language).expect("it parses");
            assert!(seen.iter().any(|one| one.pool), "{name} {path}: {seen:?}");
            if language == "java" {
                programs_seen += 1;
                continue;
            }
            settings_seen += 1;
            let scope = &service.clouds.iter().find(|cloud| cloud.id == sample.cloud).expect("a cloud").scope;
            let password = &seen[0].password;
            if sample.credential == CredentialKind::Password {
                assert_eq!((password.as_str(), credentials.len()), ("unknown", 0), "{name}");
            } else {
                let wanted = format!("hook: token for {scope} by spring-cloud-azure(");
                assert!(password.starts_with(&wanted), "{name} {path}: {password}");
            }
        }
    }
    assert!(programs_seen > 0 && settings_seen > 0);
}

/// Whatever way they are written, the same settings are seen.
#[test]
fn configuration_is_seen_in_every_spelling() {
    let linter = Linter::new(&Catalog::builtin()).expect("a sound catalog");
    let properties = "\
db.host = shop.postgres.database.azure.com
spring.datasource.url = jdbc:postgresql://${db.host}:5432/${DB_NAME:shop}?sslmode=verify-full
spring.datasource.username : ${DB_USER}
spring.datasource.azure.passwordless-enabled=true
spring.datasource.azure.scopes=https://ossrdbms-aad.database.windows.net/.default
spring.cloud.azure.credential.client-id=${CLIENT_ID}
spring.cloud.azure.credential.managed-identity-enabled=true
";
    let yaml = "\
db: {host: shop.postgres.database.azure.com}
spring:
  datasource:
    url: \"jdbc:postgresql://${db.host}:5432/${DB_NAME:shop}?sslmode=verify-full\"
    username: '${DB_USER}'
    azure:
      passwordlessEnabled: true
      scopes: https://ossrdbms-aad.database.windows.net/.default
  cloud.azure.credential:
    client_id: >-
      ${CLIENT_ID}
    managedIdentityEnabled: TRUE
";
    let environment = "\
export DB_HOST=shop.postgres.database.azure.com
SPRING_DATASOURCE_URL=\"jdbc:postgresql://${DB_HOST}:5432/${DB_NAME:shop}?sslmode=verify-full\"
SPRING_DATASOURCE_USERNAME='${DB_USER}'
SPRING_DATASOURCE_AZURE_PASSWORDLESSENABLED=true
SPRING_DATASOURCE_AZURE_SCOPES=https://ossrdbms-aad.database.windows.net/.default
SPRING_CLOUD_AZURE_CREDENTIAL_CLIENTID=${CLIENT_ID}
SPRING_CLOUD_AZURE_CREDENTIAL_MANAGED_IDENTITY_ENABLED=true
";
    let seen = linter.sight(properties, "configuration").expect("it is read");
    insta::assert_snapshot!(format!("{seen:#?}"));
    for other in [yaml, environment] {
        assert_eq!(linter.sight(other, "configuration").expect("it is read"), seen, "{other}");
    }
}
