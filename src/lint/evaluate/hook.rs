//! Token hooks: functions that are run as a driver runs them.

use std::collections::BTreeSet;

use super::Evaluator;
use super::state::Args;
use crate::lint::form::{FunctionId, Span};
use crate::lint::value::Value;

/// How far an evaluation is.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Requests for tokens.
    pub tokens: usize,
    /// Objects that were made.
    pub objects: u32,
    /// Scopes that were made.
    pub frames: u32,
}

impl Evaluator<'_> {
    /// How far everything is: what comes from here on is newer.
    pub fn mark(&self) -> Mark {
        Mark { tokens: self.trace.tokens.len(), objects: self.next_object, frames: self.next_frame }
    }

    /// Runs a token hook once more and looks at what it gives and which functions ran; nothing is left of that run.
    pub fn probe<T>(
        &mut self,
        hook: &Value,
        args: &Args,
        span: Span,
        look: impl FnOnce(&Self, &Value, &BTreeSet<FunctionId>) -> T,
    ) -> T {
        let (state, trace) = (self.state.clone(), self.trace.clone());
        let ran = std::mem::take(&mut self.ran);
        let (value, _) = self.run_hook(hook, args, span);
        let looked = look(self, &value, &self.ran);
        (self.state, self.trace, self.ran) = (state, trace, ran);
        looked
    }

    /// Runs a function as a token hook does.
    pub fn run_hook(&mut self, function: &Value, args: &Args, span: Span) -> (Value, usize) {
        self.activations += 1;
        let mine = self.activations;
        let outer = std::mem::replace(&mut self.activation, mine);
        let value = self.call_value(function, args, span);
        let value = self.awaited(&value);
        self.activation = outer;
        self.gone = false;
        (value, mine)
    }
}
