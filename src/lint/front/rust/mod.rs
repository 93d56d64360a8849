//! Rust, by syn.
//!
//! syn recurses and has no error recovery. So how deep a file is nested is counted before it is parsed ([`survey`]), what syn
//! refuses is told with its reason, and both happen on a thread that has room for it. A piece of code that is no file is read
//! as the statements of a block.

mod calls;
mod expressions;
mod functions;
mod intrinsics;
mod items;
mod macros;
mod methods;
mod paths;
mod patterns;
mod scopes;
mod statements;
mod survey;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use syn::parse::Parser as _;

use self::scopes::Scopes;
use super::{FrontEnd, Intrinsic};
use crate::lint::form::{Block, ClassId, Comments, ExprId, ExprKind, Span, Statement, Unit};

/// Room for syn, which recurses.
const STACK: usize = 256 << 20;

/// How deep expressions may be nested; what lies deeper is of no more use than its being there.
const DEEPEST: usize = 300;

/// The front end.
pub struct Rust;

impl FrontEnd for Rust {
    fn lower(&self, source: &str) -> Result<Unit, String> {
        std::thread::scope(|scope| {
            let work = || {
                let unit = lowered(source);
                // Otherwise the table of places of this thread would grow with every file.
                proc_macro2::extra::invalidate_current_thread_spans();
                unit
            };
            match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
                Ok(thread) => thread.join().unwrap_or_else(|_| Err("it could not be parsed".to_owned())),
                Err(error) => Err(error.to_string()),
            }
        })
    }

    fn intrinsic(&self, name: &str) -> Option<Intrinsic> {
        intrinsics::intrinsic(name)
    }

    fn joints(&self, piece: &str) -> (&'static str, &'static str) {
        // A piece may end with the value of a block.
        if piece.trim_end().ends_with([';', '}']) { ("", "\n") } else { ("", "\n;\n") }
    }

    fn builtin(&self, name: &str) -> bool {
        intrinsics::builtin(name)
    }
}

fn lowered(source: &str) -> Result<Unit, String> {
    let text = plain(source);
    read(source, &text).or_else(|error| match shown(&text) {
        Some(text) => read(source, &text).map_err(|_| error),
        None => Err(error),
    })
}

fn read(source: &str, text: &str) -> Result<Unit, String> {
    let tokens: proc_macro2::TokenStream = text.parse().map_err(|error: proc_macro2::LexError| {
        format!("line {}: it is no Rust: {error}", error.span().start().line)
    })?;
    let survey = survey::survey(&tokens, text)?;
    let mut walk = Walk::new(source);
    walk.unit.comments = Comments::when_asked(move || survey.comments.clone());
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => walk.file(&file.items),
        Err(error) => match syn::Block::parse_within.parse2(tokens) {
            Ok(statements) => walk.statements_alone(&statements),
            Err(other) => {
                // Whoever came further read it as what it is.
                let line = |error: &syn::Error| error.span().start().line;
                let error = if line(&other) > line(&error) { other } else { error };
                return Err(format!("line {}: it does not parse: {error}", line(&error)));
            }
        },
    }
    Ok(walk.unit)
}

/// An example of a documentation with the lines that it hides behind `# `, if it has any.
fn shown(text: &str) -> Option<String> {
    let hides = |line: &&str| line.trim_start().starts_with("# ") || line.trim() == "#";
    text.lines().find(hides)?;
    let lines = text.split_inclusive('\n');
    Some(lines.map(|line| if hides(&line) { line.replacen('#', " ", 1) } else { line.to_owned() }).collect())
}

/// The text without a byte order mark and a shebang, every other character in its place.
fn plain(source: &str) -> String {
    let mut text = match source.strip_prefix('\u{feff}') {
        Some(rest) => format!("   {rest}"),
        None => source.to_owned(),
    };
    if text.trim_start().starts_with("#!") && !text.trim_start()[2..].trim_start().starts_with('[') {
        let at = text.len() - text.trim_start().len();
        text.replace_range(at..at + 2, "//");
    }
    without_front_matter(text)
}

