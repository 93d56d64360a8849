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

/// Spring's settings are in application.properties, which is no program: of the pool the code shows little.
#[test]
fn spring_is_silent_and_its_pool_is_seen() {
    let linter = Linter::new(&Catalog::builtin()).expect("a sound catalog");
    let mut samples = 0;
    for (name, sample) in support::samples().into_iter().filter(|(_, sample)| sample.client == "springboot") {
        let told = Told { client: Some(sample.client.clone()), auth: Some(sample.auth.clone()) };
        for (path, language, text) in programs(&linter, &sample).filter(|(_, language, _)| *language == "java") {
            samples += 1;
            let found = linter.lint(text, language, &told).expect("it parses").findings;
            assert!(found.is_empty(), "{name} {path}: {:?}", found.iter().map(|one| one.rule).collect::<Vec<_>>());
            let (seen, _) = linter.sight(text, language).expect("it parses");
            assert!(seen.iter().any(|one| one.pool), "{name} {path}: {seen:?}");
        }
    }
    assert!(samples > 0);
}
