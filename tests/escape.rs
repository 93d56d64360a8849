//! Every escape is undone by something that is not its own inverse written here: a shell, a JSON or XML parser, or a
//! reader that follows the grammar's manual.

use azconn::generate::escape;
use proptest::prelude::*;

/// The values that the issue names, and the ones next to them.
const NASTY: &[&str] = &[
    "o'brien",
    "a\"b",
    "a\\b",
    "a b",
    "$(x)",
    "${x}",
    "#{x}",
    "#",
    ";",
    "=",
    "%",
    "a\nb",
    "żółć 漢字 😀",
    "",
    " a ",
    "`x`",
    "a'b\"c",
    "\\",
    "''",
    "\"\"",
    "a&b<c>",
    "!x",
    "-n",
    "*",
    "~",
    "a\tb",
    "\\n",
    "%41",
    "+",
    "@",
    ":",
    "a\\'b",
];

fn every(check: impl Fn(&str)) {
    for value in NASTY {
        check(value);
    }
    proptest!(ProptestConfig::with_cases(256), |(value in "[^\u{0}\r]{0,24}")| {
        check(&value);
    });
}

/// libpq's reader, after the manual: `key = value`, blanks between pairs, quotes, backslash takes the next character.
fn read_libpq(text: &str) -> Option<String> {
    let mut chars = text.strip_prefix("user=")?.strip_suffix(" dbname=d")?.chars().peekable();
    let quoted = chars.next_if_eq(&'\'').is_some();
    let mut value = String::new();
    loop {
        match chars.next() {
            Some('\\') => value.push(chars.next()?),
            Some('\'') if quoted => return chars.next().is_none().then_some(value),
            Some(c) if !quoted && c.is_whitespace() => return None,
            Some(c) => value.push(c),
            None => return (!quoted && !value.is_empty()).then_some(value),
        }
    }
}

#[test]
fn libpq_reads_back() {
    every(|value| {
        let text = format!("user={} dbname=d", escape::libpq(value));
        assert_eq!(read_libpq(&text).as_deref(), Some(value), "{text}");
    });
}

/// `DbConnectionStringBuilder`'s reader: quoted values end at a single quote of their kind, a doubled one is one.
fn read_npgsql(text: &str) -> Option<String> {
    let value = text.strip_prefix("User Id=")?.strip_suffix(";Database=d")?;
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
            let doubled = format!("{quote}{quote}");
            (!inner.replace(&doubled, "").contains(quote)).then(|| inner.replace(&doubled, &quote.to_string()))
        }
        _ => (!value.contains([';', '"', '\'']) && value.trim() == value).then(|| value.to_owned()),
    }
}

#[test]
fn npgsql_reads_back() {
    every(|value| {
        let text = format!("User Id={};Database=d", escape::npgsql(value));
        assert_eq!(read_npgsql(&text).as_deref(), Some(value), "{text}");
    });
}

#[test]
fn url_reads_back() {
    every(|value| {
        let text = escape::url(value);
        assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)), "{text}");
        let read = percent_encoding::percent_decode_str(&text).decode_utf8().expect("UTF-8");
        assert_eq!(read, value);
    });
}

#[test]
fn a_shell_reads_back() {
    // One shell for all values: each is printed with a NUL behind it.
    let values: Vec<String> = NASTY.iter().map(|value| (*value).to_owned()).collect();
    let words: Vec<String> = values.iter().map(|value| escape::sh(value)).collect();
    let script = format!("printf '%s\\0' {}", words.join(" "));
    assert_eq!(shell(&script), values);
    proptest!(ProptestConfig::with_cases(32), |(values in proptest::collection::vec("[^\u{0}]{0,16}", 1..20))| {
        let words: Vec<String> = values.iter().map(|value| escape::sh(value)).collect();
        prop_assert_eq!(shell(&format!("printf '%s\\0' {}", words.join(" "))), values);
    });
}

