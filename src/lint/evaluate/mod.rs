//! Runs a unit in the abstract: every expression becomes the few things that it can be.
//!
//! It is bounded: so many steps a file, so many calls deep, so few alternatives. What lies beyond is unknown. It knows the
//! catalog's names, because they decide what a call gives, and judges nothing.

mod answer;
mod api;
mod assign;
mod call;
mod environment;
mod expression;
mod function;
mod hook;
mod intrinsic;
mod loops;
mod member;
mod roots;
mod scope;
mod shape;
pub mod state;
mod statement;
mod table;
mod trace;
mod url;

pub use api::argument;
pub use hook::Mark;
pub use trace::{Called, TokenRequest, Trace, Under};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::facts::{Facts, Shared};
use super::form::{ClassId, FunctionId, Span, Unit};
use super::front::FrontEnd;
use super::value::{FrameId, ObjectId, Value};
use state::{Frame, Kind, Object, State};

/// Steps for one unit.
const STEPS: usize = 150_000;

/// Calls of functions of the file within one another.
const DEEPEST_CALL: usize = 12;

/// A unit being evaluated.
pub struct Evaluator<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its text.
    pub source: &'a str,
    /// What the catalog says of its language.
    pub facts: &'a Facts,
    /// What holds for all languages.
    pub shared: &'a Shared,
    front: &'a dyn FrontEnd,
    /// What is alive.
    pub state: State,
    /// What was seen.
    pub trace: Trace,
    steps: usize,
    next_frame: u32,
    next_object: u32,
    frame: FrameId,
    returns: Vec<Vec<(Value, State)>>,
    running: Vec<FunctionId>,
    ran: BTreeSet<FunctionId>,
    made: Vec<(FunctionId, FrameId, Option<ObjectId>)>,
    noted: BTreeSet<FunctionId>,
    classes: Vec<(ClassId, FrameId)>,
    class_objects: BTreeMap<ClassId, ObjectId>,
    /// The class in which each method stands.
    class_around: HashMap<FunctionId, ClassId>,
    /// Whether control has left for good (the program ends).
    gone: bool,
    /// Which run of a token hook this is; 0 outside of one.
    activation: usize,
    activations: usize,
    /// From which beginning the run comes: 0 for the file itself.
    beginning: usize,
    conditions: Vec<trace::Under>,
}

impl<'a> Evaluator<'a> {
    /// Ready to run.
    pub fn new(unit: &'a Unit, source: &'a str, facts: &'a Facts, shared: &'a Shared, front: &'a dyn FrontEnd) -> Self {
        let mut state = State::default();
        state.put_frame(FrameId(0), Frame::default());
        let mut class_around = HashMap::new();
        for (id, class) in unit.classes() {
            for method in &class.methods {
                class_around.entry(*method).or_insert(id);
            }
        }
        Self {
            unit,
            source,
            facts,
            shared,
            front,
            state,
            trace: Trace::default(),
            steps: 0,
            next_frame: 1,
            next_object: 0,
            frame: FrameId(0),
            returns: Vec::new(),
            running: Vec::new(),
            ran: BTreeSet::new(),
            made: Vec::new(),
            classes: Vec::new(),
            class_objects: BTreeMap::new(),
            class_around,
            noted: BTreeSet::new(),
            gone: false,
            activation: 0,
            activations: 0,
            beginning: 0,
            conditions: Vec::new(),
        }
    }

    /// One step; whether there are any left.
    fn step(&mut self) -> bool {
        self.steps += 1;
        self.trace.exhausted |= self.steps > STEPS;
        self.steps <= STEPS
    }

    fn new_object(&mut self, object: Object) -> ObjectId {
        let id = ObjectId(self.next_object);
        self.next_object += 1;
        self.state.put_object(id, object);
        id
    }

    fn object_value(&mut self, object: Object) -> Value {
        let span = object.span;
        Value::one(super::value::Atom::Object(self.new_object(object)), span)
    }

    fn new_frame(&mut self, frame: Frame) -> FrameId {
        let id = FrameId(self.next_frame);
        self.next_frame += 1;
        self.state.put_frame(id, frame);
        id
    }

    /// Unknown, but made of these; what objects from elsewhere were made of counts.
    fn derived(&self, values: &[&Value], span: Span) -> Value {
        let mut sources: Vec<Value> = values.iter().map(|value| (*value).clone()).collect();
        for value in values {
            let (mut found, mut seen) = (Value::default(), BTreeMap::new());
            for alt in value.leaves() {
                self.sources(alt, 5, &mut seen, &mut found);
            }
            sources.push(found);
        }
        Value::derived(&sources, span)
    }

