//! The command as people call it: output, notices, exit codes, and what it leaves on disk.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

struct Outcome {
    code: i32,
    output: String,
    notices: String,
}

fn azconn(args: &[&str]) -> Outcome {
    with_input(args, "")
}

fn with_input(args: &[&str], input: &str) -> Outcome {
    let mut command = Command::cargo_bin("azconn").expect("built");
    let done = command.args(args).write_stdin(input).output().expect("runs");
    Outcome {
        code: done.status.code().expect("an exit code"),
        output: String::from_utf8(done.stdout).expect("UTF-8"),
        notices: String::from_utf8(done.stderr).expect("UTF-8"),
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

const CELL: &[&str] = &["generate", "--client", "python", "--auth", "user-identity"];

#[test]
fn one_file_is_printed_bare_and_several_under_their_names() {
    let python = azconn(CELL);
    assert_eq!(python.code, 0, "{}", python.notices);
    assert!(python.output.starts_with("\"\"\""), "{}", python.output);
    let django = azconn(&["generate", "--client", "django", "--auth", "secret"]);
    assert!(django.output.starts_with("==> "), "{}", django.output);
    assert!(django.output.contains("settings.py <==\n"), "{}", django.output);
}

#[test]
fn a_client_without_code_prints_its_environment() {
    let done = azconn(&["generate", "--client", "none", "--auth", "secret", "--server", "db1", "--user", "o'brien"]);
    assert_eq!(done.code, 0);
    insta::assert_snapshot!(done.output, @r"
    AZURE_POSTGRESQL_HOST=db1.postgres.database.azure.com
    AZURE_POSTGRESQL_PORT=5432
    AZURE_POSTGRESQL_DATABASE=my-database
    AZURE_POSTGRESQL_USERNAME='o'\''brien'
    AZURE_POSTGRESQL_SSL=true
    AZURE_POSTGRESQL_PASSWORD='<password>'
    ");
}

#[test]
fn json_holds_everything_that_the_text_shows() {
    let json = azconn(&[CELL, &["--format", "json"]].concat());
    let value: serde_json::Value = serde_json::from_str(&json.output).expect("JSON");
    let files = value["files"].as_array().expect("files");
    let code = azconn(CELL).output;
    assert!(files.iter().any(|file| file["text"] == code));
    let readme = azconn(&[CELL, &["--file", "README.md"]].concat()).output;
    assert!(files.iter().any(|file| file["text"] == readme));
    for key in ["environment", "dependencies", "install", "run", "notes", "driver", "style", "compute", "cloud"] {
        assert!(!value[key].is_null(), "{key}");
    }
}

#[test]
fn markdown_fences_the_code() {
    let done = azconn(&[CELL, &["--format", "markdown"]].concat());
    assert!(done.output.starts_with("`main.py`:\n\n```py\n"), "{}", done.output);
    assert!(done.output.ends_with("```\n"));
}

#[test]
fn a_project_is_never_overwritten_without_force() {
    let folder = folder();
    let out = text(folder.path());
    assert_eq!(azconn(&[CELL, &["--out", out]].concat()).code, 0);
    let main = folder.path().join("main.py");
    let written = fs::read_to_string(&main).expect("written");
    assert_eq!(written, azconn(CELL).output);
    assert!(folder.path().join("requirements.txt").exists() && folder.path().join(".env.example").exists());

    fs::write(&main, "mine\n").expect("written");
    fs::remove_file(folder.path().join("README.md")).expect("removed");
    let refused = azconn(&[CELL, &["--out", out]].concat());
    assert_eq!(refused.code, 2);
    assert!(refused.notices.contains("main.py") && refused.notices.contains("--force"), "{}", refused.notices);
    assert_eq!(fs::read_to_string(&main).expect("there"), "mine\n");
    assert!(!folder.path().join("README.md").exists(), "nothing at all is written");

    assert_eq!(azconn(&[CELL, &["--out", out, "--force"]].concat()).code, 0);
    assert_eq!(fs::read_to_string(&main).expect("there"), written);
}

#[test]
fn all_writes_every_cell_driver_and_style() {
    let folder = folder();
    let done = azconn(&["generate", "--all", "--out", text(folder.path())]);
    assert_eq!(done.code, 0, "{}", done.notices);
    for place in [
        "python/secret/psycopg-pool/main.py",
        "none/user-identity/.env.example",
        "go/service-principal/pgx-connect/main.go",
    ] {
        assert!(folder.path().join(place).exists(), "{place}");
    }
}

/// What the Azure CLI prints for a second connection of a Python application with a password.
const CONFIGURATION: &str = r#"{"configurations": [{"configType": "Default", "description": null,
  "name": "AZURE_POSTGRESQL_CONN2_CONNECTIONSTRING",
  "value": "dbname=shop host=db1.postgres.database.usgovcloudapi.net port=5432 sslmode=require user='o\\'brien' password='s3 cret'"}]}"#;