#[test]
fn a_shell_reads_an_env_file_back() {
    let lines: String = NASTY.iter().enumerate().map(|(n, value)| format!("V{n}={}\n", escape::sh(value))).collect();
    let names: String = (0..NASTY.len()).map(|n| format!(" \"$V{n}\"")).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("env");
    std::fs::write(&file, lines).expect("written");
    let read = shell(&format!("set -a; . {}; set +a; printf '%s\\0'{names}", escape::sh(&file.display().to_string())));
    assert_eq!(read, NASTY);
}

fn shell(script: &str) -> Vec<String> {
    let output = std::process::Command::new("sh").arg("-c").arg(script).output().expect("sh runs");
    assert!(output.status.success(), "{script}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut values: Vec<String> = text.split('\0').map(str::to_owned).collect();
    values.pop();
    values
}

/// `java.util.Properties.load`, for one line.
fn read_properties(text: &str) -> Option<String> {
    let rest = text.strip_prefix("name=")?;
    if rest.contains('\n') {
        return None;
    }
    let mut units: Vec<u16> = Vec::new();
    let mut chars = rest.trim_start_matches([' ', '\t', '\u{c}']).chars();
    while let Some(c) = chars.next() {
        let c = if c == '\\' {
            chars.next()?
        } else {
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
            continue;
        };
        match c {
            'u' => units.push(u16::from_str_radix(&chars.by_ref().take(4).collect::<String>(), 16).ok()?),
            'n' => units.push(u16::from(b'\n')),
            'r' => units.push(u16::from(b'\r')),
            't' => units.push(u16::from(b'\t')),
            'f' => units.push(0xc),
            other => units.extend(other.encode_utf16(&mut [0; 2]).iter()),
        }
    }
    String::from_utf16(&units).ok()
}

#[test]
fn properties_read_back() {
    every(|value| {
        let text = format!("name={}", escape::properties(value));
        assert!(text.is_ascii(), "{text}");
        assert_eq!(read_properties(&text).as_deref(), Some(value), "{text}");
    });
}

#[test]
fn spring_sees_no_placeholder() {
    let text = read_properties(&format!("name={}", escape::spring("${x}"))).expect("reads back");
    assert_eq!(text, "\\${x}", "Spring takes the backslash for an escape");
}

#[test]
fn sql_reads_back() {
    every(|value| {
        for (text, quote) in [(escape::sql_identifier(value), '"'), (escape::sql_literal(value), '\'')] {
            let inner = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)).expect("quoted");
            let doubled = format!("{quote}{quote}");
            assert!(!inner.replace(&doubled, "").contains(quote), "{text}");
            assert_eq!(inner.replace(&doubled, &quote.to_string()), value);
        }
    });
}

#[test]
fn json_reads_back() {
    every(|value| {
        let read: String = serde_json::from_str(&escape::json(value)).expect("JSON");
        assert_eq!(read, value);
    });
}

#[test]
fn xml_reads_back() {
    for value in NASTY {
        let text = format!("<a b=\"{0}\">{0}</a>", escape::xml(value));
        let document = roxmltree::Document::parse(&text).expect("XML");
        assert_eq!(document.root_element().text().unwrap_or_default(), *value);
        let folded = value.replace(['\n', '\t'], " "); // XML folds white space in attributes
        assert_eq!(document.root_element().attribute("b"), Some(folded.as_str()));
    }
}

#[test]
fn markdown_code_reads_back() {
    use pulldown_cmark::{Event, Parser};
    for value in NASTY.iter().filter(|value| !value.trim().is_empty()) {
        let text = escape::markdown_code(value);
        let codes: Vec<String> = Parser::new(&text)
            .filter_map(|event| if let Event::Code(code) = event { Some(code.to_string()) } else { None })
            .collect();
        assert_eq!(codes, [value.replace('\n', " ")], "{text}");
    }
}
