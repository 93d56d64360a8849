//! Every rendered sample: as it was read and accepted, and what must hold of each.

#![expect(clippy::print_stdout, reason = "a test prints the longest samples")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use azconn::catalog::{Catalog, CredentialKind, FileKind, ReadBy};
use azconn::generate::{Generator, Sample, Selection, Values};
use support::samples;

#[test]
fn samples_are_as_they_were_read() {
    for (name, sample) in samples() {
        let mut text = String::new();
        for file in &sample.files {
            text += &format!("==> {} ({:?}) <==\n{}", file.path, file.kind, file.text);
        }
        let (folder, last) = name.rsplit_once('/').expect("a folder");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(format!("snapshots/{folder}"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(last, text));
    }
}

/// The code of a sample: what a program reads, comments and all.
fn code(sample: &Sample) -> String {
    let files = sample.files.iter().filter(|file| matches!(file.kind, FileKind::Program | FileKind::Settings));
    files.map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Words that look like a variable of the service.
fn named<'a>(text: &'a str, prefix: &str) -> BTreeSet<&'a str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| word.starts_with(prefix)).collect()
}

#[test]
fn a_sample_names_what_its_environment_holds_and_nothing_else() {
    let prefix = Catalog::builtin().service().expect("sound").prefix.clone();
    for (name, sample) in samples() {
        if sample.driver.is_none() {
            continue;
        }
        let code = code(&sample);
        let there: BTreeSet<&str> = sample.environment.iter().map(|row| row.name.as_str()).collect();
        for word in named(&code, &prefix) {
            assert!(there.contains(word), "{name} reads {word}, which its environment does not hold");
        }
        for row in sample.environment.iter().filter(|row| row.read_by == ReadBy::Application) {
            assert!(code.contains(&row.name), "{name} needs {} and does not read it", row.name);
        }
    }
}

#[test]
fn a_sample_asks_its_own_cloud() {
    let catalog = Catalog::builtin();
    let clouds = &catalog.service().expect("sound").clouds;
    for (name, sample) in samples() {
        let all: String = sample.files.iter().map(|file| file.text.as_str()).collect();
        for cloud in clouds.iter().filter(|cloud| cloud.id != sample.cloud) {
            assert!(!all.contains(&cloud.resource), "{name} holds the resource of {}", cloud.id);
            assert!(!all.contains(&cloud.host_suffix), "{name} holds the host of {}", cloud.id);
        }
    }
}

#[test]
fn names_of_a_real_connection_take_the_place_of_the_default_ones() {
    let catalog = Catalog::builtin();
    let prefix = catalog.service().expect("sound").prefix.as_str();
    for id in catalog.client_ids().expect("clients") {
        let generator = Generator::new(&catalog, &id).expect("sound");
        for selection in generator.selections() {
            let variant = generator.resolve(&selection).expect("offered");
            let environment = generator.environment(&variant, &Values::default());
            let names: BTreeMap<String, String> = environment
                .iter()
                .filter(|row| row.name.starts_with(prefix))
                .map(|row| (row.key.clone(), format!("OWN_{}", row.key.to_uppercase())))
                .collect();
            let sample = generator.sample(&variant, &Values::default(), &names).expect("renders");
            for file in &sample.files {
                assert!(!file.text.contains(prefix), "{id} {selection:?} {} writes a default name", file.path);
            }
        }
    }
}

#[test]
fn a_user_s_values_reach_the_example_and_never_the_code() {
    let catalog = Catalog::builtin();
    let values = Values {
        server: Some("xq'server".into()),
        database: Some("xq\"database".into()),
        user: Some("xq $(user)".into()),
    };
    for id in catalog.client_ids().expect("clients") {
        let generator = Generator::new(&catalog, &id).expect("sound");
        for selection in generator.selections() {
            let variant = generator.resolve(&selection).expect("offered");
            let sample = generator.sample(&variant, &values, &BTreeMap::new()).expect("renders");
            assert!(!code(&sample).contains("xq"), "{id} {selection:?}");
            let example = sample.files.iter().find(|file| file.kind == FileKind::Env).expect("an example");
            assert!(example.text.contains("xq"), "{id} {selection:?}");
        }
    }
}

/// Lines that are neither blank, nor comment, nor import, nor a lone bracket of an import list.
fn lines_of_code(sample: &Sample) -> usize {
    let mut count = 0;
    for file in sample.files.iter().filter(|file| file.kind == FileKind::Program) {
        let mut within = None;
        for line in file.text.lines().map(str::trim) {
            if let Some(end) = within {
                if line.ends_with(end) {
                    within = None;
                }
                continue;
            }
            let comment =
                ["//", "#", "/*", "*", "\"\"\""].iter().any(|mark| line.starts_with(mark)) && !line.starts_with("#[");
            let import = ["import ", "from ", "use ", "using ", "require ", "package ", "<?php"]
                .iter()
                .any(|mark| line.starts_with(mark));
            if import && line.ends_with('(') {
                within = Some(")");
            } else if import && line.ends_with('{') {
                within = Some(";");
            }
            if line.starts_with("/*") && !line.ends_with("*/") {
                within = Some("*/");
            }
            count += usize::from(!(line.is_empty() || comment || import));
        }
    }
    count
}

#[test]
fn samples_are_short() {
    let mut longest: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (name, sample) in samples() {
        let lines = lines_of_code(&sample);
        let by_hand =
            ["php", "ruby"].contains(&sample.client.as_str()) && sample.credential != CredentialKind::Password;
        let limit = if by_hand { 90 } else { 60 };
        let entry = longest.entry(sample.client.clone()).or_default();
        if lines > entry.0 {
            *entry = (lines, name.clone());
        }
        assert!(lines <= limit, "{name} has {lines} lines of code, {limit} are allowed");
    }
    for (client, (lines, name)) in longest {
        println!("longest of {client}: {lines} lines ({name})");
    }
}

#[test]
fn what_a_compute_service_does_not_offer_is_refused_with_the_reason() {
    let catalog = Catalog::builtin();
    let generator = Generator::new(&catalog, "python").expect("sound");
    let refused = |auth: &str, compute: &str| {
        let selection = Selection { auth: auth.into(), compute: Some(compute.into()), ..Selection::default() };
        generator.resolve(&selection).expect_err("refused").to_string()
    };
    insta::assert_snapshot!(refused("system-identity", "aks"), @r"
    AKS does not offer `system-identity`: a pod has no system-assigned identity; give it a user-assigned one by workload identity (`--auth user-identity`), set up by hand
      it offers: secret, user-identity
    ");
    insta::assert_snapshot!(refused("user-identity", "local"), @r"
    a developer's machine does not offer `user-identity`: there is no managed identity on this machine; `az connection create` offers the signed-in developer with `--user-account`
      it offers: secret, service-principal
    ");
}

#[test]
fn an_unknown_name_is_told_with_the_nearest() {
    let catalog = Catalog::builtin();
    let generator = Generator::new(&catalog, "python").expect("sound");
    let secret = || Selection { auth: "secret".into(), ..Selection::default() };
    let tell = |selection: Selection| generator.resolve(&selection).expect_err("unknown").to_string();
    let told = [
        Generator::new(&catalog, "pyton").expect_err("unknown").to_string(),
        tell(Selection { auth: "system-identiy".into(), ..secret() }),
        tell(Selection { driver: Some("psycopg4".into()), ..secret() }),
        tell(Selection { compute: Some("web-app".into()), ..secret() }),
        tell(Selection { cloud: Some("azurecloud".into()), ..secret() }),
    ];
    insta::assert_snapshot!(told.join("\n"));
}
