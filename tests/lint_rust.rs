//! Rust is parsed by syn, which recurses and refuses what does not parse: neither may cost more than one file.

use azconn::catalog::Catalog;
use azconn::lint::{Linter, Told};
use azconn::report::place;

const HEAD: &str = "use sqlx::postgres::PgPool;\n\n";

fn linter() -> Linter {
    Linter::new(&Catalog::builtin()).expect("a sound catalog")
}

fn why(linter: &Linter, text: &str) -> String {
    match linter.lint(text, "rust", &Told::default()) {
        Ok(_) => String::new(),
        Err(why) => why,
    }
}

/// Rules and lines.
fn found(linter: &Linter, text: &str) -> Vec<(&'static str, usize)> {
    let linted = linter.lint(text, "rust", &Told::default()).expect("it parses");
    let certain = linted.findings.iter().filter(|finding| finding.certain);
    certain.map(|finding| (finding.rule, place(text, finding.span.start).line)).collect()
}

#[test]
fn what_syn_refuses_is_named_with_its_reason() {
    let linter = linter();
    assert_eq!(
        why(&linter, &format!("{HEAD}fn main() {{\n    let x = ;\n}}\n")),
        "line 4: it does not parse: expected an expression"
    );
    for text in ["fn main() { \"", "fn main() { ( }", "/* never closed", "fn main() { 'ab'c }", "}"] {
        let why = why(&linter, &format!("{HEAD}{text}"));
        assert!(why.contains("it is no Rust") || why.contains("does not parse"), "{text}: {why}");
    }
}

#[test]
fn what_is_nested_too_deeply_is_named() {
    let linter = linter();
    let many = 100_000;
    let deep = [
        format!("fn f() {{ {}1{} }}", "(".repeat(many), ")".repeat(many)),
        format!("fn f() {{ {}{} }}", "{".repeat(many), "}".repeat(many)),
        format!("const A: bool = {}true;", "!".repeat(many)),
        format!("const A: i64 = {}1;", "- ".repeat(many)),
        format!("fn f() {{ {}1 }}", "&&".repeat(many)),
        format!("fn f() -> u8 {{ {}1 }}", "return ".repeat(many)),
        format!("fn f() {{ let a = b{}; }}", ".c()".repeat(many)),
        format!("fn f() {{ let a = 1{}; }}", " + 1".repeat(many)),
        format!("fn f() {{ a{} }}", " = a".repeat(many)),
        format!("fn f() {{ if a {{}} {} else {{}} }}", "else if a {} ".repeat(many)),
        format!("fn f(a: {}u8) {{}}", "&".repeat(many)),
        format!("type A = {}u8{};", "Vec<".repeat(many), ">".repeat(many)),
        format!("fn f() {{ {}1 }}", "|| ".repeat(many)),
        format!("fn f() {{ println!(\"{{}}\", {}1{}) }}", "[".repeat(many), "]".repeat(many)),
    ];
    for text in deep {
        let why = why(&linter, &format!("{HEAD}{text}"));
        assert!(why.ends_with("it is nested too deeply"), "{}: {why}", &text[..40]);
    }
    // As deep as code is, and deeper than it should be.
    let chain = format!("fn f() {{ let a = b{}; }}", ".c()".repeat(400));
    let nested = format!("fn f() {{ {}1{} }}", "(".repeat(150), ")".repeat(150));
    let list = format!("const A: &[u8] = &[{}];", "1, ".repeat(50_000));
    for text in [chain, nested, list] {
        assert_eq!(why(&linter, &format!("{HEAD}{text}")), "", "{}", &text[..40]);
    }
}

const OPENED: &str =
    "PgPool::connect(\"postgres://app:vX8-quarry-Lamp@shop.postgres.database.azure.com/shop?sslmode=verify-full\")";

