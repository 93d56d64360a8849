//! `azconn lint`, `rules` and `explain` as people call them: output, notices, exit codes.

use std::fs;

use assert_cmd::Command;
use tempfile::TempDir;

struct Outcome {
    code: i32,
    output: String,
    notices: String,
}

fn azconn(args: &[&str], input: &str) -> Outcome {
    let mut command = Command::cargo_bin("azconn").expect("built");
    let done = command.args(args).write_stdin(input).output().expect("runs");
    Outcome {
        code: done.status.code().expect("an exit code"),
        output: String::from_utf8(done.stdout).expect("UTF-8"),
        notices: String::from_utf8(done.stderr).expect("UTF-8"),
    }
}

const BAD: &str = "import os
import psycopg2

connection = psycopg2.connect(
    host=\"shop.postgres.database.azure.com\", dbname=\"shop\", user=\"shop\", password=\"vX8-quarry-Lamp\", sslmode=\"require\"
)
";

fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("app.py"), BAD).expect("written");
    fs::write(folder.path().join("fine.py"), "import os\n").expect("written");
    fs::write(folder.path().join("latin.py"), b"# psycopg \xe4\n").expect("written");
    fs::write(folder.path().join("big.py"), format!("# psycopg{}\n", " ".repeat(5_000))).expect("written");
    folder
}

#[test]
fn a_finding_is_one_line_for_hooks_and_exit_code_1() {
    let folder = project();
    let path = folder.path().to_str().expect("UTF-8");
    let done = azconn(&["lint", "--format", "concise", path], "");
    assert_eq!(done.code, 1, "{}", done.notices);
    let lines: Vec<&str> = done.output.lines().collect();
    assert_eq!(lines.len(), 1, "{}", done.output);
    assert!(lines[0].contains("app.py:5:"), "{}", lines[0]);
    assert!(lines[0].contains(" error [hardcoded-secret] "), "{}", lines[0]);
    assert_eq!(azconn(&["lint", "--exit-zero", path], "").code, 0);
    // What is only likely counts with --pedantic.
    let pedantic = azconn(&["lint", "--format", "concise", "--pedantic", path], "");
    assert!(pedantic.output.contains("[tls-unverified]"), "{}", pedantic.output);
    let errors = azconn(&["lint", "--format", "concise", "--pedantic", "--min-severity", "error", path], "");
    assert!(!errors.output.contains("[tls-unverified]"), "{}", errors.output);
}

#[test]
fn a_secret_is_shown_in_no_format() {
    let folder = project();
    let path = folder.path().to_str().expect("UTF-8");
    for format in ["human", "concise", "json"] {
        let done = azconn(&["lint", "--pedantic", "--format", format, path], "");
        assert!(!done.output.contains("quarry"), "{}", done.output);
    }
    let human = azconn(&["lint", path], "");
    assert!(human.output.contains("password=\"***\""), "{}", human.output);
}

#[test]
fn nothing_is_skipped_in_silence() {
    let folder = project();
    let path = folder.path().to_str().expect("UTF-8");
    let done = azconn(&["lint", "--format", "json", "--max-file-size", "4000", path], "");
    let report: serde_json::Value = serde_json::from_str(&done.output).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["summary"]["files"], 4);
    assert_eq!(report["summary"]["linted"], 1);
    assert_eq!(report["summary"]["findings"], 1);
    let skipped: Vec<String> = report["summary"]["skipped"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|skipped| skipped["why"].to_string())
        .collect();
    assert_eq!(skipped.len(), 2, "{skipped:?}");
    assert!(
        skipped.iter().any(|why| why.contains("UTF-8")) && skipped.iter().any(|why| why.contains("larger")),
        "{skipped:?}"
    );
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "hardcoded-secret");
    assert_eq!(finding["start"]["line"], 5);
    let (start, end) =
        (finding["start"]["offset"].as_u64().expect("a number"), finding["end"]["offset"].as_u64().expect("a number"));
    assert_eq!(&BAD[start as usize..end as usize], "vX8-quarry-Lamp");
}

#[test]
fn standard_input_is_linted_under_a_name() {
    let done = azconn(&["lint", "--format", "concise", "--stdin-filename", "src/app.py", "-"], BAD);
    assert_eq!(done.code, 1, "{}", done.notices);
    assert!(done.output.starts_with("src/app.py:5:"), "{}", done.output);
    let nameless = azconn(&["lint", "-"], BAD);
    assert_eq!(nameless.code, 2);
    assert!(nameless.notices.contains("--stdin-filename"), "{}", nameless.notices);
}

