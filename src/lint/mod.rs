//! Path to findings: what people's own code does with its connection to the database.
//!
//! `walk -> front end -> unit -> evaluate -> model -> rules -> findings`. It reads the catalog, knows nothing of the
//! generator, and prints nothing.

mod branches;
pub mod document;
pub mod evaluate;
pub mod facts;
pub mod finding;
pub mod form;
pub mod front;
mod linter;
pub mod model;
pub mod page;
pub mod rules;
mod secret;
pub mod settings;
mod sieve;
mod suppress;
pub mod value;
mod walk;

pub use document::{Around, Cell, Mapped};
pub use finding::{Finding, Related, Severity};
pub use form::Span;
pub use linter::{Linted, Linter, Told};
pub use page::Page;
pub use walk::{Checked, Skipped, Walked, lint_one, walk};
