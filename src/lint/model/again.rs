//! Hooks that keep the token of one connection for the next: they are run twice, and the second run shows what is kept.

use std::collections::BTreeSet;

use crate::catalog::{HookFact, HookReturns};
use crate::lint::evaluate::Mark;
use crate::lint::evaluate::state::{Args, Kind};
use crate::lint::form::{Block, ExprId, ExprKind, FunctionId, Span, Statement, Unit};
use crate::lint::value::{Alt, Atom, Value};

use super::Model;

/// Words of code that looks at when a token expires, or that takes away what is kept from time to time.
const OF_TIME: &[&str] = &[
    "expir", ".now", "::now", "now(", "utcnow", "time", "valid", "ttl", "stale", "fresh", "date", "clock", "deadline",
    "elapsed", "instant",
];

/// Words of code that waits for something no longer than so long, which says nothing of a token.
const OF_WAITING: &[&str] = &["timeout", "time.second", "time.minute", "time.millisecond"];

/// Words of code that runs by itself, again and again.
const BY_ITSELF: &[&str] = &["interval", "timer", "ticker", "schedule", "cron", "afterfunc", "sleep", "periodic"];

impl Model<'_> {
    /// The token that a hook asked for in the run since `before` and would give in the next one too; nothing where anything
    /// looks whether it is still good.
    pub(super) fn again(
        &mut self,
        fact: &HookFact,
        hook: &Value,
        span: Span,
        activation: usize,
        before: &Mark,
    ) -> Option<usize> {
        let asked =
            |run: &Self| (before.tokens..run.run.trace.tokens.len()).find(|index| run.of_run(*index, activation));
        let request = asked(self)?;
        let holders = self.holders(request, before);
        if holders.is_empty() {
            return None;
        }
        let mut args = Args { open: true, ..Args::default() };
        let target = self.hook_target(fact, &mut args, span);
        let kept = self.run.probe(hook, &args, span, |run, result, ran| {
            let password = match (target, fact.returns) {
                (Some(target), _) => {
                    let name = fact.sets.first().and_then(|slot| slot.option.as_deref().or(slot.property.as_deref()));
                    let name = name.unwrap_or("password");
                    run.state.object(target).and_then(|object| object.field(name)).map(|field| field.value.clone())
                }
                (None, Some(HookReturns::Password)) => Some(result.clone()),
                _ => None,
            };
            let gives = |alt: &Alt| alt.atom == Atom::Token(request);
            password.is_some_and(|password| password.some(gives)).then(|| ran.clone())
        })?;
        (!self.looks_at_time(&kept) && !self.is_set_elsewhere(&holders, &kept)).then_some(request)
    }

    fn of_run(&self, index: usize, activation: usize) -> bool {
        self.run.trace.tokens.get(index).is_some_and(|token| token.activation == activation)
    }

    /// Names of what was there before the run and holds the token after it.
    fn holders(&self, request: usize, before: &Mark) -> BTreeSet<String> {
        let is = |alt: &Alt| match alt.atom {
            Atom::Token(token) => token == request,
            Atom::Object(id) => self.run.state.object(id).is_some_and(|object| object.kind == Kind::Token(request)),
            _ => false,
        };
        let mut names = BTreeSet::new();
        for (_, object) in self.run.state.objects().filter(|(id, _)| id.0 < before.objects) {
            let holding = object.fields.iter().filter(|(_, field)| field.value.some(is));
            names.extend(holding.map(|(name, _)| name.clone()));
        }
        for (_, frame) in self.run.state.frames().filter(|(id, _)| id.0 < before.frames) {
            let holding = frame.names.iter().filter(|(_, value)| value.some(is));
            names.extend(holding.map(|(name, _)| name.to_owned()));
        }
        names
    }

    /// Whether one of the functions looks at the time, or anything in the file runs by itself.
    fn looks_at_time(&self, ran: &BTreeSet<FunctionId>) -> bool {
        let has = |text: &str, words: &[&str]| {
            let text = OF_WAITING.iter().fold(text.to_lowercase(), |text, word| text.replace(word, ""));
            words.iter().any(|word| text.contains(word))
        };
        let spans = ran.iter().map(|id| self.run.unit.function(*id).span);
        has(self.run.source, BY_ITSELF) || spans.map(|span| span.text(self.run.source)).any(|text| has(text, OF_TIME))
    }

    /// Whether a function that the hook does not run sets, or clears, what holds the token.
    fn is_set_elsewhere(&self, holders: &BTreeSet<String>, ran: &BTreeSet<FunctionId>) -> bool {
        let unit = self.run.unit;
        let constructors: BTreeSet<&str> = unit.classes().map(|(_, class)| class.constructor).collect();
        let others = unit.functions().filter(|(id, function)| {
            let constructor = function.name.as_deref().is_some_and(|name| constructors.contains(name));
            let around = ran.iter().any(|inner| function.span.contains(unit.function(*inner).span));
            !ran.contains(id) && !constructor && !around
        });
        let mut others = others.map(|(_, function)| function);
        others.any(|function| {
            sets_in(unit, &function.body, holders)
                || unit.exprs().any(|(_, expr)| match &expr.kind {
                    ExprKind::Assign { target, .. } => {
                        function.span.contains(expr.span) && is_named(unit, *target, holders)
                    }
                    _ => false,
                })
        })
    }
}

/// Whether a statement sets one of these names.
fn sets_in(unit: &Unit, block: &Block, names: &BTreeSet<String>) -> bool {
    block.iter().any(|statement| match statement {
        Statement::Assign { target, declares, .. } => !declares && is_named(unit, *target, names),
        Statement::If { then, otherwise, .. } => sets_in(unit, then, names) || sets_in(unit, otherwise, names),
        Statement::OneOf { branches, .. } => branches.iter().any(|branch| sets_in(unit, branch, names)),
        Statement::Loop { body, .. } | Statement::Block(body) => sets_in(unit, body, names),
        Statement::Try { body, handlers, finally } => {
            sets_in(unit, body, names)
                || handlers.iter().any(|(_, handler)| sets_in(unit, handler, names))
                || sets_in(unit, finally, names)
        }
        _ => false,
    })
}

fn is_named(unit: &Unit, target: ExprId, names: &BTreeSet<String>) -> bool {
    match &unit.expr(target).kind {
        ExprKind::Name(name) | ExprKind::Member { name, .. } => names.contains(name),
        ExprKind::Index { index, .. } => {
            matches!(&unit.expr(*index).kind, ExprKind::Text(name) if names.contains(name))
        }
        ExprKind::List(items) => items.iter().any(|(item, _)| is_named(unit, *item, names)),
        ExprKind::Same(inner) => is_named(unit, *inner, names),
        _ => false,
    }
}
