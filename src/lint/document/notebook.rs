//! Jupyter notebooks: the code of their cells, each with its places in the JSON.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::mapped::Mapped;
use crate::lint::form::Span;

/// A cell of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its number among all cells of the notebook, from 1.
    pub number: usize,
    /// The word for its language.
    pub language: String,
    /// Its code as the notebook shows it.
    pub shown: Mapped,
    /// Its code without what is no code of the language: commands of the notebook.
    pub code: Mapped,
}

/// What a notebook has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notebook {
    /// Its cells of code.
    pub cells: Vec<Cell>,
    /// Whether a command brings names in from elsewhere (`%run`).
    pub names_from_elsewhere: bool,
}

#[derive(Deserialize)]
struct Book<'a> {
    #[serde(borrow)]
    cells: Option<Vec<BookCell<'a>>>,
    /// The third version of the format has its cells in these.
    #[serde(borrow, default)]
    worksheets: Vec<Sheet<'a>>,
    #[serde(default)]
    metadata: Value,
}

#[derive(Deserialize)]
struct Sheet<'a> {
    #[serde(borrow, default)]
    cells: Vec<BookCell<'a>>,
}

#[derive(Deserialize)]
struct BookCell<'a> {
    cell_type: String,
    #[serde(borrow, alias = "input")]
    source: Option<&'a RawValue>,
    #[serde(default)]
    metadata: Value,
}

/// Reads a notebook.
///
/// # Errors
/// Why it is none.
pub fn read(file: &str) -> Result<Notebook, String> {
    let text = file.trim_start_matches('\u{feff}');
    let book: Book<'_> = serde_json::from_str(text).map_err(|error| format!("it is no notebook: {error}"))?;
    let cells = match book.cells {
        Some(cells) => cells,
        None if book.worksheets.is_empty() => return Err("it is no notebook: it has no cells".into()),
        None => book.worksheets.into_iter().flat_map(|sheet| sheet.cells).collect(),
    };
    let kernel = [&["kernelspec", "language"][..], &["language_info", "name"]]
        .iter()
        .find_map(|path| word_at(&book.metadata, path))
        // Without a word about it the format means Python.
        .unwrap_or_else(|| "python".to_owned());
    let mut notebook = Notebook::default();
    for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.cell_type == "code") {
        let Some(source) = cell.source else { continue };
        let own =
            [&["polyglot_notebook", "kernelName"][..], &["dotnet_interactive", "language"], &["vscode", "languageId"]]
                .iter()
                .find_map(|path| word_at(&cell.metadata, path));
        let shown = code(file, source)?;
        let mut cell =
            Cell { number: index + 1, language: own.unwrap_or_else(|| kernel.clone()), code: shown.clone(), shown };
        if is_ipython(&cell.language) {
            notebook.names_from_elsewhere |= without_magic(&mut cell);
        } else {
            without_directives(&mut cell);
        }
        notebook.cells.push(cell);
    }
    Ok(notebook)
}

fn word_at(value: &Value, path: &[&str]) -> Option<String> {
    let found = path.iter().try_fold(value, |value, key| value.get(key))?;
    found.as_str().filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn is_ipython(language: &str) -> bool {
    matches!(language, "python" | "python3" | "ipython" | "ipython3")
}

/// The text of a cell: one string, or a list of lines.
fn code(file: &str, source: &RawValue) -> Result<Mapped, String> {
    let mut code = Mapped::default();
    let raw = source.get();
    if raw.starts_with('[') {
        let lines: Vec<&RawValue> = serde_json::from_str(raw).map_err(|error| error.to_string())?;
        for line in lines {
            string(file, line, &mut code);
        }
    } else {
        string(file, source, &mut code);
    }
    Ok(code)
}

/// Appends the text of a JSON string; anything else is none.
fn string(file: &str, raw: &RawValue, into: &mut Mapped) {
    let literal = raw.get();
    let Some(inner) = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return };
    // The raw text is a part of the file: how far from its beginning?
    let start = (inner.as_ptr() as usize).wrapping_sub(file.as_ptr() as usize);
    if file.get(start..start + inner.len()) != Some(inner) {
        return;
    }
    let mut at = 0;
    while at < inner.len() {
        let plain = inner[at..].find('\\').map_or(inner.len(), |found| at + found);
        into.push(&inner[at..plain], Span::new(start + at, start + plain));
        if plain == inner.len() {
            return;
        }
        let (text, length) = escape(&inner[plain..]);
        into.push(&text.to_string(), Span::new(start + plain, start + plain + length));
        at = plain + length;
    }
}

/// The character of the escape with which a text begins, and how long the escape is.
fn escape(text: &str) -> (char, usize) {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let short = match text.chars().nth(1) {
        Some('n') => '\n',
        Some('t') => '\t',
        Some('r') => '\r',
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('u') => {
            let first = unit(text).unwrap_or(0xfffd);
            let second = text.get(6..).and_then(unit).filter(|unit| (0xdc00..0xe000).contains(unit));
            return match second.filter(|_| (0xd800..0xdc00).contains(&first)) {
                Some(second) => {
                    let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                    (char::from_u32(code).unwrap_or('\u{fffd}'), 12)
                }
                None => (char::from_u32(first).unwrap_or('\u{fffd}'), text.len().min(6)),
            };
        }
        Some(other) => return (other, 1 + other.len_utf8()),
        None => '\\',
    };
    (short, text.len().min(2))
}

/// Cell magics after which the cell is still code of the kernel's language.
const TRANSPARENT: &[&str] = &["time", "timeit", "capture", "prun", "debug", "memit", "mprun", "lprun", "autoreload"];

/// Line magics that bring names in.
const BRINGING: &[&str] = &["run", "load", "loadpy", "pylab", "store", "rerun", "recall", "macro"];

