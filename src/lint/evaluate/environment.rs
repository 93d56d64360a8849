//! Readings of the environment, and what the file itself sets in it.

use std::rc::Rc;

use super::Evaluator;
use super::api::literal_span;
use super::state::Args;
use crate::catalog::UnsetBehaviour;
use crate::lint::form::Span;
use crate::lint::value::{Alt, Atom, EnvRead, Value};

impl Evaluator<'_> {
    pub(super) fn read_argument(&mut self, args: &Args, unset: UnsetBehaviour, span: Span) -> Value {
        let Some(first) = args.positional.first().or_else(|| args.all().next()) else { return Value::unknown(span) };
        let name = first.value.clone();
        let literal = name.literal();
        let mut value = self.read_named(&name, literal, unset, span);
        // A default: `os.getenv(name, default)`.
        if let Some(default) = args.positional.get(1).or_else(|| args.named.first().map(|(.., given)| given))
            && !matches!(default.value.0.as_slice(), [Alt { atom: Atom::Null, .. }])
        {
            let spans: Vec<Span> = value.0.iter().filter_map(|alt| alt.env().map(|read| read.name_span)).collect();
            self.trace.checked.extend(spans);
            value = value.or(default.value.clone());
        }
        value
    }

    /// What a reader of which nothing else is known gives for the name of one of Service Connector's variables.
    pub(super) fn reads_by_name(&self, path: &str, args: &Args, span: Span) -> Option<Value> {
        // Only for a name of Service Connector's there is anything to give.
        let literal = args.positional.first()?.value.literal()?;
        if !literal.starts_with(&self.shared.service.prefix) {
            return None;
        }
        const READERS: &[&str] = &[
            "get", "env", "config", "setting", "require", "read", "lookup", "value", "secret", "param", "must", "fetch",
        ];
        let last = path.rsplit('.').next().unwrap_or(path).to_ascii_lowercase();
        let reads = READERS.iter().any(|word| last.contains(word)) && !last.starts_with("set");
        let [name] = args.positional.as_slice() else { return None };
        if !reads || self.facts.knows(path) {
            return None;
        }
        let name_span = name.value.0.first().map_or(span, literal_span);
        self.of_service(&literal, name_span, span)
    }

    /// The value of one of Service Connector's variables, by its name; nothing for any other name.
    pub(super) fn of_service(&self, name: &str, name_span: Span, span: Span) -> Option<Value> {
        let known = name.starts_with(&self.shared.service.prefix) && !self.shared.variable(name).is_empty();
        let read = EnvRead { name: name.to_owned(), name_span, unset: UnsetBehaviour::Fails };
        known.then(|| Value::one(Atom::Env(Rc::new(read)), span))
    }

    pub(super) fn read_named(
        &mut self,
        name: &Value,
        literal: Option<String>,
        unset: UnsetBehaviour,
        span: Span,
    ) -> Value {
        if let Some(literal) = literal {
            let name_span = name.0.first().map_or(span, literal_span);
            return self.read(EnvRead { name: literal, name_span, unset }, span);
        }
        let mut result = Value::default();
        for alt in &name.0 {
            result = result.or(match alt.literal() {
                Some(literal) => self.read(EnvRead { name: literal, name_span: literal_span(alt), unset }, span),
                None => Value::derived([&Value(vec![alt.clone()])], span),
            });
        }
        result
    }

    pub(super) fn read(&mut self, read: EnvRead, span: Span) -> Value {
        // Read again where it is there.
        let tested = |under: &super::trace::Under| self.trace.tested.get(&under.condition);
        if self.conditions.iter().filter_map(tested).any(|names| names.contains(&read.name)) {
            self.trace.checked_here.insert(read.name_span);
        }
        if !self.trace.reads.contains(&read) {
            self.trace.reads.push(read.clone());
        }
        let set = self.set_in_environment(&read.name);
        Value::one(Atom::Env(Rc::new(read)), span).or(set)
    }

    /// What the file itself has set a variable of the environment to.
    fn set_in_environment(&self, name: &str) -> Value {
        let of = |path: &str| {
            let whole = path.strip_suffix(name).and_then(|path| path.strip_suffix('.'));
            whole.is_some_and(|whole| self.facts.is_environment(whole))
        };
        let of_name = self.trace.assigned.iter().filter(|(path, ..)| of(path));
        of_name.fold(Value::default(), |all, (_, value, _)| all.or(value.clone()))
    }
}
