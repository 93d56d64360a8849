//! The catalog: the built-in one is sound, a broken one is told with file, line, column and what would be right.

use std::fs;
use std::path::Path;

use azconn::catalog::{Catalog, check};
use azconn::generate::{Generator, Selection, Values, verify};
use tempfile::TempDir;

#[test]
fn the_builtin_catalog_is_sound() {
    let catalog = Catalog::builtin();
    let mut problems = check(&catalog);
    for client in catalog.client_ids().expect("clients") {
        problems.extend(verify(&catalog, &client));
    }
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn every_cell_is_there() {
    let catalog = Catalog::builtin();
    let clients = catalog.client_ids().expect("clients");
    let expected = ["django", "dotnet", "go", "java", "nodejs", "php", "python", "ruby", "rust", "springboot", "none"];
    assert_eq!(clients, expected);
    let mut cells = 0;
    for id in &clients {
        let generator = Generator::new(&catalog, id).expect("sound");
        for auth in ["system-identity", "user-identity", "secret", "service-principal"] {
            let variant = generator.resolve(&Selection { auth: auth.into(), ..Selection::default() }).expect("a cell");
            let sample = generator.sample(&variant, &Values::default(), &Default::default()).expect("renders");
            assert!(!sample.environment.is_empty(), "{id} {auth} has no environment");
            assert_eq!(sample.driver.is_none(), id == "none", "{id} {auth}");
            cells += 1;
        }
    }
    assert_eq!(cells, 44);
}

/// Knowledge lives in the catalog: no text in the program's own code holds a name that is there.
#[test]
fn no_rust_file_names_what_the_catalog_knows() {
    let names = names_of(&Catalog::builtin());
    assert!(names.len() > 100, "only {} names", names.len());
    let literal = regex::Regex::new(r#""(?:[^"\\]|\\.)*""#).expect("a pattern");
    let mut named = Vec::new();
    for file in
        ignore::Walk::new("src").flatten().filter(|file| file.path().extension().is_some_and(|ending| ending == "rs"))
    {
        let text = fs::read_to_string(file.path()).expect("text");
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in own.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for found in literal.find_iter(line).map(|found| found.as_str()) {
                let known = names.iter().filter(|name| found.contains(name.as_str()));
                named.extend(known.map(|name| format!("{}:{}: {name}", file.path().display(), number + 1)));
            }
        }
    }
    assert!(named.is_empty(), "{}", named.join("\n"));
}

/// Variables, hosts, scopes, headers, classes and calls of SDKs and drivers; words that mean something elsewhere too are left out.
fn names_of(catalog: &Catalog) -> Vec<String> {
    let service = catalog.service().expect("sound");
    let mut names = vec![service.prefix.clone(), service.scope_suffix.clone()];
    names.extend(service.marks.iter().chain(&service.own_prefixes).chain(service.sdk_variables.values()).cloned());
    for cloud in &service.clouds {
        names.extend([&cloud.host_suffix, &cloud.resource, &cloud.authority].into_iter().cloned());
    }
    for endpoint in &service.token_endpoints {
        names.extend(endpoint.url.iter().cloned());
        names.extend(endpoint.header.iter().map(|header| header.name.clone()));
    }
    let computes = catalog.computes().expect("sound");
    names.extend(computes.computes.iter().flat_map(|compute| &compute.platform).map(|variable| variable.name.clone()));
    for id in catalog.language_ids().expect("languages") {
        let language = catalog.language(&id).expect("sound");
        names.extend(
            language
                .plugins
                .iter()
                .chain(&language.plugin_marks.contains)
                .chain(&language.plugin_marks.begins)
                .cloned(),
        );
        names.extend(language.credentials.iter().flat_map(|fact| fact.also.iter().chain([&fact.new])).cloned());
        names.extend(language.tokens.iter().map(|fact| fact.call.clone()));
        names.extend(language.drivers.values().flat_map(|driver| &driver.opens).map(|open| open.call.clone()));
    }
    let is_a_name = |name: &String| {
        let several = name.contains(['.', ':', '/', '_', '-']) || name.chars().skip(1).any(char::is_uppercase);
        several && name.len() > 5
    };
    names.retain(is_a_name);
    names.sort();
    names.dedup();
    names
}

/// A language and a client that need nothing but YAML and a template.
const LANGUAGE: &str = "\
title: Toy
extensions: [toy]
marks: [toy]
reads_environment: [{call: env, unset: fails}]
drivers:
  wire: {imports: [wire], opens: [{call: wire.open, lives: connection}]}
fragments:
  toys:
    system-identity: &none {pieces: {token: 'ask()'}}
    user-identity: {pieces: {token: 'ask({{ env.client_id }})'}}
    service-principal: *none
    workload-identity: *none
packages:
  wire: {name: wire, version: 1.0.0}
sources: {manual: {title: The manual, checked: 2026-11-24}}
";

const CLIENT: &str = "\
title: Toy
language: toy
client_type: none
environment:
  system-identity: [{key: host, name: AZURE_POSTGRESQL_HOST, value: '{host}'}]
  user-identity:
    - {key: host, name: AZURE_POSTGRESQL_HOST, value: '{host}'}
    - {key: client_id, name: AZURE_POSTGRESQL_CLIENTID, value: '{client_id}'}
  secret: [{key: host, name: AZURE_POSTGRESQL_HOST, value: '{host}'}]
  service-principal: [{key: host, name: AZURE_POSTGRESQL_HOST, value: '{host}'}]
drivers:
  - id: wire
    title: Wire
    default: true
    samples:
      - style: connect
        credentials: [password]
        packages: [wire]
        files: [{path: main.toy, kind: program, template: toy/password.toy}]
      - style: connect
        credentials: [system-identity, user-identity, service-principal, workload-identity]
        fragments: toys
        packages: [wire]
        files: [{path: main.toy, kind: program, template: toy/token.toy}]
run: [toy main.toy]
";

fn toy() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "languages/toy.yaml", LANGUAGE);
    write(folder.path(), "clients/toy.yaml", CLIENT);
    write(folder.path(), "templates/toy/password.toy", "open({{ env.host }})\n");
    write(
        folder.path(),
        "templates/toy/token.toy",
        "open({{ env.host }}, {{ credential.token }}, {{ cloud.scope }})\n",
    );
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(file, text).expect("written");
}