/// Takes IPython's commands out; whether one of them brings in names from elsewhere.
fn without_magic(cell: &mut Cell) -> bool {
    let first = cell.code.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim_start();
    if let Some(magic) = first.strip_prefix("%%") {
        let word = magic.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if !TRANSPARENT.contains(&word) {
            // `%%bash`, `%%sql`, `%%writefile`: text for something else.
            cell.code = Mapped::default();
            return false;
        }
    }
    let mut brings = false;
    cell.code = cell.code.with_lines(|_, line| {
        let start = line.len() - line.trim_start().len();
        let command = &line[start..];
        let magic = command.trim_start_matches('%');
        let named = magic.len() < command.len() && magic.starts_with(|c: char| c.is_alphabetic());
        if named || command.starts_with(['!', '?']) || command.ends_with('?') {
            let word = magic.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            brings |= named && BRINGING.contains(&word);
            return Some((Span::new(start, line.len()), "pass".to_owned()));
        }
        // `files = !ls`: of that value nothing is known.
        let (target, value) = line.split_once('=')?;
        let is_target = target.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ',' | ' ' | '\t'));
        let value_start = line.len() - value.trim_start().len();
        let magic = value.trim_start();
        let is_magic = magic.starts_with('!') && !magic.starts_with("!=")
            || magic.strip_prefix('%').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()));
        (is_target && is_magic).then(|| (Span::new(value_start, line.len()), "...".to_owned()))
    });
    brings
}

/// Takes out what a .NET notebook says to the notebook itself: `#!csharp`, `#r "nuget: Npgsql"`.
fn without_directives(cell: &mut Cell) {
    let mut language = None;
    cell.code = cell.code.with_lines(|_, line| {
        let switch = line.strip_prefix("#!").filter(|word| word.starts_with(|c: char| c.is_alphabetic()));
        if let Some(word) = switch.and_then(|line| line.split_whitespace().next()) {
            language = language.take().or_else(|| Some(word.to_lowercase()));
        }
        let is_directive = switch.is_some() || line.starts_with("#r ") || line.starts_with("#i ");
        is_directive.then(|| (Span::new(0, line.len()), String::new()))
    });
    if let Some(language) = language {
        cell.language = language;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notebook(sources: &[&str], metadata: &str) -> String {
        let cells: Vec<String> = sources
            .iter()
            .map(|source| format!(r#"{{"cell_type":"code","metadata":{{}},"outputs":[],"source":{source}}}"#))
            .collect();
        format!(r#"{{"nbformat":4,"metadata":{metadata},"cells":[{}]}}"#, cells.join(","))
    }

    fn codes(sources: &[&str]) -> Vec<String> {
        let file = notebook(sources, "{}");
        read(&file).expect("a notebook").cells.into_iter().map(|cell| cell.code.text).collect()
    }

    #[test]
    fn every_character_has_its_place() {
        let file = notebook(&[r#"["a = \"é\\n\"\n", "b\t\u00e9\ud83d\ude00c"]"#], "{}");
        let cell = &read(&file).expect("a notebook").cells[0];
        assert_eq!(cell.shown.text, "a = \"é\\n\"\nb\té😀c");
        for (part, there) in
            [("a", "a"), ("\"é", "\\\"é"), ("é😀c", "\\u00e9\\ud83d\\ude00c"), ("c", "c"), ("\n", "\\n")]
        {
            let start = cell.shown.text.find(part).expect("there");
            let here = Span::new(start, start + part.len());
            assert_eq!(cell.shown.span(here).text(&file), if part == "c" { "c" } else { there });
            assert_eq!(cell.shown.inverse(cell.shown.span(here)), Some(here));
        }
    }

    #[test]
    fn commands_of_the_notebook_are_no_code() {
        assert_eq!(
            codes(&[r#""%pip install psycopg\nimport os\n!ls\nif a:\n    !ls\nb = !ls\nc = %env A\nd = a % e""#]),
            ["pass\nimport os\npass\nif a:\n    pass\nb = ...\nc = ...\nd = a % e"]
        );
        assert_eq!(
            codes(&[r#""%%bash\nls""#, r#""%%time\nf()""#, r#""f?\nx = a != b""#]),
            ["", "pass\nf()", "pass\nx = a != b"]
        );
        assert!(read(&notebook(&[r#""%run other.ipynb""#], "{}")).expect("a notebook").names_from_elsewhere);
        let net = notebook(
            &[r##""#r \"nuget: Npgsql\"\nvar a = 1;""##, r##""#!pwsh\nls""##],
            r#"{"kernelspec":{"language":"C#"}}"#,
        );
        let cells = read(&net).expect("a notebook").cells;
        assert_eq!((cells[0].language.as_str(), cells[0].code.text.as_str()), ("c#", "\nvar a = 1;"));
        assert_eq!((cells[1].language.as_str(), cells[1].shown.text.as_str()), ("pwsh", "#!pwsh\nls"));
    }

    #[test]
    fn what_is_no_notebook_is_said() {
        for file in ["", "{", "[]", "{}", "{\"cells\":3}", "{\"cells\":[{}]}", "\u{feff}{"] {
            assert!(read(file).expect_err(file).starts_with("it is no notebook"), "{file}");
        }
        let odd = r#"{"cells":[{"cell_type":"code","source":3},{"cell_type":"code","source":["\ud83d", 4, null]},{"cell_type":"raw"}]}"#;
        assert_eq!(read(odd).expect("a notebook").cells.len(), 2);
        let old = r#"{"worksheets":[{"cells":[{"cell_type":"code","input":["a"]}]}]}"#;
        assert_eq!(read(old).expect("a notebook").cells[0].shown.text, "a");
    }
}