#[test]
fn a_comment_allows_a_rule() {
    for allowed in [
        BAD.replace("sslmode=\"require\"\n", "sslmode=\"require\"  # azconn: allow hardcoded-secret\n"),
        BAD.replace("    host", "    # azconn: allow hardcoded-secret\n    host"),
        format!("# azconn: allow-file hardcoded-secret\n{BAD}"),
    ] {
        let done = azconn(&["lint", "--format", "concise", "--stdin-filename", "app.py", "-"], &allowed);
        assert_eq!(done.code, 0, "{}\n{allowed}", done.output);
    }
    let other = BAD.replace("    host", "    # azconn: allow tls-disabled\n    host");
    assert_eq!(azconn(&["lint", "--stdin-filename", "app.py", "-"], &other).code, 1);
}

#[test]
fn a_wrong_call_is_told_with_exit_code_2() {
    for (args, word) in [
        (&["lint", "no/such/file.py"][..], "no/such/file.py"),
        (&["lint", "--client", "pyton", "."][..], "did you mean `python`?"),
        (&["lint", "--auth", "user", "."][..], "user-identity"),
        (&["explain", "token-keep"][..], "did you mean `token-kept`?"),
    ] {
        let done = azconn(args, "");
        assert_eq!(done.code, 2, "{args:?}");
        assert!(done.notices.contains(word), "{args:?}: {}", done.notices);
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let rules = azconn(&["rules", "--format", "json"], "");
    let rules: Vec<serde_json::Value> = serde_json::from_str(&rules.output).expect("JSON");
    assert_eq!(rules.len(), 31);
    let page = azconn(&["explain", "token-kept"], "");
    assert!(page.output.starts_with("# token-kept (error)\n"), "{}", page.output);
    assert!(page.output.contains("```python"), "{}", page.output);
    let table = azconn(&["rules"], "");
    assert_eq!(table.output.lines().count(), 31);
}

#[test]
fn deep_and_endless_code_is_survived() {
    let nested = format!("# psycopg ossrdbms\nx = {}1{}\n", "(".repeat(20_000), ")".repeat(20_000));
    let sum = format!("# psycopg ossrdbms\nx = {}\"\"\n", "\"a\" + ".repeat(20_000));
    let calls = format!("import os, psycopg # ossrdbms\n{}", "def f(x):\n    f(f(x))\n    return f(x)\n".repeat(300));
    let branches = format!(
        "import os, psycopg # ossrdbms\nx = []\n{}",
        "if os.environ.get('A'):\n    x = [x, {}]\n".repeat(2_000)
    );
    for text in [nested, sum, calls, branches] {
        let done = azconn(&["lint", "--stdin-filename", "app.py", "-"], &text);
        assert_eq!(done.code, 0, "{} {}", done.output, done.notices);
    }
    let csharp = format!("// Npgsql ossrdbms\nvar x = {}1{};\n", "(".repeat(20_000), ")".repeat(20_000));
    assert_eq!(azconn(&["lint", "--stdin-filename", "App.cs", "-"], &csharp).code, 0);
}

#[test]
fn a_driver_is_enough_for_code_and_the_service_is_named_for_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let code = "import os\nimport psycopg2\n\npsycopg2.connect(\"host=store.example.org user=u password=\" + os.environ[\"STORE_PASSWORD\"])\n";
    fs::write(folder.path().join("app.py"), code).expect("written");
    let settings = |host: &str| format!("spring.datasource.url=jdbc:postgresql://{host}/x?sslmode=disable\n");
    fs::write(folder.path().join("application.properties"), settings("db.example.org")).expect("written");
    let path = folder.path().to_str().expect("UTF-8");
    let done = azconn(&["lint", "--format", "concise", path], "");
    assert!(done.output.contains("app.py:4:") && done.output.contains("[unquoted-value]"), "{}", done.output);
    let done = azconn(&["lint", "--format", "json", path], "");
    let report: serde_json::Value = serde_json::from_str(&done.output).expect("JSON");
    assert_eq!(report["summary"]["linted"], 1, "{report}");
    let named = settings("shop.postgres.database.azure.com");
    fs::write(folder.path().join("application.properties"), named).expect("written");
    let done = azconn(&["lint", "--format", "concise", path], "");
    assert!(
        done.output.contains("application.properties:1:") && done.output.contains("[tls-disabled]"),
        "{}",
        done.output
    );
}