    /// What an object was made of; `seen` says how far each has been followed, because many hold the same ones.
    fn sources(&self, alt: &super::value::Alt, deep: usize, seen: &mut BTreeMap<ObjectId, usize>, into: &mut Value) {
        use super::value::Atom;
        let Atom::Object(id) = alt.atom else { return };
        let Some(object) = self.state.object(id).filter(|_| deep > 0) else { return };
        let before = seen.insert(id, deep).unwrap_or(0);
        if before >= deep {
            seen.insert(id, before);
            return;
        }
        if matches!(object.kind, Kind::Local(..) | Kind::Token(_) | Kind::ClassOf(_)) {
            return;
        }
        // What an open connection says has nothing to do with what it was made of, nor what a request's answer says.
        let apart = |path: &str| self.facts.open(path).is_some() || self.facts.request(path).is_some();
        if matches!(&object.kind, Kind::Api(path) if apart(path)) {
            return;
        }
        let given = object.args.all().map(|given| &given.value).chain(&object.items);
        for inner in given.chain(object.fields.iter().map(|(_, field)| &field.value)).flat_map(Value::leaves) {
            match inner.atom {
                Atom::Env(_) | Atom::Undefined(_) => into.add(inner.clone()),
                Atom::Object(_) => self.sources(inner, deep - 1, seen, into),
                _ => {}
            }
        }
        if let Some(from) = object.from {
            self.sources(&super::value::Alt::new(Atom::Object(from), alt.span), deep - 1, seen, into);
        }
    }

    /// Whether a value that is not there becomes a word in a text, as `None`.
    pub fn is_absent_a_word(&self) -> bool {
        self.front.absent_in_text().is_some()
    }

    /// Whether two names of members are the same in this language.
    pub fn same_name(&self, one: &str, other: &str) -> bool {
        self.front.same_name(one, other)
    }

    /// Names of arguments as the catalog spells them, where the language knows several spellings of one.
    pub fn respell(&self, args: &mut state::Args) {
        let known = || self.facts.keywords().filter_map(|known| Some((self.front.keyword(known)?, known)));
        let mut spellings: Option<BTreeMap<String, &str>> = None;
        for (name, ..) in &mut args.named {
            let Some(plain) = self.front.keyword(name) else { return };
            if let Some(known) = spellings.get_or_insert_with(|| known().collect()).get(&plain) {
                (*known).clone_into(name);
            }
        }
    }

    /// Runs a function that gets an object to set it up; whether that is a function of this file.
    pub fn set_up(&mut self, function: &super::value::Alt, object: ObjectId, span: Span) -> bool {
        let super::value::Atom::Function(id, ..) = function.atom else { return false };
        let given = |value: Value| state::Given { value, span };
        let mut args = state::Args::default();
        for _ in 1..self.unit.function(id).params.len() {
            args.positional.push(given(Value::unknown(span)));
        }
        args.positional.push(given(Value::one(super::value::Atom::Object(object), span)));
        self.call_value(&Value(vec![function.clone()]), &args, span);
        self.gone = false;
        true
    }

    /// A dictionary of which nothing is known yet.
    pub fn fresh_object(&mut self, span: Span) -> ObjectId {
        let mut object = Object::new(Kind::Dict, span);
        object.open = true;
        self.new_object(object)
    }

    /// Whether an object is given by a function, kept by the file itself or another object, or given to something from
    /// elsewhere.
    pub fn is_handed_on(&self, id: ObjectId) -> bool {
        let holds = |value: &Value| value.leaves().any(|alt| state::object_of(alt) == Some(id));
        let kept = self.trace.given.contains(&id)
            || self.state.frame(FrameId(0)).is_some_and(|frame| frame.names.values().any(holds));
        kept || self.state.objects().any(|(other, object)| {
            other != id
                && (object.args.all().any(|given| holds(&given.value))
                    || object.fields.iter().any(|(_, field)| holds(&field.value))
                    || object.items.iter().any(holds)
                    || object.calls.iter().any(|call| call.args.all().any(|given| holds(&given.value))))
        })
    }

    /// What a text shows that a function made of one thing, all that is in it.
    pub fn shown(&self, id: ObjectId) -> Option<&Value> {
        let object = self.state.object(id)?;
        let Kind::Api(path) = &object.kind else { return None };
        if self.front.intrinsic(path) != Some(super::front::Intrinsic::Show) {
            return None;
        }
        // A further function may leave things out.
        let (first, rest) = object.args.positional.split_first()?;
        let leaves_out =
            |alt: &super::value::Alt| !matches!(alt.atom, super::value::Atom::Null | super::value::Atom::Number(_));
        (!rest.first().is_some_and(|given| given.value.some(leaves_out))).then_some(&first.value)
    }

    /// Puts an object on the heap.
    pub fn hold(&mut self, object: Object) -> ObjectId {
        self.new_object(object)
    }

    /// The qualified name of what made an object, when it came from elsewhere.
    pub fn api_name(&self, id: ObjectId) -> Option<std::rc::Rc<str>> {
        match &self.state.object(id)?.kind {
            Kind::Api(name) => Some(name.clone()),
            _ => None,
        }
    }
}
