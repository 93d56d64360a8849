//! Pools that end soon after they were made: their token does.

use crate::catalog::OpenFact;
use crate::lint::evaluate::Called;
use crate::lint::form::{Function, Span};

use super::Model;

impl Model<'_> {
    /// Whether what a call makes is used, closed, and handed on to nothing: neither kept nor used in a function that takes
    /// something, as the handler of a request does.
    pub(super) fn is_brief(&self, fact: &OpenFact, called: &Called) -> bool {
        let Some((id, _)) = called.object.as_ref().filter(|_| !fact.closes.is_empty()) else { return false };
        let Some(object) = self.run.state.object(*id) else { return false };
        let closes = |name: &str| fact.closes.iter().any(|own| own == name);
        let unit = self.run.unit;
        let inner = |span: Span| {
            let around = unit.functions().map(|(_, function)| function).filter(|function| function.span.contains(span));
            around.min_by_key(|function| function.span.end - function.span.start)
        };
        // Closed by the function that made it, or that had it made, if that is none which runs as long as the program: whoever got
        // it meanwhile gave it back.
        const LONG: &[&str] = &["main", "run", "start", "serve", "server", "bootstrap", "init", "setup", "lifespan"];
        let maker = inner(called.span);
        const SERVES: &[&str] = &["listen", "serve", "handler", "route", "@app", "queue"];
        let serves = SERVES.iter().any(|word| self.run.source.to_lowercase().contains(word));
        let passing = |function: &&Function| {
            let named = |name: &String| LONG.iter().any(|long| name.to_lowercase().contains(long));
            !serves || !function.name.as_ref().is_some_and(named)
        };
        let ends = |span: Span| match (inner(span).filter(passing), maker.filter(passing)) {
            (Some(closer), Some(maker)) => {
                let made = |name: &String| closer.span.text(self.run.source).contains(&format!("{name}("));
                std::ptr::eq(closer, maker) || maker.name.as_ref().is_some_and(made)
            }
            _ => false,
        };
        let closed_by_caller = || {
            let name = maker?.name.as_ref().filter(|name| name.len() > 3)?;
            let mut functions = unit.functions().map(|(_, function)| function).filter(passing);
            Some(functions.any(|function| {
                let text = function.span.text(self.run.source);
                let call = format!("{name}(");
                let mut made = text.match_indices(&call).filter_map(|(at, _)| assigned_to(&text[..at]));
                made.any(|own| fact.closes.iter().any(|close| text.contains(&format!("{own}.{close}("))))
            }))
        };
        let closed_in_any_case = || {
            let text = maker.filter(passing)?.span.text(self.run.source);
            let name = assigned_to(self.run.source.get(..called.span.start)?)?;
            Some(fact.closes.iter().any(|close| text.contains(&format!(" {name}.{close}("))))
        };
        if object.calls.iter().any(|call| closes(&call.name) && ends(call.span))
            || closed_in_any_case() == Some(true)
            || closed_by_caller() == Some(true)
        {
            return true;
        }
        let in_handler = |span: Span| {
            let text = span.text(self.run.source);
            let around = unit.functions().map(|(_, function)| function);
            let around = around.filter(|other| other.span.contains(span) && !other.span.contains(called.span));
            // `func(db *sql.DB) error`: it is given to the function for as long as that runs.
            let given = |param: &crate::lint::form::Param| {
                text.strip_prefix(param.name.as_str()).is_some_and(|rest| rest.starts_with('.'))
            };
            let mut takes = false;
            for function in around {
                if function.params.iter().any(given) {
                    return false;
                }
                takes |= function.name.is_none() && !function.params.is_empty();
            }
            takes
        };
        let calls = &object.calls;
        calls.iter().any(|call| closes(&call.name))
            && calls.iter().any(|call| !closes(&call.name))
            && !calls.iter().any(|call| in_handler(call.span))
            && !self.run.is_handed_on(*id)
    }
}

/// The name to which is assigned what stands behind a piece of code: `const pool = await `.
fn assigned_to(before: &str) -> Option<&str> {
    let before = ["new ", "await "].iter().fold(before, |before, word| before.strip_suffix(word).unwrap_or(before));
    let before = before.trim_end().strip_suffix('=')?.trim_end_matches([':', ' ']);
    before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| !name.is_empty())
}
