//! Whether two places of a unit can be reached in one run: not when they stand in branches that exclude one another.

use super::form::{Block, ExprId, ExprKind, Function, Span, Statement, Unit};

/// Whether whatever reaches the one place never reaches the other: the branches of one condition, or what comes after a
/// branch that leaves.
pub fn exclude_each_other(unit: &Unit, one: Span, other: Span) -> bool {
    apart(unit, one, other) || called_apart(unit, one, other)
}

/// Whether what reaches the places are functions that are called in branches that exclude one another, and nowhere else.
fn called_apart(unit: &Unit, one: Span, other: Span) -> bool {
    let around = |span: Span, apart: Span| {
        let functions = unit.functions().map(|(_, function)| function);
        let inner = functions.filter(|function| function.span.contains(span) && !function.span.contains(apart));
        inner.filter(|function| function.name.is_some()).min_by_key(|function| function.span.end - function.span.start)
    };
    let (first, second) = (around(one, other), around(other, one));
    let sites = |function: Option<&Function>, span: Span| -> Vec<Span> {
        let Some(name) = function.and_then(|function| function.name.as_deref()) else { return vec![span] };
        let calls = unit.exprs().filter(|(_, expr)| match &expr.kind {
            ExprKind::Call(call) => match &unit.expr(call.callee).kind {
                ExprKind::Name(called) | ExprKind::Member { name: called, .. } => called == name,
                _ => false,
            },
            _ => false,
        });
        calls.map(|(_, expr)| expr.span).collect()
    };
    if first.is_none() && second.is_none() {
        return false;
    }
    let (first, second) = (sites(first, one), sites(second, other));
    let all = || first.iter().all(|one| second.iter().all(|other| apart(unit, *one, *other)));
    !first.is_empty() && !second.is_empty() && all()
}

fn apart(unit: &Unit, one: Span, other: Span) -> bool {
    let chosen = unit.exprs().any(|(_, expr)| match &expr.kind {
        ExprKind::Choose { then, otherwise, .. } => {
            let (then, otherwise) = (unit.expr(*then).span, unit.expr(*otherwise).span);
            then.contains(one) && otherwise.contains(other) || then.contains(other) && otherwise.contains(one)
        }
        _ => false,
    });
    chosen
        || within(unit, &unit.body, one, other)
        || unit.functions().any(|(_, function)| within(unit, &function.body, one, other))
}

fn within(unit: &Unit, block: &Block, one: Span, other: Span) -> bool {
    let apart = |branches: &[&Block]| {
        let at = |span: Span| branches.iter().position(|branch| holds(unit, branch, span));
        matches!((at(one), at(other)), (Some(first), Some(second)) if first != second)
            || branches.iter().any(|branch| within(unit, branch, one, other))
    };
    block.iter().enumerate().any(|(index, statement)| {
        let after = |span: Span| holds(unit, &block[index + 1..], span);
        match statement {
            Statement::If { then, otherwise, .. } => {
                let left = |branch: &Block, inside: Span, behind: Span| {
                    leaves(branch) && holds(unit, branch, inside) && after(behind)
                };
                apart(&[then, otherwise])
                    || [then, otherwise].iter().any(|branch| left(branch, one, other) || left(branch, other, one))
            }
            Statement::OneOf { branches, .. } => apart(&branches.iter().collect::<Vec<_>>()),
            Statement::Loop { body, .. } | Statement::Block(body) => within(unit, body, one, other),
            Statement::Try { body, handlers, finally } => {
                within(unit, body, one, other)
                    || handlers.iter().any(|(_, handler)| within(unit, handler, one, other))
                    || within(unit, finally, one, other)
            }
            _ => false,
        }
    })
}

/// Whether control leaves at the end of a block in any case.
fn leaves(block: &[Statement]) -> bool {
    block.last().is_some_and(|last| match last {
        Statement::Return(_) | Statement::Leave(_) => true,
        Statement::If { then, otherwise, .. } => leaves(then) && leaves(otherwise),
        Statement::Block(block) => leaves(block),
        _ => false,
    })
}

/// Whether a place stands in one of these statements.
fn holds(unit: &Unit, block: &[Statement], span: Span) -> bool {
    let has = |id: &ExprId| unit.expr(*id).span.contains(span);
    block.iter().any(|statement| match statement {
        Statement::Expr(id) | Statement::Yield(id) => has(id),
        Statement::Assign { target, value, .. } => {
            let target = unit.expr(*target).span;
            value.map_or(target, |value| target.join(unit.expr(value).span)).contains(span)
        }
        Statement::Return(value) | Statement::Leave(value) => value.as_ref().is_some_and(has),
        Statement::If { condition, then, otherwise } => {
            has(condition) || holds(unit, then, span) || holds(unit, otherwise, span)
        }
        Statement::OneOf { subject, branches, .. } => {
            subject.as_ref().is_some_and(has) || branches.iter().any(|branch| holds(unit, branch, span))
        }
        Statement::Loop { each, body } => {
            each.as_ref().is_some_and(|(target, of)| has(target) || has(of)) || holds(unit, body, span)
        }
        Statement::Try { body, handlers, finally } => {
            holds(unit, body, span)
                || handlers.iter().any(|(_, handler)| holds(unit, handler, span))
                || holds(unit, finally, span)
        }
        Statement::Block(block) => holds(unit, block, span),
        Statement::Function(id) => unit.function(*id).span.contains(span),
        Statement::Class(id) => unit.class(*id).span.contains(span),
        Statement::Import { .. } => false,
    })
}
