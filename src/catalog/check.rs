//! Checks that go beyond the shape of a file: does everything that is named exist, is every cell there.
//!
//! A check yields a path and a message; the position is looked up on failure only.

use std::collections::{BTreeMap, BTreeSet};

use super::client::{Client, CredentialKind, Driver, Style};
use super::language::{Fragment, Language};
use super::problem::{nearest, there_is};
use super::{Catalog, CatalogError, Problem, Step};

/// Collects the problems of one file.
struct Findings<'a> {
    file: String,
    text: &'a str,
    problems: Vec<Problem>,
}

impl Findings<'_> {
    fn add(&mut self, path: &[Step], message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::at(&self.file, self.text, path, message).help(help));
    }
}

macro_rules! path {
    ($($step:expr),* $(,)?) => { &[$(Step::from($step)),*] };
}

/// Checks every file of the catalog but its templates (those are checked by rendering).
///
/// The answer is empty when all is well.
pub fn check(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = unknown_files(catalog);
    problems.extend(failure(catalog.service().map(drop)));
    problems.extend(failure(catalog.auth_types().map(drop)));
    problems.extend(failure(catalog.grammars().map(drop)));
    problems.extend(check_computes(catalog));
    problems.extend(each(catalog.language_ids(), |id| check_language(catalog, id)));
    problems.extend(each(catalog.client_ids(), |id| check_client(catalog, id)));
    problems
}

fn each(ids: Result<Vec<String>, CatalogError>, check: impl Fn(&str) -> Vec<Problem>) -> Vec<Problem> {
    match ids {
        Ok(ids) => ids.iter().flat_map(|id| check(id)).collect(),
        Err(error) => failure(Err(error)),
    }
}

fn failure(result: Result<(), CatalogError>) -> Vec<Problem> {
    match result {
        Ok(()) => Vec::new(),
        Err(CatalogError::Broken(problems)) => problems,
        Err(CatalogError::Unreadable { path, source }) => {
            vec![Problem::of_file(&path.display().to_string(), format!("cannot be read: {source}"))]
        }
        Err(error @ CatalogError::Unknown { .. }) => vec![Problem::of_file("catalog", error.to_string())],
    }
}

/// A file of the user's folder that nothing would ever read is a slip of the pen.
fn unknown_files(catalog: &Catalog) -> Vec<Problem> {
    let known = ["service.yaml", "auth.yaml", "compute.yaml", "grammars.yaml"];
    match catalog.files().overlay_files("") {
        Ok(names) => names
            .iter()
            .filter(|name| name.ends_with(".yaml") || name.ends_with(".yml"))
            .filter(|name| !known.contains(&name.as_str()))
            .map(|name| {
                Problem::of_file(&catalog.files().shown(name), "is read by nothing").help(format!(
                    "a catalog has {}, and the folders clients, languages, templates and rules",
                    known.join(", ")
                ))
            })
            .collect(),
        Err(error) => failure(Err(error)),
    }
}

fn check_computes(catalog: &Catalog) -> Vec<Problem> {
    let (computes, auth) = match (catalog.computes(), catalog.auth_types()) {
        (Ok(computes), Ok(auth)) => (computes, auth),
        (Err(error), _) => return failure(Err(error)),
        (_, Err(_)) => return Vec::new(),
    };
    let Ok(text) = catalog.files().read("compute.yaml") else { return Vec::new() };
    let mut findings = Findings { file: catalog.files().shown("compute.yaml"), text: &text, problems: Vec::new() };
    let known: Vec<&str> = auth.auth.iter().map(|auth| auth.id.as_str()).collect();
    unique(&mut findings, "computes", computes.computes.iter().map(|compute| compute.id.as_str()));
    for (index, compute) in computes.computes.iter().enumerate() {
        for (id, offer) in &compute.auth {
            unknown_name(&mut findings, path!["computes", index, "auth", id.as_str()], "auth type", id, &known);
            if let Some(other) = &offer.environment_of {
                let at = path!["computes", index, "auth", id.as_str(), "environment_of"];
                unknown_name(&mut findings, at, "auth type", other, &known);
            }
        }
        for id in &known {
            if !compute.auth.contains_key(*id) && !compute.refused.contains_key(*id) {
                findings.add(
                    path!["computes", index, "auth"],
                    format!("says nothing of the auth type `{id}`"),
                    format!("put it under `auth`, or the reason why it is not offered under `refused: {{{id}: ...}}`"),
                );
            }
        }
    }
    findings.problems
}

