//! What options are meant for: the database that they name themselves, a class of this file.

use crate::catalog::OnlyIf;
use crate::lint::evaluate::Called;
use crate::lint::evaluate::state::{Args, object_of};
use crate::lint::value::{Alt, Atom};

use super::{Hook, Model};

/// Which database an object of options says that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Nothing that is known.
    Nothing,
    /// The one that is looked for.
    This,
    /// Another one.
    Other,
    /// This one or another.
    Either,
}

impl Model<'_> {
    /// The arguments without the alternatives that are for another database, and whether one that is left may be for another.
    pub(super) fn meant_args(&self, only: Option<&OnlyIf>, called: &Called) -> (Args, bool) {
        let args = &called.args;
        let Some(only) = only.filter(|only| only.at.option.is_some() && !only.values.is_empty()) else {
            return (args.clone(), false);
        };
        let mut meant = args.clone();
        let mut either = false;
        let given = meant.positional.iter_mut().chain(meant.named.iter_mut().map(|(_, _, given)| given));
        for value in given.map(|given| &mut given.value) {
            let left: Vec<Alt> = value.0.iter().filter(|alt| self.says(only, alt) != Says::Other).cloned().collect();
            either |= left.iter().any(|alt| self.says(only, alt) == Says::Either);
            // Where none is for this one, another place says it.
            if !left.is_empty() {
                value.0 = left;
            }
        }
        // The same call in another round of a loop.
        let calls = self.run.trace.calls.iter();
        let rounds = calls.filter(|other| other.span == called.span && other.args != called.args);
        let mut given = rounds.flat_map(|other| other.args.all()).flat_map(|given| &given.value.0);
        (meant, either || given.any(|alt| self.says(only, alt) == Says::Other))
    }

    /// Whether a hook is a class of this file whose methods take such a keyword.
    pub(super) fn is_own_keyword(&self, hook: &Hook, key: &str) -> bool {
        let unit = self.run.unit;
        hook.given.0.iter().any(|alt| match alt.atom {
            Atom::Class(class, _) => {
                let methods = unit.class(class).methods.iter().map(|id| unit.function(*id));
                methods.flat_map(|method| &method.params).any(|param| param.name == key)
            }
            _ => false,
        })
    }

    fn says(&self, only: &OnlyIf, alt: &Alt) -> Says {
        let Some(object) = object_of(alt).and_then(|id| self.run.state.object(id)) else { return Says::Nothing };
        let found = only.at.option.as_ref().map(|path| self.run.option(object, path)).unwrap_or_default();
        let known = found.iter().flat_map(|found| &found.value.0).filter_map(Alt::literal);
        let (this, other): (Vec<_>, Vec<_>) =
            known.partition(|text| only.values.iter().any(|value| text.starts_with(value.as_str())));
        match (this.is_empty(), other.is_empty()) {
            (true, true) if found.is_empty() => Says::Nothing,
            // Something that is not known: the client of another package.
            (true, true) => Says::Either,
            (false, true) => Says::This,
            (true, false) => Says::Other,
            (false, false) => Says::Either,
        }
    }
}