#[test]
fn a_real_connection_gives_names_and_values_and_keeps_its_secret() {
    let folder = folder();
    let env = folder.path().join("secret.env");
    let out = folder.path().join("app");
    let args = ["generate", "--from", "-", "--client", "python", "--out", text(&out), "--env-out", text(&env)];
    let done = with_input(&args, CONFIGURATION);
    assert_eq!(done.code, 0, "{}", done.notices);
    assert!(done.notices.contains("client `python` with auth `secret`"), "{}", done.notices);
    let mut held = done.output + &done.notices;
    for file in fs::read_dir(&out).expect("written") {
        held += &fs::read_to_string(file.expect("a file").path()).expect("text");
    }
    assert!(
        held.contains("AZURE_POSTGRESQL_CONN2_CONNECTIONSTRING")
            && held.contains("db1.postgres.database.usgovcloudapi.net")
    );
    assert!(!held.contains("s3 cret"), "the password stands where it does not belong");
    assert!(fs::read_to_string(&env).expect("written").contains("s3 cret"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&env).expect("there").permissions().mode() & 0o777, 0o600);
    }
    let again = with_input(&args, CONFIGURATION);
    assert_eq!(again.code, 2, "a file with secrets is not overwritten either");
}

#[test]
fn every_cell_is_recognised_by_its_own_environment() {
    let listed: serde_json::Value = serde_json::from_str(&azconn(&["list", "--format", "json"]).output).expect("JSON");
    for client in listed["clients"].as_array().expect("clients") {
        let client = client["id"].as_str().expect("an id");
        for auth in ["system-identity", "user-identity", "secret", "service-principal"] {
            let args = [
                "describe",
                "-c",
                client,
                "-a",
                auth,
                "--server",
                "db1",
                "--database",
                "a b",
                "--user",
                "r'x",
                "--format",
                "json",
            ];
            let described: serde_json::Value = serde_json::from_str(&azconn(&args).output).expect("JSON");
            let input = serde_json::json!({ "configurations": described["environment"] }).to_string();
            let told = with_input(
                &[
                    "generate",
                    "--from",
                    "-",
                    "--client",
                    client,
                    "--file",
                    described["environment_file"]["path"].as_str().expect("a path"),
                ],
                &input,
            );
            assert_eq!(told.code, 0, "{client} {auth}: {}", told.notices);
            assert!(told.notices.contains(&format!("client `{client}` with auth `{auth}`")), "{}", told.notices);
            assert_eq!(told.output, described["environment_file"]["text"].as_str().expect("a text"), "{client} {auth}");
            let unsaid = with_input(&["generate", "--from", "-", "--format", "json"], &input);
            assert!(
                unsaid.code == 0 || unsaid.notices.contains(&format!("--client {client} --auth {auth}")),
                "{client} {auth}: {}",
                unsaid.notices
            );
        }
    }
}

#[test]
fn a_configuration_that_is_none_is_refused_without_showing_it() {
    for (input, told) in [
        ("password=hunter2x", "this is not what"),
        ("{\"configurations\": []}", "has no settings"),
        ("{\"configurations\": [{\"name\": \"X\", \"value\": \"hunter2x\"}]}", "fit no cell: X"),
    ] {
        let done = with_input(&["generate", "--from", "-"], input);
        assert_eq!(done.code, 2);
        assert!(done.notices.contains(told), "{}", done.notices);
        assert!(!done.notices.contains("hunter2x"), "{}", done.notices);
    }
    let large = with_input(&["generate", "--from", "-"], &" ".repeat(2 << 20));
    assert!(large.code == 2 && large.notices.contains("larger than 1 MiB"), "{}", large.notices);
}

