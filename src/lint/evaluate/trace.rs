//! What was seen while a unit was evaluated.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::state::{Args, Object};
use crate::lint::form::Span;
use crate::lint::value::{Alt, EnvRead, ObjectId, Value};

/// A call of something from elsewhere.
#[derive(Debug, Clone)]
pub struct Called {
    /// Its qualified name.
    pub name: Rc<str>,
    /// Where the call stands.
    pub span: Span,
    /// Where the name stands.
    pub name_span: Span,
    /// Its arguments.
    pub args: Args,
    /// What it gave, and as it was made, where that is an object of its own.
    pub object: Option<(ObjectId, Object)>,
    /// Which run of a token hook it happened in; 0 outside of one.
    pub activation: usize,
}

/// A condition that something stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Under {
    /// Where the condition stands.
    pub condition: Span,
    /// Whether it holds there, where that is known.
    pub holds: Option<bool>,
}

/// A request for a token.
#[derive(Debug, Clone)]
pub struct TokenRequest {
    /// Where the call stands.
    pub span: Span,
    /// Which of the language's token facts it is; nothing for a request by HTTP.
    pub fact: Option<usize>,
    /// The credential that is asked.
    pub credential: Value,
    /// What is asked for.
    pub scope: Value,
    /// The HTTP request, for one by hand.
    pub http: Option<ObjectId>,
    /// Which run of a token hook it happened in; 0 outside of one.
    pub activation: usize,
}

/// Everything that was seen.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// Calls of what the catalog knows, and of everything else from elsewhere.
    pub calls: Vec<Called>,
    /// Requests for tokens.
    pub tokens: Vec<TokenRequest>,
    /// Readings of the environment.
    pub reads: Vec<EnvRead>,
    /// Names that nothing defines and where they were used.
    pub undefined: Vec<(Rc<str>, Span)>,
    /// Readings (by the place of the name) whose being unset was looked at.
    pub checked: BTreeSet<Span>,
    /// Readings (by the place of the name) under a condition that looks at the same variable.
    pub checked_here: BTreeSet<Span>,
    /// The conditions under which a literal was evaluated.
    pub under: BTreeMap<Span, Vec<Under>>,
    /// The variables of the environment that a condition looks at.
    pub tested: BTreeMap<Span, BTreeSet<String>>,
    /// The conditions under which a call was made.
    pub called_under: BTreeMap<Span, BTreeSet<Span>>,
    /// What was split: the text, the separator, the place.
    pub splits: Vec<(Value, Value, Span)>,
    /// What was raised as an error: the value and the place.
    pub raised: Vec<(Value, Span)>,
    /// Qualified names that were used, and where.
    pub used: Vec<(Rc<str>, Span)>,
    /// Objects that were used as text, a member or an element of them.
    pub taken: Vec<(Alt, Span)>,
    /// Objects that a function of the file gave.
    pub given: BTreeSet<ObjectId>,
    /// Texts that were given where the class belongs that wraps the scopes: the place, and which of the language's token
    /// facts that is.
    pub unwrapped: Vec<(Span, usize)>,
    /// What was assigned to members of modules: the qualified name, the value, the place.
    pub assigned: Vec<(Rc<str>, Value, Span)>,
    /// From which beginning (the file, or a function that nothing calls) tokens were asked for and calls were made, by the
    /// place of the call.
    pub begun: BTreeMap<Span, BTreeSet<usize>>,
    /// Texts that may be used elsewhere, with whether a function gives them; otherwise the file or a class keeps them.
    pub kept: Vec<(Alt, bool)>,
    /// Names that are a known one's but for capitals, that one, and where they stand.
    pub misspelt: Vec<(Rc<str>, Rc<str>, Span)>,
    /// Variables of the environment of which something looks whether they hold a URL, pairs, or what else.
    pub formed: BTreeSet<String>,
    /// Whether the steps ran out.
    pub exhausted: bool,
}
