//! Statements in the place of expressions.

use tree_sitter::Node;

use super::Walk;
use crate::lint::form::{Block, ExprId, ExprKind, Function, Statement};
use crate::lint::front::lower::opaque;

impl Walk<'_, '_> {
    /// A statement in the place of an expression: as a function that is called at once and knows the names around it.
    pub(super) fn inline(&mut self, node: Node<'_>) -> ExprId {
        if let Some(word) =
            ["raise", "fail", "throw", "abort"].iter().find(|word| self.low.text(node).starts_with(**word))
        {
            let _ = word;
            return opaque(self, node);
        }
        let mut body: Block = Vec::new();
        self.any_statement(node, &mut body);
        self.give_last(&mut body);
        let outer = self.locals.iter().flatten().cloned().collect();
        let span = self.low.span(node);
        let id = self.low.unit.add_function(Function { span, body, outer, ..Function::default() });
        let callee = self.low.add(ExprKind::Function(id), node);
        self.call_of(callee, Vec::new(), false, node)
    }

    /// The last value of a block is what it gives.
    pub(super) fn give_last(&mut self, block: &mut Block) {
        match block.last_mut() {
            Some(Statement::If { then, otherwise, .. }) => {
                let (mut first, mut second) = (std::mem::take(then), std::mem::take(otherwise));
                self.give_last(&mut first);
                self.give_last(&mut second);
                if let Some(Statement::If { then, otherwise, .. }) = block.last_mut() {
                    (*then, *otherwise) = (first, second);
                }
            }
            Some(Statement::OneOf { branches, .. }) => {
                let mut all = std::mem::take(branches);
                all.iter_mut().for_each(|branch| self.give_last(branch));
                if let Some(Statement::OneOf { branches, .. }) = block.last_mut() {
                    *branches = all;
                }
            }
            Some(Statement::Try { body, handlers, .. }) => {
                let (mut inner, mut all) = (std::mem::take(body), std::mem::take(handlers));
                self.give_last(&mut inner);
                all.iter_mut().for_each(|(_, handler)| self.give_last(handler));
                if let Some(Statement::Try { body, handlers, .. }) = block.last_mut() {
                    (*body, *handlers) = (inner, all);
                }
            }
            Some(Statement::Block(inner)) => {
                let mut inside = std::mem::take(inner);
                self.give_last(&mut inside);
                block.pop();
                block.extend(inside);
            }
            Some(last @ Statement::Expr(_)) => {
                if let Statement::Expr(expression) = *last {
                    *last = Statement::Return(Some(expression));
                }
            }
            _ => {}
        }
    }
}
