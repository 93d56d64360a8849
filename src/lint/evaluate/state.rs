//! What is alive while a unit is evaluated: scopes and objects.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::table::Table;
use crate::lint::form::{ClassId, FunctionId, Span};
use crate::lint::value::{Alt, FrameId, ObjectId, Value};

/// Names and what they stand for. Copied with their scope at every branch, so that what they stand for is shared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names(BTreeMap<Rc<str>, Rc<Value>>);

impl Names {
    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).map(|value| &**value)
    }

    /// Whether there is such a name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Binds a name.
    pub fn insert(&mut self, name: &str, value: Value) {
        match self.0.get_mut(name) {
            Some(there) => *there = Rc::new(value),
            None => {
                self.0.insert(name.into(), Rc::new(value));
            }
        }
    }

    /// All names, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// What all names stand for.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.values().map(|value| &**value)
    }

    fn join(&mut self, theirs: &Self) {
        for (name, value) in &theirs.0 {
            match self.0.get_mut(name) {
                Some(there) if Rc::ptr_eq(there, value) || *there == *value => {}
                Some(there) => *there = Rc::new(Value::clone(there).or(Value::clone(value))),
                None => {
                    self.0.insert(Rc::clone(name), Rc::clone(value));
                }
            }
        }
    }
}

/// A scope of names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// Its names.
    pub names: Names,
    /// The scope around it.
    pub parent: Option<FrameId>,
    /// The object whose method this is.
    pub this: Option<ObjectId>,
    /// The function that runs.
    pub function: Option<FunctionId>,
    /// The class in which the function stands.
    pub class: Option<ClassId>,
}

/// What an object is of.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A dictionary, map or object literal.
    Dict,
    /// A list, tuple or array.
    List,
    /// A text that is being built.
    Text,
    /// An object of a class of this file, and the scope of that class.
    Local(ClassId, FrameId),
    /// The class itself, for its own fields.
    ClassOf(ClassId),
    /// What a call of something from elsewhere gave.
    Api(Rc<str>),
    /// The answer to a request for a token.
    Token(usize),
    /// What has to be awaited first.
    Promise,
}

/// A field, entry or property.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its value.
    pub value: Value,
    /// Where its name stands.
    pub key_span: Span,
    /// Where name and value stand.
    pub span: Span,
}

/// A value and where it stands as an argument.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The value.
    pub value: Value,
    /// Where the argument stands.
    pub span: Span,
}

/// Arguments, evaluated.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Args {
    /// By position.
    pub positional: Vec<Given>,
    /// By name.
    pub named: Vec<(String, Span, Given)>,
    /// Whether there may be more.
    pub open: bool,
}

impl Args {
    /// The argument of that name.
    pub fn named(&self, name: &str) -> Option<&(String, Span, Given)> {
        self.named.iter().find(|(given, ..)| given == name)
    }

    /// All arguments.
    pub fn all(&self) -> impl Iterator<Item = &Given> {
        self.positional.iter().chain(self.named.iter().map(|(_, _, given)| given))
    }
}

/// A method that was called on an object.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodCall {
    /// Its name.
    pub name: Rc<str>,
    /// Its arguments.
    pub args: Args,
    /// Where the call stands.
    pub span: Span,
    /// Where the method's name stands.
    pub name_span: Span,
}

/// Something on the heap.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// What it is of.
    pub kind: Kind,
    /// Fields, entries, properties, in the order in which they were set.
    pub fields: Vec<(String, Field)>,
    /// Elements of a list.
    pub items: Vec<Value>,
    /// Whether there may be more fields or elements than are known.
    pub open: bool,
    /// What it was made with.
    pub args: Args,
    /// What was called on it.
    pub calls: Vec<Rc<MethodCall>>,
    /// What it was made of: the object whose method gave it.
    pub from: Option<ObjectId>,
    /// Where it was made.
    pub span: Span,
}

impl Object {
    /// An empty one.
    pub fn new(kind: Kind, span: Span) -> Self {
        Self {
            kind,
            fields: Vec::new(),
            items: Vec::new(),
            open: false,
            args: Args::default(),
            calls: Vec::new(),
            from: None,
            span,
        }
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, field)| field)
    }

    /// Sets a field, in the place of one of the same name.
    pub fn set(&mut self, name: &str, field: Field) {
        match self.fields.iter_mut().find(|(key, _)| key == name) {
            Some((_, there)) => *there = field,
            None => self.fields.push((name.to_owned(), field)),
        }
    }
}

/// Everything that is alive. Cloned for every branch, so what it holds is shared until it is changed.
#[derive(Debug, Clone, Default)]
pub struct State {
    frames: Table<Frame>,
    objects: Table<Object>,
}

impl State {
    /// A scope.
    pub fn frame(&self, id: FrameId) -> Option<&Frame> {
        self.frames.get(id.0)
    }

    /// A scope, to change it.
    pub fn frame_mut(&mut self, id: FrameId) -> Option<&mut Frame> {
        self.frames.get_mut(id.0)
    }

    /// Puts a scope in its place.
    pub fn put_frame(&mut self, id: FrameId, frame: Frame) {
        self.frames.put(id.0, frame);
    }

    /// All scopes that are there.
    pub fn frames(&self) -> impl Iterator<Item = (FrameId, &Frame)> {
        self.frames.iter().map(|(id, frame)| (FrameId(id), frame))
    }

    /// An object.
    pub fn object(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(id.0)
    }

    /// An object, to change it.
    pub fn object_mut(&mut self, id: ObjectId) -> Option<&mut Object> {
        self.objects.get_mut(id.0)
    }

    /// Puts an object in its place.
    pub fn put_object(&mut self, id: ObjectId, object: Object) {
        self.objects.put(id.0, object);
    }

    /// All objects that are there.
    pub fn objects(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        self.objects.iter().map(|(id, object)| (ObjectId(id), object))
    }

    /// The objects that are not the same as before.
    pub fn changed_objects<'s>(&'s self, before: &'s Self) -> impl Iterator<Item = (ObjectId, &'s Object)> {
        self.objects.changed(&before.objects).map(|(id, object)| (ObjectId(id), object))
    }

    /// What may be after either of two ways.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.frames.join(other.frames, |mine, theirs| Rc::make_mut(mine).names.join(&theirs.names));
        self.objects.join(other.objects, |mine, theirs| {
            if *mine != *theirs {
                join_objects(Rc::make_mut(mine), theirs);
            }
        });
        self
    }
}

fn join_objects(mine: &mut Object, theirs: &Object) {
    mine.open |= theirs.open;
    for (name, field) in &mut mine.fields {
        let other = theirs.field(name).map_or_else(|| Value::absent(field.span), |other| other.value.clone());
        field.value = std::mem::take(&mut field.value).or(other);
    }
    for (name, field) in &theirs.fields {
        if mine.field(name).is_none() {
            let value = field.value.clone().or(Value::absent(field.span));
            mine.fields.push((name.clone(), Field { value, ..field.clone() }));
        }
    }
    if mine.items != theirs.items {
        mine.open = true;
        if theirs.items.len() > mine.items.len() {
            mine.items.clone_from(&theirs.items);
        }
    }
    for call in &theirs.calls {
        if !mine.calls.iter().any(|there| Rc::ptr_eq(there, call) || there == call) {
            mine.calls.push(Rc::clone(call));
        }
    }
}

/// One alternative's object.
pub fn object_of(alt: &Alt) -> Option<ObjectId> {
    match alt.atom {
        crate::lint::value::Atom::Object(id) => Some(id),
        _ => None,
    }
}