#[test]
fn places_are_bytes_whatever_stands_before() {
    let linter = linter();
    for before in ["// größer, größte, 数据库\n", "const NAME: &str = \"数据库 \\u{1F980}\";\n", "/* é */ "]
    {
        let text =
            format!("{HEAD}{before}pub async fn open() -> Result<PgPool, sqlx::Error> {{\n    {OPENED}.await\n}}\n");
        let linted = linter.lint(&text, "rust", &Told::default()).expect("it parses");
        let spans: Vec<&str> = linted.findings.iter().map(|finding| finding.span.text(&text)).collect();
        assert_eq!(spans, ["vX8-quarry-Lamp"], "{before}");
    }
    // A byte order mark, a shebang, the manifest of a script: all before the first item.
    for before in [
        "\u{feff}",
        "#!/usr/bin/env run-cargo-script\n",
        "---\n[dependencies]\nsqlx = \"0.9\"\n---\n",
        "#![allow(dead_code)]\n",
    ] {
        let text = format!("{before}{HEAD}pub async fn open() {{\n    let _ = {OPENED}.await;\n}}\n");
        let linted = linter.lint(&text, "rust", &Told::default()).expect("it parses");
        let spans: Vec<&str> = linted.findings.iter().map(|finding| finding.span.text(&text)).collect();
        assert_eq!(spans, ["vX8-quarry-Lamp"], "{before}");
    }
}

#[test]
fn a_piece_of_code_needs_no_function_around_it() {
    let linter = linter();
    let text = format!("use sqlx::PgPool;\n\nlet pool = {OPENED}.await?;\n");
    assert_eq!(found(&linter, &text), [("hardcoded-secret", 3)]);
    let text = format!(
        "# use sqlx::PgPool;\n# async fn run() -> Result<(), sqlx::Error> {{\nlet pool = {OPENED}.await?;\n# Ok(())\n# }}\n"
    );
    assert_eq!(found(&linter, &text), [("hardcoded-secret", 3)]);
}

#[test]
fn a_comment_allows_a_finding() {
    let linter = linter();
    let open =
        |comment: &str| format!("{HEAD}pub async fn open() {{\n    {comment}\n    let _ = {OPENED}.await;\n}}\n");
    assert_eq!(found(&linter, &open("// a pool")), [("hardcoded-secret", 5)]);
    assert_eq!(found(&linter, &open("// azconn: allow hardcoded-secret -- a test's")), []);
    assert_eq!(found(&linter, &open("/* azconn: allow hardcoded-secret */")), []);
    let text = open("let url = \"http://x\"; // azconn: allow hardcoded-secret");
    assert_eq!(found(&linter, &text), [("hardcoded-secret", 5)]);
}

/// A name that an inner block binds anew is another one there, and the outer one is back after it.
#[test]
fn an_inner_name_hides_an_outer_one_no_longer_than_its_block() {
    let linter = linter();
    let text = |inner: &str| {
        format!(
            "use sqlx::postgres::{{PgConnectOptions, PgPool, PgSslMode}};\n\npub async fn open() -> Result<PgPool, sqlx::Error> {{\n    \
             let mode = PgSslMode::VerifyFull;\n    {inner}\n    let options = PgConnectOptions::new()\n        \
             .host(\"shop.postgres.database.azure.com\")\n        .ssl_mode(mode);\n    PgPool::connect_with(options).await\n}}\n"
        )
    };
    for silent in [
        "{ let mode = PgSslMode::Disable; drop(mode); }",
        "if let Some(mode) = Some(PgSslMode::Disable) { drop(mode); }",
        "for mode in [PgSslMode::Disable] { drop(mode); }",
        "let _ = |mode: PgSslMode| { let mode = PgSslMode::Disable; mode };",
        "match PgSslMode::Disable { mode => drop(mode) }",
    ] {
        assert_eq!(found(&linter, &text(silent)), [], "{silent}");
    }
    assert_eq!(found(&linter, &text("let mode = PgSslMode::Disable;")), [("tls-disabled", 8)]);
    assert_eq!(found(&linter, &text("let mode = { drop(mode); PgSslMode::Disable };")), [("tls-disabled", 8)]);
}

#[test]
fn damaged_programs_are_survived() {
    let linter = linter();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint/disguised");
    let paths = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
        let text = std::fs::read_to_string(&path).expect("a text");
        for at in (0..text.len()).step_by(61).filter(|at| text.is_char_boundary(*at)) {
            let (before, after) = text.split_at(at);
            for damaged in
                [before.to_owned(), after.to_owned(), format!("{before}{{}}{after}"), format!("{before};{after}")]
            {
                let _ = linter.lint(&damaged, "rust", &Told::default());
            }
        }
    }
}