/// A script of cargo may begin with its manifest between two lines of `---`.
fn without_front_matter(mut text: String) -> String {
    let begin = match text.strip_prefix("//") {
        Some(rest) => rest.find('\n').map_or(text.len(), |end| end + 3),
        None => 0,
    };
    let Some(rest) = text.get(begin..).filter(|rest| rest.trim_start().starts_with("---")) else { return text };
    let open = begin + rest.find("---").unwrap_or_default();
    let Some(close) = text[open + 3..].find("\n---").map(|found| open + 3 + found + 4) else { return text };
    let blank: String = text[open..close].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(open..close, &blank);
    text
}

/// A unit in the making.
struct Walk<'s> {
    source: &'s str,
    unit: Unit,
    /// The statements of the block that is being read.
    out: Block,
    scopes: Scopes,
    /// Names that the file imports or defines.
    known: BTreeSet<String>,
    /// Modules that stand in the file.
    modules: BTreeSet<String>,
    /// Crates that are named by a path without being imported.
    crates: BTreeSet<String>,
    /// The methods that the file defines.
    methods: BTreeSet<String>,
    classes: BTreeMap<String, ClassId>,
    /// Structs without fields.
    units: BTreeSet<String>,
    /// The class whose methods are being read.
    within: Option<String>,
    /// How many modules of the file are around the place that is being read.
    in_modules: usize,
    /// The attribute that says that the place that is being read is for tests.
    for_tests: Option<Span>,
    /// Which functions name something: for the roots.
    mentions: BTreeMap<String, BTreeSet<String>>,
    function: String,
    /// The type that a text has to become, where it is said by the declaration alone.
    expected: Option<String>,
    made: usize,
    depth: usize,
}

impl<'s> Walk<'s> {
    fn new(source: &'s str) -> Self {
        let mut unit = Unit::default();
        unit.fields_are_data = true;
        unit.shows_fields = true;
        unit.texts_show = true;
        Self {
            source,
            unit,
            out: Vec::new(),
            scopes: Scopes::default(),
            known: BTreeSet::new(),
            modules: BTreeSet::new(),
            crates: BTreeSet::new(),
            methods: BTreeSet::new(),
            classes: BTreeMap::new(),
            units: BTreeSet::new(),
            within: None,
            in_modules: 0,
            for_tests: None,
            mentions: BTreeMap::new(),
            function: String::new(),
            expected: None,
            made: 0,
            depth: 0,
        }
    }

    /// A place in the file.
    fn place(&self, span: proc_macro2::Span) -> Span {
        let range = span.byte_range();
        Span::new(range.start.min(self.source.len()), range.end.min(self.source.len()))
    }

    fn add(&mut self, kind: ExprKind, span: Span) -> ExprId {
        self.unit.add(kind, span)
    }

    fn span_of(&self, id: ExprId) -> Span {
        self.unit.expr(id).span
    }

    /// Something of which no more is known than its parts.
    fn opaque(&mut self, parts: Vec<ExprId>, span: Span) -> ExprId {
        self.add(ExprKind::Opaque(parts), span)
    }

    /// A name that no code can have, for a value that is used more than once.
    fn fresh(&mut self) -> String {
        self.made += 1;
        format!("'{}", self.made)
    }

    /// Keeps a value, so that it is evaluated once.
    fn keep(&mut self, value: ExprId) -> ExprId {
        if matches!(self.unit.expr(value).kind, ExprKind::Name(_)) {
            return value;
        }
        let name = self.fresh();
        let span = self.span_of(value);
        self.set(&name, value, span);
        self.add(ExprKind::Name(name), span)
    }

    /// `let name = value;`
    fn set(&mut self, name: &str, value: ExprId, span: Span) {
        let target = self.add(ExprKind::Name(name.to_owned()), span);
        self.out.push(Statement::Assign { target, value: Some(value), append: false, declared: None, declares: true });
    }

    /// What `write` writes, as a block of its own.
    fn block(&mut self, write: impl FnOnce(&mut Self)) -> Block {
        let around = std::mem::take(&mut self.out);
        write(self);
        std::mem::replace(&mut self.out, around)
    }
}
