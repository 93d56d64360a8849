//! Prints the syntax tree of a file: for whoever writes a front end. `cargo run --example tree -- FILE`

#![expect(clippy::print_stdout, reason = "it is a tool for the command line")]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: tree FILE")?;
    let language: tree_sitter::Language = match path.rsplit('.').next().unwrap_or_default() {
        "py" => tree_sitter_python::LANGUAGE.into(),
        "cs" => tree_sitter_c_sharp::LANGUAGE.into(),
        "java" => tree_sitter_java::LANGUAGE.into(),
        "js" | "mjs" | "cjs" | "jsx" => tree_sitter_javascript::LANGUAGE.into(),
        "ts" | "mts" | "cts" => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
        "tsx" => tree_sitter_typescript::LANGUAGE_TSX.into(),
        "go" => tree_sitter_go::LANGUAGE.into(),
        "php" => tree_sitter_php::LANGUAGE_PHP.into(),
        "rb" => tree_sitter_ruby::LANGUAGE.into(),
        other => return Err(format!("no grammar for .{other}").into()),
    };
    let source = std::fs::read_to_string(&path)?;
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&language)?;
    let tree = parser.parse(&source, None).ok_or("it could not be parsed")?;
    let mut cursor = tree.walk();
    let mut depth = 0;
    loop {
        let node = cursor.node();
        if node.is_named() || node.is_error() {
            let field = cursor.field_name().map(|name| format!("{name}: ")).unwrap_or_default();
            let text = source[node.byte_range()].lines().next().unwrap_or_default();
            println!(
                "{:indent$}{field}{} `{}`",
                "",
                node.kind(),
                text.chars().take(60).collect::<String>(),
                indent = depth * 2
            );
        }
        if cursor.goto_first_child() {
            depth += 1;
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return Ok(());
            }
            depth -= 1;
        }
    }
}