#[test]
fn describe_tells_everything_of_a_cell() {
    let told: Vec<String> = [
        &[
            "describe",
            "-c",
            "python",
            "-a",
            "user-identity",
            "--server",
            "db1",
            "--database",
            "shop",
            "--user",
            "it's \"me\"",
        ][..],
        &["describe", "-c", "dotnet", "-a", "secret", "--compute", "aks", "--cloud", "AzureChinaCloud"],
        &["describe", "-c", "go", "-a", "user-identity", "--compute", "aks"],
        &["describe", "-c", "none", "-a", "service-principal", "--compute", "local"],
    ]
    .iter()
    .map(|args| {
        let done = azconn(args);
        assert_eq!(done.code, 0, "{}", done.notices);
        format!("$ azconn {}\n{}", args.join(" "), done.output)
    })
    .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn describe_gives_the_environment_as_a_file() {
    let env = azconn(&["describe", "-c", "nodejs", "-a", "secret", "--format", "env", "--database", "a b"]);
    assert!(env.output.contains("AZURE_POSTGRESQL_DATABASE='a b'\n"), "{}", env.output);
    let properties = azconn(&["describe", "-c", "springboot", "-a", "secret", "--format", "env", "--user", "${x} é"]);
    assert!(properties.output.contains("spring.datasource.username=\\\\${x} \\u00E9\n"), "{}", properties.output);
}

#[test]
fn what_is_wrong_with_a_call_is_told_with_exit_code_2() {
    let calls: &[&[&str]] = &[
        &["generate"],
        &["generate", "--client", "python"],
        &["generate", "--client", "pyhton", "--auth", "secret"],
        &["generate", "--client", "python", "--auth", "secrets"],
        &["generate", "--client", "python", "--auth", "secret", "--driver", "psycopg4"],
        &["generate", "--client", "python", "--auth", "secret", "--style", "pol"],
        &["generate", "--client", "python", "--auth", "secret", "--driver", "sqlalchemy", "--style", "connect"],
        &["generate", "--client", "python", "--auth", "secret", "--compute", "webap"],
        &["generate", "--client", "python", "--auth", "service-principal", "--compute", "aks"],
        &["generate", "--client", "python", "--auth", "secret", "--cloud", "AzureGermanCloud"],
        &["generate", "--client", "python", "--auth", "secret", "--file", "app.py"],
        &["generate", "--from", "/no/such/file"],
        &["--catalog", "/no/such/folder", "list"],
        &["catalog", "check", "/no/such/folder"],
    ];
    let mut text = String::new();
    for call in calls {
        let done = azconn(call);
        assert_eq!(done.code, 2, "{call:?}");
        assert_eq!(done.output, "", "{call:?}");
        text += &format!("$ azconn {}\n{}\n", call.join(" "), done.notices);
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_builtin_catalog_checks_clean_and_a_broken_one_does_not() {
    let sound = azconn(&["catalog", "check"]);
    assert_eq!((sound.code, sound.output.as_str()), (0, ""), "{}", sound.notices);
    let folder = folder();
    fs::create_dir(folder.path().join("clients")).expect("made");
    fs::write(folder.path().join("clients/python.yaml"), "title: [\n").expect("written");
    let broken = azconn(&["catalog", "check", text(folder.path())]);
    assert_eq!(broken.code, 2);
    assert!(broken.notices.contains("clients/python.yaml:2:1: this is not YAML"), "{}", broken.notices);
    fs::write(folder.path().join("clients/python.yaml"), [0xff, 0xfe, 0]).expect("written");
    let binary = azconn(&["catalog", "check", text(folder.path())]);
    assert_eq!(binary.code, 2);
    assert!(binary.notices.contains("clients/python.yaml: cannot be read"), "{}", binary.notices);
}

#[test]
fn the_schema_and_completions_are_printed() {
    let schema = azconn(&["catalog", "schema"]);
    let value: serde_json::Value = serde_json::from_str(&schema.output).expect("JSON");
    assert!(value["$defs"]["Client"].is_object());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let done = azconn(&["completions", shell]);
        assert!(done.code == 0 && done.output.contains("azconn"), "{shell}");
    }
}

#[test]
fn every_command_has_help_with_examples() {
    for command in
        [&["generate"][..], &["list"], &["describe"], &["catalog", "check"], &["catalog", "schema"], &["completions"]]
    {
        let done = azconn(&[command, &["--help"]].concat());
        assert_eq!(done.code, 0);
        assert!(done.output.contains("Examples:\n  azconn "), "{command:?}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let bin = assert_cmd::cargo::cargo_bin("azconn");
    let script = format!("'{}' describe -c python -a secret | head -n 1; exit \"${{PIPESTATUS[0]}}\"", bin.display());
    let done = std::process::Command::new("bash").args(["-c", &script]).output().expect("bash runs");
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
}
