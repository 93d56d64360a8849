//! What an expression can be: a few alternatives, each with the place where it was made.

use std::rc::Rc;

use super::form::{ClassId, FunctionId, Span};

/// How many alternatives are kept; with more, the rest is unknown.
const MOST: usize = 8;

/// An object on the evaluator's heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// A scope of names that is alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(pub u32);

/// What an expression can be. Empty only for code that is never reached.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Value(pub Vec<Alt>);

/// One thing that it can be.
#[derive(Debug, Clone, PartialEq)]
pub struct Alt {
    /// Where that was written, read or asked for: first, because most that are compared differ there.
    pub span: Span,
    /// What.
    pub atom: Atom,
}

/// One thing.
#[derive(Debug, Clone, PartialEq)]
pub enum Atom {
    /// Nothing is known.
    Unknown,
    /// Nothing is given at all.
    Absent,
    /// `None`, `null`, ...
    Null,
    /// A boolean.
    Bool(bool),
    /// A number as it is written.
    Number(Rc<str>),
    /// A text in pieces.
    Text(Rc<[Part]>),
    /// An environment variable.
    Env(Rc<EnvRead>),
    /// The text of a token, by its request.
    Token(usize),
    /// A module, class, function or constant from elsewhere, by its qualified name.
    Api(Rc<str>),
    /// An object.
    Object(ObjectId),
    /// A function of this file, the scope in which it was made, and the object that it is bound to.
    Function(FunctionId, FrameId, Option<ObjectId>),
    /// A class of this file and the scope in which it was made.
    Class(ClassId, FrameId),
    /// A method of an object from elsewhere.
    Method(ObjectId, Rc<str>),
    /// Not known, but made of these.
    Derived(Rc<[Alt]>),
    /// A setting that was taken out of the connection string in an environment variable, by its meaning: `host`, `password`, ...
    Entry(Rc<EnvRead>, Rc<str>),
    /// A name that nothing defines.
    Undefined(Rc<str>),
}

/// A reading of the environment.
#[derive(Debug, Clone, PartialEq)]
pub struct EnvRead {
    /// The variable.
    pub name: String,
    /// Where its name stands.
    pub name_span: Span,
    /// Whether an unset variable goes on unnoticed.
    pub unset: crate::catalog::UnsetBehaviour,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Literal text and where it stands.
    Literal(Rc<str>, Span),
    /// What is put in, and where that is done.
    Hole(Alt, Span),
}

impl Alt {
    /// Made at `span`.
    pub fn new(atom: Atom, span: Span) -> Self {
        Self { atom, span }
    }

    /// A literal text.
    pub fn text(text: &str, span: Span) -> Self {
        Self { atom: Atom::Text(Rc::from([Part::Literal(Rc::from(text), span)])), span }
    }

    /// The literal text, if it is one without holes.
    pub fn literal(&self) -> Option<String> {
        match &self.atom {
            Atom::Text(parts) => parts
                .iter()
                .map(|part| match part {
                    Part::Literal(text, _) => Some(&**text),
                    Part::Hole(..) => None,
                })
                .collect(),
            _ => None,
        }
    }

    /// The pieces of which the text consists that this is when it is put into one at `site`.
    pub fn parts(&self, site: Span) -> Vec<Part> {
        match &self.atom {
            Atom::Text(parts) => parts.to_vec(),
            Atom::Number(text) => vec![Part::Literal(text.clone(), self.span)],
            _ => vec![Part::Hole(self.clone(), site)],
        }
    }

    /// Whether it is unknown in part or whole.
    pub fn is_unknown(&self) -> bool {
        matches!(self.atom, Atom::Unknown | Atom::Derived(_) | Atom::Entry(..) | Atom::Undefined(_))
    }

    /// Whether it is nothing: absent, null, or the empty text.
    pub fn is_nothing(&self) -> bool {
        matches!(self.atom, Atom::Absent | Atom::Null) || self.literal().is_some_and(|text| text.is_empty())
    }

    /// The environment variable that it is.
    pub fn env(&self) -> Option<&EnvRead> {
        match &self.atom {
            Atom::Env(read) => Some(read),
            _ => None,
        }
    }

    /// The reading of the environment that it is, or was taken out of.
    pub fn read(&self) -> Option<&EnvRead> {
        match &self.atom {
            Atom::Env(read) | Atom::Entry(read, _) => Some(read),
            _ => None,
        }
    }

