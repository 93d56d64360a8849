//! Loops over what is known completely: each round runs by itself.

use super::Evaluator;
use super::state::Kind;
use crate::lint::form::{Block, ExprId, ExprKind};
use crate::lint::value::{Alt, Atom, Value};

/// Rounds that are run one by one; a longer loop runs once, over any of its elements.
const ROUNDS: usize = 12;

/// What a round binds: the key, where the target has one, and the value.
pub(super) type Round = (Option<Value>, Value);

impl Evaluator<'_> {
    /// What each round of a loop binds, where that is known: of a list its elements, of a dictionary keys and values.
    pub(super) fn rounds(&self, of: &Value, target: ExprId) -> Option<Vec<Round>> {
        let [Alt { atom: Atom::Object(id), .. }] = of.0.as_slice() else { return None };
        let object = self.state.object(*id).filter(|object| !object.open)?;
        let with_key = matches!(self.unit.expr(target).kind, ExprKind::Pair { .. });
        let two = matches!(&self.unit.expr(target).kind, ExprKind::List(items) if items.len() == 2);
        let span = self.unit.expr(target).span;
        let rounds: Vec<Round> = match object.kind {
            Kind::List if object.fields.is_empty() => {
                let number = |index: usize| Value::one(Atom::Number(index.to_string().into()), span);
                let rounds = object.items.iter().enumerate();
                rounds.map(|(index, item)| (with_key.then(|| number(index)), item.clone())).collect()
            }
            Kind::Dict if object.items.is_empty() && (with_key || two) => {
                let fields = object.fields.iter();
                fields.map(|(name, field)| (Some(Value::text(name, field.key_span)), field.value.clone())).collect()
            }
            _ => return None,
        };
        (1..=ROUNDS).contains(&rounds.len()).then_some(rounds)
    }

    /// Runs the rounds one after another.
    pub(super) fn rounds_of(&mut self, rounds: Vec<Round>, target: ExprId, body: &Block) {
        for (key, value) in rounds {
            match (&self.unit.expr(target).kind, key) {
                (ExprKind::Pair { key: name, value: target }, Some(key)) => {
                    let (name, target) = (*name, *target);
                    self.assign(name, key, false);
                    self.assign(target, value, false);
                }
                (ExprKind::List(items), Some(key)) => {
                    let items = items.clone();
                    for ((item, _), value) in items.iter().zip([key, value]) {
                        self.assign(*item, value, false);
                    }
                }
                _ => self.assign(target, value, false),
            }
            let before = self.state.clone();
            if self.block(body) == super::statement::Flow::Left {
                let after = std::mem::take(&mut self.state);
                self.state = before.join(after);
            }
        }
    }
}
