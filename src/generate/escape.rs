//! Escaping: one function per grammar in which a user's value can land.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A value in a libpq connection string: quoted when it is empty or holds a blank, a quote or a backslash.
///
/// Source: PostgreSQL documentation, "Keyword/Value Connection Strings".
pub fn libpq(value: &str) -> String {
    let plain = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || c == '\'' || c == '\\');
    if plain {
        return value.to_owned();
    }
    format!("'{}'", value.replace('\\', r"\\").replace('\'', r"\'"))
}

/// A value in a connection string of .NET's `DbConnectionStringBuilder`: quoted with the quote that it does not hold,
/// doubled where it holds both.
///
/// Source: .NET's `DbConnectionOptions.AppendKeyValuePairBuilder`.
pub fn npgsql(value: &str) -> String {
    let special = |c: char| c.is_whitespace() || c.is_control() || "\"'=;".contains(c);
    if !value.is_empty() && !value.contains(special) {
        value.to_owned()
    } else if value.contains('"') && !value.contains('\'') {
        format!("'{value}'")
    } else {
        format!("\"{}\"", value.replace('"', "\"\""))
    }
}

/// RFC 3986's unreserved characters stay as they are.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A part of a URL: everything but RFC 3986's unreserved characters is percent-encoded as UTF-8.
pub fn url(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

/// A word of a POSIX shell, and so of a `.env` file that a shell reads: in single quotes unless it is plainly harmless.
pub fn sh(value: &str) -> String {
    let plain = !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "_./:@%+=,-".contains(c));
    if plain { value.to_owned() } else { format!("'{}'", value.replace('\'', r"'\''")) }
}

/// A value of a `.properties` file, in ASCII, so that it reads the same in ISO 8859-1 and UTF-8.
///
/// Source: `java.util.Properties.load`.
pub fn properties(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for (index, c) in value.chars().enumerate() {
        match c {
            ' ' if index > 0 => text.push(' '),
            ' ' | '\\' => {
                text.push('\\');
                text.push(c);
            }
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            ' '..='~' => text.push(c),
            _ => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    let _ = write!(text, "\\u{unit:04X}");
                }
            }
        }
    }
    text
}

/// A value of a `.properties` file that Spring reads: `${` would be a placeholder there and is escaped first.
///
/// Source: Spring Framework 6.2, `PlaceholderParser` (escape character `\`).
pub fn spring(value: &str) -> String {
    properties(&value.replace("${", "\\${"))
}

/// An SQL identifier in double quotes.
pub fn sql_identifier(value: &str) -> String {
    format!("\"{}\"", value.replace('"', "\"\""))
}

/// An SQL literal in single quotes (`standard_conforming_strings` is on by default).
pub fn sql_literal(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// A JSON string, which is a YAML string as well.
pub fn json(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

/// Text between backquotes in Markdown: the fence is longer than any run of backquotes in it.
pub fn markdown_code(value: &str) -> String {
    let longest = value.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let value = value.replace('\n', " ");
    if longest > 0 || value.starts_with(' ') {
        format!("{fence} {value} {fence}")
    } else {
        format!("{fence}{value}{fence}")
    }
}

/// Text in XML, content or attribute.
pub fn xml(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}