#[test]
fn a_client_is_added_with_yaml_and_templates_alone() {
    let folder = toy();
    let catalog = Catalog::with_folder(folder.path()).expect("a folder");
    assert_eq!(problems(&folder), "");
    let generator = Generator::new(&catalog, "toy").expect("sound");
    let selection = Selection { auth: "user-identity".into(), ..Selection::default() };
    let variant = generator.resolve(&selection).expect("a cell");
    let sample = generator.sample(&variant, &Values::default(), &Default::default()).expect("renders");
    assert_eq!(
        sample.files[0].text,
        "open(AZURE_POSTGRESQL_HOST, ask(AZURE_POSTGRESQL_CLIENTID), https://ossrdbms-aad.database.windows.net/.default)\n"
    );
}

#[test]
fn a_user_s_template_replaces_the_built_in_one() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "templates/common/README.md", "only {{ client.title }}\n");
    let catalog = Catalog::with_folder(folder.path()).expect("a folder");
    let generator = Generator::new(&catalog, "python").expect("sound");
    let variant = generator.resolve(&Selection { auth: "secret".into(), ..Selection::default() }).expect("a cell");
    let sample = generator.sample(&variant, &Values::default(), &Default::default()).expect("renders");
    let readme = sample.files.iter().find(|file| file.path == "README.md").expect("a README");
    assert_eq!(readme.text, "only Python\n");
}

#[test]
fn a_call_for_one_client_does_not_parse_the_others() {
    let folder = toy();
    write(folder.path(), "clients/python.yaml", "this: [is not\n");
    write(folder.path(), "languages/python.yaml", "nor: [this\n");
    let catalog = Catalog::with_folder(folder.path()).expect("a folder");
    assert!(Generator::new(&catalog, "toy").is_ok());
    assert!(Generator::new(&catalog, "go").is_ok());
    assert!(Generator::new(&catalog, "python").is_err());
}

