//! Front ends: what turns one language into the small form. A front end translates and judges nothing.
//!
//! # Adding a language
//!
//! 1. A folder here (`front/java/`), with a type that implements [`FrontEnd`]. Take `python/` as the model:
//!    - `lower` parses (`lower::parse`), notes errors and comments (`Lowerer::survey`) and walks the tree once. Its `match`
//!      over node kinds is the table from node to form (`form.rs`); what is not in the table becomes `ExprKind::Opaque` of its
//!      parts (`lower::opaque`), so that calls inside are still seen. `tree-sitter parse` or a small test shows the node kinds.
//!    - Every construct that binds a name calls `bind`, `binds` or `binds_all`: a name that nothing binds is *undefined*, and
//!      rules report it where a credential belongs. When unsure, bind.
//!    - A literal text gets the span of its content, without quotes: `source[span] == text` tells evaluation that every
//!      character has a place of its own.
//!    - Set on the unit what the language does: `assigns_locally`, `bare_members`, `implicit_namespaces`,
//!      `names_from_elsewhere` (names can come from other files: then only near misses are reported as undefined).
//!    - Qualified names are joined with `.`, whatever the language writes: an import `Statement::Import {name, path}` binds a
//!      name to a path, a wildcard goes to `unit.wildcards`, and the catalog's names (`calls`, `new`, `imports`) are looked up by
//!      that path.
//!    - A result with an error beside it (`x, err := f()`, `f()?`) is lowered as the result itself.
//! 2. `intrinsic` names the language's own functions that evaluation has to understand (formatting, joining, encoding, reading
//!    an entry), never those of an SDK or a driver, which are the catalog's.
//!    `absent_in_text` says whether a value that is not there becomes a word in a text (`None`), which fails aloud.
//! 3. One line in [`front_end`].
//! 4. Its facts in `catalog/languages/<id>.yaml`: `marks`, `credentials`, `tokens`, `drivers`, `requests`, `prints`, ...
//! 5. Examples in `catalog/rules/*.md`: fences of the language with a comment `wrong` (or `wrong, pedantic`) on each line that has
//!    to be reported, and fences without one that stay silent. A fence's info line may tell `auth=...` and `client=...`.
//!    `cargo test --test lint_pages` runs them and prints the table; add the id to `COMPLETE` there when no gap is left. Where a
//!    language has no such construct, the page's head says so: `no_such_construct: {php: "..."}`.
//!
//! `azconn lint --format json FILE` and `Linter::sight` show what is seen; sight comes first, because who sees nothing finds
//! nothing.

mod configuration;
mod csharp;
mod go;
mod java;
mod javascript;
pub mod lower;
mod php;
mod python;
mod ruby;
mod rust;
mod text;

use std::collections::BTreeSet;

use super::form::{FormatStyle, Unit};

/// A language that lint can read.
pub trait FrontEnd: Sync {
    /// The form of a text.
    ///
    /// # Errors
    /// Why the text cannot be read at all; what does not parse in places is marked in the unit instead.
    fn lower(&self, source: &str) -> Result<Unit, String>;

    /// What a function of the language or its standard library does, by its qualified name; `.name` stands for a method of
    /// that name on whatever object.
    fn intrinsic(&self, name: &str) -> Option<Intrinsic>;

    /// Whether a name is there without being defined.
    fn builtin(&self, name: &str) -> bool;

    /// What becomes of a value that is not there when it is put into a text (`None`), where that is a word.
    fn absent_in_text(&self) -> Option<&'static str> {
        None
    }

    /// Whether two names of members are the same.
    fn same_name(&self, one: &str, other: &str) -> bool {
        one == other
    }

    /// What two spellings of one keyword have in common, where a keyword can be written in several ways.
    fn keyword(&self, _written: &str) -> Option<String> {
        None
    }

    /// Names that a text imports in any case, told without parsing it: for languages in which qualified names are made of
    /// nothing but what the text itself says, so that a text without the catalog's names can be left alone.
    fn imports<'s>(&self, _source: &'s str) -> Option<BTreeSet<&'s str>> {
        None
    }

    /// What has to stand before and after a piece of code, when pieces are joined.
    fn joints(&self, _piece: &str) -> (&'static str, &'static str) {
        ("", "\n")
    }
}

/// What evaluation has to know of a function of the language itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intrinsic {
    /// Fills a format text: the object's own text, or the first argument.
    Format(FormatStyle),
    /// Joins the elements of the first argument with the object's text.
    JoinWithSelf,
    /// Joins the object's elements with the first argument.
    JoinSelf,
    /// Joins the second argument's elements (or all further arguments) with the first.
    JoinFirst,
    /// Joins all arguments.
    Concat,
    /// Gives the object (or the first argument) as it is, as far as rules care: `str`, `strip`, `ToString`.
    Same,
    /// Gives the first argument whatever it is, and never fails: a promise awaited, `asyncio.run`.
    Await,
    /// Gives the elements of the first argument, each awaited: `Promise.all`.
    AwaitAll,
    /// Calls the first argument with what is there once the object (a promise) is kept.
    Then,
    /// Percent-encodes the first argument.
    Encode,
    /// Form-encodes the first argument: a blank becomes `+`.
    EncodeForm,
    /// Appends the arguments' text to the object, which is a text builder.
    Append,
    /// Makes a dictionary of its arguments.
    Object,
    /// Puts a URL together from its parts by name, and encodes nothing.
    Url,
    /// Gives what the object is with other fields by name.
    With,
    /// Puts a URL together again from the object or first argument: what one was taken apart into, in that order.
    UrlAgain,
    /// Sets all entries of the first argument in the object.
    Update,
    /// Copies entries of the further arguments into the first one, which it gives.
    Assign,
    /// Reads the entry that the first argument names; the second argument is given where there is none.
    Get,
    /// Sets the entry that the first argument names to the second.
    Set,
    /// Appends the first argument to the object, which is a list.
    Push,
    /// Takes a text apart at its first argument.
    Split,
    /// A text in which the first argument is replaced by the second.
    Replace,
    /// A function with its first arguments given.
    Partial,
    /// A number made of the first argument.
    Number,
    /// A boolean made of the first argument.
    Boolean,
    /// Ends the program.
    Exit,
    /// True when the first argument (a text) is not there.
    Missing,
    /// Raises an error when the first argument is not there.
    Require,
    /// A copy of the object or first argument.
    Copy,
    /// Gives an object's entries or elements as they are.
    Elements,
    /// Gives what the first argument, a function, gives for the object.
    Apply,
    /// Gives the second argument: a cast.
    Second,
    /// A copy of the object or first argument where that is plain data or settings; what is open or shared stays itself.
    Clone,
    /// Gives the object or first argument, or nothing where it is not there.
    OrNull,
    /// Gives the object or first argument, or the empty text where it is not there.
    OrEmpty,
    /// Gives what the last argument, a function, gives for the first: for each element, where that is a list.
    Map,
    /// Looks whether, or where, a text has a part or fits a pattern.
    Look,
    /// Gives a text that shows all that is in the first argument.
    Show,
}

/// The front end of a language of the catalog, if there is one.
pub fn front_end(language: &str) -> Option<&'static dyn FrontEnd> {
    match language {
        "python" => Some(&python::Python),
        "configuration" => Some(&configuration::Configuration),
        "csharp" => Some(&csharp::CSharp),
        "go" => Some(&go::Go),
        "java" => Some(&java::Java),
        "javascript" => Some(&javascript::JavaScript),
        "php" => Some(&php::Php),
        "ruby" => Some(&ruby::Ruby),
        "rust" => Some(&rust::Rust),
        _ => None,
    }
}