    /// All that it is made of: holes of a text, sources of a derived value, itself.
    pub fn leaves(&self) -> Vec<&Alt> {
        match &self.atom {
            Atom::Text(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    Part::Hole(alt, _) => Some(alt.leaves()),
                    Part::Literal(..) => None,
                })
                .flatten()
                .collect(),
            Atom::Derived(sources) => sources.iter().flat_map(Alt::leaves).collect(),
            _ => vec![self],
        }
    }
}

impl Value {
    /// One thing.
    pub fn one(atom: Atom, span: Span) -> Self {
        Self(vec![Alt::new(atom, span)])
    }

    /// Nothing is known.
    pub fn unknown(span: Span) -> Self {
        Self::one(Atom::Unknown, span)
    }

    /// Not given.
    pub fn absent(span: Span) -> Self {
        Self::one(Atom::Absent, span)
    }

    /// A literal text.
    pub fn text(text: &str, span: Span) -> Self {
        Self(vec![Alt::text(text, span)])
    }

    /// Unknown, but made of these.
    pub fn derived<'a>(sources: impl IntoIterator<Item = &'a Value>, span: Span) -> Self {
        let mut leaves: Vec<Alt> = Vec::new();
        for alt in sources.into_iter().flat_map(|value| &value.0).flat_map(Alt::leaves) {
            let counts = matches!(
                alt.atom,
                Atom::Env(_) | Atom::Entry(..) | Atom::Token(_) | Atom::Object(_) | Atom::Undefined(_)
            );
            if counts && leaves.len() < MOST && !leaves.contains(alt) {
                leaves.push(alt.clone());
            }
        }
        if leaves.is_empty() { Self::unknown(span) } else { Self::one(Atom::Derived(leaves.into()), span) }
    }

    /// Adds what it can be besides.
    pub fn add(&mut self, alt: Alt) {
        if self.0.contains(&alt) {
            return;
        }
        if self.0.len() >= MOST {
            if !self.0.iter().any(|alt| alt.atom == Atom::Unknown) {
                self.0.push(Alt::new(Atom::Unknown, alt.span));
            }
            return;
        }
        self.0.push(alt);
    }

    /// Either of two.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for alt in other.0 {
            self.add(alt);
        }
        self
    }

    /// The literal text, if it is exactly one.
    pub fn literal(&self) -> Option<String> {
        match self.0.as_slice() {
            [alt] => alt.literal(),
            _ => None,
        }
    }

    /// Whether all of it, and something, is so.
    pub fn every(&self, is: impl Fn(&Alt) -> bool) -> bool {
        !self.0.is_empty() && self.0.iter().all(is)
    }

    /// Whether some of it is so.
    pub fn some(&self, is: impl Fn(&Alt) -> bool) -> bool {
        self.0.iter().any(is)
    }

    /// All that it is made of.
    pub fn leaves(&self) -> impl Iterator<Item = &Alt> {
        self.0.iter().flat_map(Alt::leaves)
    }

    /// One text after another, in every combination, or where these are too many each alternative at least once; `sites` says
    /// where each is put in.
    pub fn concat(values: &[Value], sites: &[Span], span: Span) -> Self {
        let all: usize = values.iter().fold(1, |all, value| all.saturating_mul(value.0.len()));
        let most = values.iter().map(|value| value.0.len()).max().unwrap_or(0).min(MOST);
        let mut texts: Vec<Vec<Part>> = vec![Vec::new(); if all > MOST { most } else { 1 }];
        for (index, value) in values.iter().enumerate() {
            let site = sites.get(index).copied();
            let parts = |alt: &Alt| alt.parts(site.unwrap_or(alt.span));
            if all > MOST {
                for (text, alt) in texts.iter_mut().zip(value.0.iter().cycle()) {
                    text.extend(parts(alt));
                }
                continue;
            }
            let longer = texts.iter().flat_map(|text| value.0.iter().map(|alt| [text.clone(), parts(alt)].concat()));
            texts = longer.collect();
        }
        let mut result = Value::default();
        for parts in texts {
            result.add(Alt::new(Atom::Text(parts.into()), span));
        }
        result
    }

    /// With a text that consists of one hole alone taken for what is in the hole.
    #[must_use]
    pub fn unwrapped(&self) -> Self {
        let mut result = Value::default();
        for alt in &self.0 {
            result.add(match &alt.atom {
                Atom::Text(parts) => match &**parts {
                    [Part::Hole(inner, _)] => inner.clone(),
                    _ => alt.clone(),
                },
                _ => alt.clone(),
            });
        }
        result
    }
}