fn check_language(catalog: &Catalog, id: &str) -> Vec<Problem> {
    let language = match catalog.language(id) {
        Ok(language) => language,
        Err(error) => return failure(Err(error)),
    };
    let path = format!("languages/{id}.yaml");
    let Ok(text) = catalog.files().read(&path) else { return Vec::new() };
    let mut findings = Findings { file: catalog.files().shown(&path), text: &text, problems: Vec::new() };
    check_fragments(&mut findings, &language.fragments, &language.packages.keys().map(String::as_str).collect());
    sources(&mut findings, &language);
    if let Ok(grammars) = catalog.grammars() {
        let known: Vec<&str> = grammars.grammars.iter().map(|grammar| grammar.id.as_str()).collect();
        for (driver, fact) in &language.drivers {
            for (index, open) in fact.opens.iter().enumerate() {
                let slots = open.settings.iter().filter_map(|slot| slot.grammar.as_ref()).chain(&open.keywords);
                for grammar in slots {
                    let at = path!["drivers", driver.as_str(), "opens", index];
                    unknown_name(&mut findings, at, "grammar", grammar, &known);
                }
            }
        }
    }
    findings.problems
}

fn sources(findings: &mut Findings<'_>, language: &Language) {
    let known: Vec<&str> = language.sources.keys().map(String::as_str).collect();
    for (index, fact) in language.credentials.iter().enumerate() {
        if let Some(source) = &fact.source {
            unknown_name(findings, path!["credentials", index, "source"], "source", source, &known);
        }
    }
    for (index, fact) in language.tokens.iter().enumerate() {
        if let Some(source) = &fact.source {
            unknown_name(findings, path!["tokens", index, "source"], "source", source, &known);
        }
    }
    for (driver, fact) in &language.drivers {
        if let Some(source) = &fact.source {
            unknown_name(findings, path!["drivers", driver.as_str(), "source"], "source", source, &known);
        }
    }
    for (id, package) in &language.packages {
        if let Some(source) = &package.source {
            unknown_name(findings, path!["packages", id.as_str(), "source"], "source", source, &known);
        }
    }
}

fn check_fragments(
    findings: &mut Findings<'_>,
    sets: &BTreeMap<String, BTreeMap<CredentialKind, Fragment>>,
    packages: &BTreeSet<&str>,
) {
    let known: Vec<&str> = packages.iter().copied().collect();
    for (set, kinds) in sets {
        let mut names: Option<(CredentialKind, BTreeSet<&String>)> = None;
        for (kind, fragment) in kinds {
            let at = path!["fragments", set.as_str(), kind.id()];
            let own: BTreeSet<&String> = fragment.pieces.keys().collect();
            match &names {
                Some((first, expected)) if *expected != own => findings.add(
                    at,
                    format!("the pieces of `{}` and `{}` have different names", first.id(), kind.id()),
                    "a template takes in whichever is asked for: give every kind of a set the same names",
                ),
                Some(_) => {}
                None => names = Some((*kind, own)),
            }
            for package in &fragment.packages {
                unknown_name(findings, at, "package", package, &known);
            }
        }
    }
}

/// Checks one client's file: cells, drivers, styles, packages, fragments, templates' existence.
pub fn check_client(catalog: &Catalog, id: &str) -> Vec<Problem> {
    let client = match catalog.client(id) {
        Ok(client) => client,
        Err(error) => return failure(Err(error)),
    };
    let path = format!("clients/{id}.yaml");
    let Ok(text) = catalog.files().read(&path) else { return Vec::new() };
    let mut findings = Findings { file: catalog.files().shown(&path), text: &text, problems: Vec::new() };
    check_environment(catalog, &client, &mut findings);
    let language = match &client.language {
        Some(name) => match catalog.language(name) {
            Ok(language) => Some(language),
            Err(CatalogError::Unknown { known, .. }) => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                unknown_name(&mut findings, path!["language"], "language", name, &known);
                // Everything else that is named stands in that file.
                return findings.problems;
            }
            // Its own check tells what is wrong with that file.
            Err(_) => return findings.problems,
        },
        None => None,
    };
    check_drivers(catalog, &client, language.as_ref(), &mut findings);
    findings.problems
}

fn check_environment(catalog: &Catalog, client: &Client, findings: &mut Findings<'_>) {
    let Ok(auth) = catalog.auth_types() else { return };
    let known: Vec<&str> = auth.auth.iter().map(|auth| auth.id.as_str()).collect();
    for id in client.environment.keys() {
        unknown_name(findings, path!["environment", id.as_str()], "auth type", id, &known);
    }
    for id in known {
        let Some(variables) = client.environment.get(id) else {
            findings.add(
                path!["environment"],
                format!("the cell `{id}` is missing"),
                format!("list under `{id}` what Service Connector sets for that auth type"),
            );
            continue;
        };
        let mut seen = BTreeSet::new();
        for (index, variable) in variables.iter().enumerate() {
            if !seen.insert(&variable.key) {
                findings.add(
                    path!["environment", id, index, "key"],
                    format!("duplicate key `{}`", variable.key),
                    "each variable of a cell has a key of its own",
                );
            }
        }
    }
}

