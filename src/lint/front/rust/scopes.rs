//! Names of locals: a name that an inner block binds anew is another one there, and the outer one is back after it.

use std::collections::BTreeMap;

/// The scopes around the place that is being read.
#[derive(Default)]
pub(super) struct Scopes {
    /// What a name is called in the form, innermost last; with `true` the scope is a function's own.
    scopes: Vec<(BTreeMap<String, String>, bool)>,
    made: usize,
}

impl Scopes {
    /// A block begins.
    pub fn enter(&mut self) {
        self.scopes.push((BTreeMap::new(), false));
    }

    /// A function begins.
    pub fn enter_function(&mut self) {
        self.scopes.push((BTreeMap::new(), true));
    }

    /// It ends.
    pub fn leave(&mut self) {
        self.scopes.pop();
    }

    /// Binds a name; what it is called in the form.
    pub fn bind(&mut self, name: &str) -> String {
        let Some(((own, is_function), around)) = self.scopes.split_last_mut() else { return name.to_owned() };
        if let Some(there) = own.get(name) {
            return there.clone();
        }
        let mut shadows = false;
        if !*is_function {
            for (names, is_function) in around.iter().rev() {
                shadows |= names.contains_key(name);
                if *is_function {
                    break;
                }
            }
        }
        let called = if shadows {
            self.made += 1;
            format!("{name}'{}", self.made)
        } else {
            name.to_owned()
        };
        own.insert(name.to_owned(), called.clone());
        called
    }

    /// What a name that is bound here is called in the form.
    pub fn resolve(&self, name: &str) -> Option<&str> {
        self.scopes.iter().rev().find_map(|(names, _)| names.get(name)).map(String::as_str)
    }
}