/// What `catalog check` says of a user's folder, the folder's own path left out.
fn problems(folder: &TempDir) -> String {
    let catalog = Catalog::with_folder(folder.path()).expect("a folder");
    let own = folder.path().display().to_string();
    let mut problems = check(&catalog);
    problems.retain(|problem| problem.file.starts_with(&own));
    if problems.is_empty() {
        problems.extend(verify(&catalog, "toy"));
    }
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n").replace(&folder.path().display().to_string(), "CATALOG")
}

/// The toy catalog with one edit.
fn broken(file: &str, from: &str, to: &str) -> String {
    let folder = toy();
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{file} does not hold {from}");
    fs::write(&path, text.replacen(from, to, 1)).expect("written");
    problems(&folder)
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_what_would_be_right() {
    let client = |from, to| broken("clients/toy.yaml", from, to);
    let language = |from, to| broken("languages/toy.yaml", from, to);
    let cases = [
        ("unknown key", client("client_type", "clienttype")),
        ("unknown key deep down", client("template: toy/password", "templat: toy/password")),
        ("missing key", client("    title: Wire\n", "")),
        ("missing cell", client("  service-principal: [{key", "  secret2: [{key")),
        ("unknown auth type", client("  service-principal: [{key", "  service-principle: [{key")),
        ("unknown language", client("language: toy", "language: tyo")),
        ("unknown driver", client("id: wire", "id: wier")),
        ("no default driver", client("    default: true\n", "")),
        ("unknown style", client("style: connect", "style: conect")),
        ("unknown credential", client("[password]", "[passwort]")),
        ("a kind served twice", client("[system-identity, user", "[password, system-identity, user")),
        ("a kind not served", client(", workload-identity]", "]")),
        ("unknown package", client("packages: [wire]", "packages: [wyre]")),
        ("missing template", client("toy/token.toy", "toy/tokens.toy")),
        ("unknown fragments", client("fragments: toys", "fragments: toy")),
        ("duplicate variable", client("key: client_id", "key: host")),
        ("not YAML", client("title: Toy", "title: [Toy")),
        ("wrong type", client("run: [toy main.toy]", "run: toy main.toy")),
        ("pieces with other names", language("{token: 'ask()'}", "{tokn: 'ask()'}")),
        ("undefined variable in a piece", language("env.client_id", "env.clientid")),
        ("unknown word", language("unset: fails", "unset: fail")),
        ("undefined variable in a template", broken("templates/toy/token.toy", "cloud.scope", "cloud.scop")),
        ("template that does not parse", broken("templates/toy/token.toy", "{{ cloud", "{{ ) cloud")),
    ];
    let text: String = cases.iter().map(|(name, told)| format!("-- {name}\n{told}\n\n")).collect();
    insta::assert_snapshot!(text);
}

#[test]
fn duplicates_are_refused() {
    let driver =
        CLIENT.split_once("  - id: wire").expect("a driver").1.split_once("run:").expect("an end").0.to_owned();
    let twice = format!("{driver}  - id: wire{}", driver.replace("    default: true\n", ""));
    let folder = toy();
    let text = CLIENT.replace(&driver, &twice);
    write(folder.path(), "clients/toy.yaml", &text);
    insta::assert_snapshot!(problems(&folder), @r"
    CATALOG/clients/toy.yaml:25:5: duplicate id `wire`
      help: give each its own id
    ");
}

#[test]
fn a_file_that_nothing_reads_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "servce.yaml", "title: x\n");
    assert!(problems(&folder).contains("servce.yaml: is read by nothing"), "{}", problems(&folder));
}

#[test]
fn the_schema_accepts_the_builtin_files_and_refuses_broken_ones() {
    let schema = azconn::catalog::schema();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let catalog = Catalog::builtin();
    let mut paths: Vec<String> = ["service", "auth", "compute", "grammars"].map(|name| format!("{name}.yaml")).to_vec();
    paths.extend(catalog.client_ids().expect("ids").iter().map(|id| format!("clients/{id}.yaml")));
    paths.extend(catalog.language_ids().expect("ids").iter().map(|id| format!("languages/{id}.yaml")));
    for path in paths {
        let value: serde_json::Value = catalog.parse(&path).expect("YAML");
        assert!(validator.is_valid(&value), "{path}");
    }
    let broken: serde_json::Value = serde_yaml::from_str(&CLIENT.replace("client_type", "clienttype")).expect("YAML");
    assert!(!validator.is_valid(&broken));
}
