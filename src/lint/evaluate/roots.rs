//! From where a unit is run: the file itself, then every function and method that nothing has called.

use super::Evaluator;
use super::state::{Args, Kind, State};
use crate::lint::form::{ClassId, Span};
use crate::lint::value::{Alt, Atom, FrameId, ObjectId, Value};

impl Evaluator<'_> {
    /// Runs everything once.
    pub fn run(&mut self) {
        let body = &self.unit.body;
        self.block(body);
        self.gone = false;
        // Functions can make functions, and classes stand within functions.
        for _ in 0..4 {
            let methods = self.run_methods();
            let functions = self.run_functions();
            if !methods && !functions {
                break;
            }
        }
    }

    /// Runs the function around a place once more, as a token hook is run; which run that was.
    pub fn run_around(&mut self, place: Span) -> Option<usize> {
        let around = self.unit.functions().filter(|(_, function)| function.span.contains(place));
        let (id, _) = around.min_by_key(|(_, function)| function.span.end - function.span.start)?;
        let of_class = self.classes.iter().find(|(class, _)| self.unit.class(*class).methods.contains(&id)).copied();
        let (frame, this) = match of_class {
            Some((class, frame)) => (frame, Some(self.object_of_class(class, frame))),
            None => self.made.iter().find(|(made, ..)| *made == id).map(|(_, frame, this)| (*frame, *this))?,
        };
        self.activations += 1;
        let mine = self.activations;
        let outer = std::mem::replace(&mut self.activation, mine);
        self.run_one(id, frame, this);
        self.activation = outer;
        Some(mine)
    }

    fn run_functions(&mut self) -> bool {
        let mut any = false;
        for (id, frame, this) in self.made.clone() {
            if self.ran.contains(&id) || self.class_around.contains_key(&id) {
                continue;
            }
            any = true;
            self.run_one(id, frame, this);
        }
        any
    }

    fn run_one(&mut self, id: crate::lint::form::FunctionId, frame: FrameId, this: Option<ObjectId>) {
        let span = self.unit.function(id).span;
        // Nothing is known of what it is called with.
        let args = Args { open: true, ..Args::default() };
        let before = self.state.clone();
        self.beginning += 1;
        self.call_function(id, frame, this, &args, span);
        if std::mem::take(&mut self.gone) {
            self.state = before;
        } else {
            self.keep_what_was_cleared(&before);
        }
    }

    /// A method that clears fields (`Reset`, `close`) does not say what they are when another one runs.
    fn keep_what_was_cleared(&mut self, before: &State) {
        let mut cleared = Vec::new();
        let changed = self.state.changed_objects(before);
        for (id, object) in changed.filter(|(_, object)| matches!(object.kind, Kind::Local(..))) {
            let Some(earlier) = before.object(id) else { continue };
            for (name, _) in object.fields.iter().filter(|(_, field)| field.value.every(Alt::is_nothing)) {
                let there = earlier.field(name);
                if there.is_none_or(|there| !there.value.every(Alt::is_nothing)) {
                    cleared.push((id, name.clone(), there.cloned()));
                }
            }
        }
        for (id, name, there) in cleared {
            let Some(object) = self.state.object_mut(id) else { continue };
            object.fields.retain(|(key, _)| *key != name);
            if let Some(there) = there {
                object.set(&name, there);
            }
        }
    }

    /// Methods run on an object that the file makes of the class, or on one that nothing is known of.
    fn run_methods(&mut self) -> bool {
        let mut any = false;
        for (class, frame) in self.classes.clone() {
            let waiting: Vec<_> =
                self.unit.class(class).methods.iter().copied().filter(|id| !self.ran.contains(id)).collect();
            if waiting.is_empty() {
                continue;
            }
            any = true;
            let object = self.object_of_class(class, frame);
            // Twice where fields are set by methods that stand further down.
            for id in waiting {
                let function = self.unit.function(id);
                let this = if function.of_class { self.class_objects.get(&class).copied() } else { Some(object) };
                self.run_one(id, frame, this);
            }
        }
        any
    }

    fn object_of_class(&mut self, class: ClassId, frame: FrameId) -> ObjectId {
        let existing = self
            .state
            .objects()
            .find(|(_, object)| matches!(object.kind, Kind::Local(own, _) if own == class))
            .map(|(id, _)| id);
        if let Some(id) = existing {
            return id;
        }
        let span = self.unit.class(class).span;
        let args = Args { open: true, ..Args::default() };
        self.beginning += 1;
        match self.instantiate(class, frame, &args, &[], span) {
            Value(alts) => match alts.first().map(|alt| &alt.atom) {
                Some(Atom::Object(id)) => *id,
                _ => ObjectId(0),
            },
        }
    }
}
