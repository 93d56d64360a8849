//! Every rendered file is accepted by its format's own parser, without an error.

mod support;

use std::collections::BTreeMap;

use support::samples;
use tree_sitter::{Language, Parser};

/// The grammar for a file's ending, where there is one.
fn grammar(path: &str) -> Option<Language> {
    let ending = path.rsplit_once('.').map_or(path, |(_, ending)| ending);
    Some(match ending {
        "cs" => tree_sitter_c_sharp::LANGUAGE.into(),
        "go" => tree_sitter_go::LANGUAGE.into(),
        "java" => tree_sitter_java::LANGUAGE.into(),
        "js" | "mjs" => tree_sitter_javascript::LANGUAGE.into(),
        "php" => tree_sitter_php::LANGUAGE_PHP.into(),
        "py" => tree_sitter_python::LANGUAGE.into(),
        "rb" | "Gemfile" => tree_sitter_ruby::LANGUAGE.into(),
        _ => return None,
    })
}

fn parses(path: &str, text: &str) -> Result<(), String> {
    if let Some(language) = grammar(path) {
        let mut parser = Parser::new();
        parser.set_language(&language).map_err(|error| error.to_string())?;
        let tree = parser.parse(text, None).ok_or("no tree")?;
        return if tree.root_node().has_error() { Err(tree.root_node().to_sexp()) } else { Ok(()) };
    }
    match path.rsplit_once('.').map_or(path, |(_, ending)| ending) {
        "rs" => syn::parse_file(text).map(drop).map_err(|error| error.to_string()),
        "json" => serde_json::from_str::<serde_json::Value>(text).map(drop).map_err(|error| error.to_string()),
        "xml" | "csproj" => roxmltree::Document::parse(text).map(drop).map_err(|error| error.to_string()),
        "toml" => text.parse::<toml::Table>().map(drop).map_err(|error| error.to_string()),
        // No grammar here: the languages' own tools read these when the samples are executed.
        "txt" | "mod" | "md" | "example" | "properties" | "yml" => Ok(()),
        other => Err(format!("no parser for `{other}`")),
    }
}

#[test]
fn every_file_parses() {
    let mut parsed: BTreeMap<String, usize> = BTreeMap::new();
    for (name, sample) in samples() {
        for file in &sample.files {
            if let Err(error) = parses(&file.path, &file.text) {
                panic!("{name}: {} does not parse: {error}\n{}", file.path, file.text);
            }
            *parsed.entry(sample.client.clone()).or_default() += 1;
        }
    }
    assert!(parsed.values().all(|count| *count > 0), "{parsed:?}");
}

#[test]
fn a_broken_file_is_seen() {
    for (path, text) in [
        ("a.py", "def (:\n"),
        ("a.go", "package\n"),
        ("A.java", "class {"),
        ("a.rs", "fn main( {}"),
        ("a.json", "{"),
        ("a.php", "<?php if ("),
    ] {
        assert!(parses(path, text).is_err(), "{path}");
    }
}