fn check_drivers(catalog: &Catalog, client: &Client, language: Option<&Language>, findings: &mut Findings<'_>) {
    unique(findings, "drivers", client.drivers.iter().map(|driver| driver.id.as_str()));
    let defaults = client.drivers.iter().filter(|driver| driver.default).count();
    if defaults != 1 && (language.is_some() || defaults > 1) {
        let ids: Vec<&str> = client.drivers.iter().map(|driver| driver.id.as_str()).collect();
        findings.add(
            path!["drivers"],
            if defaults == 0 { "no driver is the default" } else { "more than one driver is the default" },
            format!("write `default: true` at exactly one of: {}", ids.join(", ")),
        );
    }
    for (index, driver) in client.drivers.iter().enumerate() {
        check_driver(catalog, client, language, (index, driver), findings);
    }
    let own: BTreeSet<&str> = client
        .packages
        .keys()
        .chain(language.iter().flat_map(|language| language.packages.keys()))
        .map(String::as_str)
        .collect();
    check_fragments(findings, &client.fragments, &own);
}

fn check_driver(
    catalog: &Catalog,
    client: &Client,
    language: Option<&Language>,
    (index, driver): (usize, &Driver),
    findings: &mut Findings<'_>,
) {
    if let (Some(known), Some(name)) = (language, &client.language)
        && !known.drivers.contains_key(&driver.id)
    {
        let ids: Vec<&str> = known.drivers.keys().map(String::as_str).collect();
        findings.add(
            path!["drivers", index, "id"],
            format!("unknown driver `{}`", driver.id),
            format!("put its calls under `drivers` in languages/{name}.yaml; {}", there_is(&ids)),
        );
    }
    let packages: Vec<&str> = client
        .packages
        .keys()
        .chain(language.iter().flat_map(|language| language.packages.keys()))
        .map(String::as_str)
        .collect();
    let mut served: BTreeMap<Style, BTreeSet<CredentialKind>> = BTreeMap::new();
    for (number, sample) in driver.samples.iter().enumerate() {
        let at = |field: &str| -> Vec<Step> {
            let mut path: Vec<Step> = path!["drivers", index, "samples", number].to_vec();
            path.push(Step::from(field));
            path
        };
        for package in &sample.packages {
            unknown_name(findings, &at("packages"), "package", package, &packages);
        }
        for (place, file) in sample.files.iter().enumerate() {
            let template = format!("templates/{}", file.template);
            if !catalog.files().exists(&template) {
                let mut path = at("files");
                path.extend([Step::from(place), Step::from("template")]);
                findings.add(
                    &path,
                    format!("there is no template `{}`", file.template),
                    format!("write it to {template} in the catalog's folder"),
                );
            }
        }
        let set = sample.fragments.as_ref().map(|name| {
            let found = client.fragments.get(name).or_else(|| language.and_then(|known| known.fragments.get(name)));
            (name, found)
        });
        if let Some((name, None)) = set {
            let known: Vec<&str> = client
                .fragments
                .keys()
                .chain(language.iter().flat_map(|language| language.fragments.keys()))
                .map(String::as_str)
                .collect();
            unknown_name(findings, &at("fragments"), "set of fragments", name, &known);
        }
        for kind in &sample.credentials {
            if !served.entry(sample.style).or_default().insert(*kind) {
                findings.add(
                    &at("credentials"),
                    format!("`{}` is served twice in style `{}`", kind.id(), sample.style.id()),
                    "each kind of credential stands in one sample per style",
                );
            }
            if let Some((name, Some(kinds))) = set
                && !kinds.contains_key(kind)
            {
                findings.add(
                    &at("credentials"),
                    format!("the set of fragments `{name}` has nothing for `{}`", kind.id()),
                    "add it to the set, or take the kind out of this sample",
                );
            }
        }
    }
    if driver.samples.is_empty() {
        findings.add(
            path!["drivers", index, "samples"],
            format!("driver `{}` has no samples", driver.id),
            "add at least one style",
        );
    }
    for (style, kinds) in served {
        for kind in CredentialKind::ALL.into_iter().filter(|kind| !kinds.contains(kind)) {
            findings.add(
                path!["drivers", index, "samples"],
                format!("driver `{}` in style `{}` does not serve `{}`", driver.id, style.id(), kind.id()),
                "a driver's style serves every kind of credential, so that every cell has it",
            );
        }
    }
}

fn unique<'a>(findings: &mut Findings<'_>, list: &str, ids: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            findings.add(path![list, index, "id"], format!("duplicate id `{id}`"), "give each its own id");
        }
    }
}

fn unknown_name(findings: &mut Findings<'_>, at: &[Step], what: &str, given: &str, known: &[&str]) {
    if known.contains(&given) {
        return;
    }
    let help = match nearest(given, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`? There is: {}", known.join(", ")),
        None => there_is(known),
    };
    findings.add(at, format!("unknown {what} `{given}`"), help);
}
