//! C#, by tree-sitter-c-sharp.

use super::{FrontEnd, Intrinsic};
use crate::lint::form::Unit;

/// The front end.
pub struct CSharp;

impl FrontEnd for CSharp {
    fn lower(&self, _source: &str) -> Result<Unit, String> {
        Ok(Unit::default())
    }

    fn intrinsic(&self, _name: &str) -> Option<Intrinsic> {
        None
    }

    fn builtin(&self, _name: &str) -> bool {
        false
    }
}
