//! Pools that are made anew before their token expires: none of them outlives it.

use super::context::Context;
use crate::lint::form::{Block, ExprId, Function, Statement};
use crate::lint::model::Connection;

/// Words of names that speak of a time.
const OF_TIME: &[&str] = &[
    "now",
    "utcnow",
    "expires",
    "expire",
    "expired",
    "expiry",
    "expiring",
    "expiration",
    "exp",
    "ttl",
    "stale",
    "elapsed",
    "deadline",
    "monotonic",
];

/// Words of code that runs something later, or again and again.
const BY_ITSELF: &[&str] = &["setinterval", "settimeout", "schedule", "timer", "ticker", "cron", "afterfunc"];

/// How far behind such a word the name of what is run may stand, in bytes.
const BEHIND: usize = 80;

/// Whether the function that makes a connection, or one that calls it, looks at the time first, or runs by itself.
pub fn is_rebuilt(context: &Context<'_, '_>, connection: &Connection) -> bool {
    let functions = || context.model.run.unit.functions().map(|(_, function)| function);
    let mut makers: Vec<&Function> =
        functions().filter(|function| function.span.contains(connection.name_span)).collect();
    if makers.is_empty() {
        return false;
    }
    let calls = |text: &str, name: &str| {
        text.match_indices(name).any(|(at, _)| {
            text[at + name.len()..].starts_with('(') && !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    };
    let names: Vec<&str> = makers.iter().filter_map(|function| function.name.as_deref()).collect();
    let callers: Vec<&Function> = functions()
        .filter(|function| !makers.iter().any(|maker| std::ptr::eq(*maker, *function)))
        .filter(|function| names.iter().any(|name| calls(context.text(function.span), name)))
        .collect();
    makers.extend(callers);
    let of_time: Vec<&str> = functions()
        .filter(|function| speaks_of_time(context.text(function.span)))
        .filter_map(|function| function.name.as_deref())
        .collect();
    let looks = |condition: ExprId| {
        let text = context.text(context.model.run.unit.expr(condition).span);
        speaks_of_time(text) || of_time.iter().any(|name| calls(text, name))
    };
    if makers.iter().any(|function| any_condition(&function.body, &looks)) {
        return true;
    }
    let lower = context.model.run.source.to_lowercase();
    let names: Vec<String> =
        makers.iter().filter_map(|function| Some(function.name.as_deref()?.to_lowercase())).collect();
    BY_ITSELF.iter().flat_map(|word| lower.match_indices(word)).any(|(at, word)| {
        let rest: String = lower[at + word.len()..].chars().take(BEHIND).collect();
        names.iter().any(|name| rest.split(|c: char| !c.is_alphanumeric() && c != '_').any(|other| other == name))
    })
}

fn any_condition(block: &Block, is: &dyn Fn(ExprId) -> bool) -> bool {
    block.iter().any(|statement| match statement {
        Statement::If { condition, then, otherwise } => {
            is(*condition) || any_condition(then, is) || any_condition(otherwise, is)
        }
        Statement::OneOf { subject, branches, .. } => {
            subject.is_some_and(is) || branches.iter().any(|branch| any_condition(branch, is))
        }
        Statement::Loop { body, .. } | Statement::Block(body) => any_condition(body, is),
        Statement::Try { body, handlers, finally } => {
            any_condition(body, is)
                || handlers.iter().any(|(_, handler)| any_condition(handler, is))
                || any_condition(finally, is)
        }
        _ => false,
    })
}

/// Whether one of the words of the names in a piece of code speaks of a time: `expiresAt`, `token_exp`, `Date.now()`.
fn speaks_of_time(text: &str) -> bool {
    let mut word = String::new();
    let mut before = ' ';
    for c in text.chars().chain([' ']) {
        if !c.is_alphabetic() || c.is_uppercase() && before.is_lowercase() {
            if OF_TIME.contains(&word.as_str()) {
                return true;
            }
            word.clear();
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    false
}
