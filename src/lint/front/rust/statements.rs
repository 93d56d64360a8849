//! Blocks and what flows out of them: an `if`, a `match`, a block is a value in Rust, and a statement in the form.

use syn::{Expr, Stmt};

use super::Walk;
use crate::lint::form::{Block, ExprId, ExprKind, Span, Statement};

/// Where the value of a block goes.
#[derive(Debug, Clone)]
pub(super) enum Sink {
    /// Nowhere.
    Nothing,
    /// To a name of its own.
    Name(String),
    /// To whoever called the function.
    Return,
}

impl Walk<'_> {
    /// Statements, the value of the last one dropped.
    pub(super) fn statements(&mut self, statements: &[Stmt]) {
        self.statements_into(statements, &Sink::Nothing);
    }

    /// The statements of a block with a scope of its own.
    pub(super) fn block_into(&mut self, block: &syn::Block, sink: &Sink) {
        self.scopes.enter();
        self.statements_into(&block.stmts, sink);
        self.scopes.leave();
    }

    fn statements_into(&mut self, statements: &[Stmt], sink: &Sink) {
        let items = items_of(statements);
        if !items.is_empty() {
            self.note(&items);
        }
        for (index, statement) in statements.iter().enumerate() {
            let last = index + 1 == statements.len();
            match statement {
                Stmt::Local(local) => self.local(local),
                Stmt::Item(item) => self.local_item(item),
                Stmt::Expr(value, None) if last => self.flow(value, sink),
                Stmt::Expr(value, _) => self.flow(value, &Sink::Nothing),
                Stmt::Macro(statement) => {
                    let value = self.macro_call(&statement.mac);
                    let sink = if last && statement.semi_token.is_none() { sink } else { &Sink::Nothing };
                    self.deliver(value, sink);
                }
            }
        }
    }

    fn local(&mut self, local: &syn::Local) {
        let (pattern, declared) = match &local.pat {
            syn::Pat::Type(typed) => (&*typed.pat, self.type_name(&typed.ty)),
            pattern => (pattern, None),
        };
        let Some(init) = &local.init else {
            let Some((name, span)) = self.bound_name(pattern) else { return };
            let target = self.add(ExprKind::Name(name), span);
            self.out.push(Statement::Assign { target, value: None, append: false, declared, declares: true });
            return;
        };
        let value = self.expression_of(&init.expr, declared.as_deref());
        if let Some((_, otherwise)) = &init.diverge {
            let condition = self.keep(value);
            let otherwise = self.block(|walk| walk.flow(otherwise, &Sink::Nothing));
            self.out.push(Statement::If { condition, then: Vec::new(), otherwise });
            self.bind(pattern, condition);
            return;
        }
        self.bind(pattern, value);
    }

    /// An expression whose value goes where `sink` says.
    pub(super) fn flow(&mut self, value: &Expr, sink: &Sink) {
        if self.depth >= super::DEEPEST {
            return;
        }
        self.depth += 1;
        match value {
            Expr::Paren(inner) => self.flow(&inner.expr, sink),
            Expr::Group(inner) => self.flow(&inner.expr, sink),
            Expr::Block(block) => self.block_into(&block.block, sink),
            Expr::Unsafe(block) => self.block_into(&block.block, sink),
            Expr::Const(block) => self.block_into(&block.block, sink),
            Expr::If(branch) => self.branch(branch, sink),
            Expr::Match(choice) => self.choice(choice, sink),
            Expr::Loop(repeat) => self.repeat(None, &repeat.body),
            Expr::While(repeat) => self.repeat_while(repeat),
            Expr::ForLoop(repeat) => self.repeat(Some((&repeat.pat, &repeat.expr)), &repeat.body),
            Expr::Return(leaving) => match &leaving.expr {
                Some(value) => self.flow(value, &Sink::Return),
                None => self.out.push(Statement::Return(None)),
            },
            Expr::Break(leaving) => {
                if let Some(value) = &leaving.expr {
                    self.flow(value, &Sink::Nothing);
                }
                self.out.push(Statement::Leave(None));
            }
            Expr::Continue(_) => self.out.push(Statement::Leave(None)),
            Expr::Call(call) if self.is_variant(&call.func, "Ok") && call.args.len() == 1 => {
                self.flow(&call.args[0], sink);
            }
            Expr::Call(call) if self.is_variant(&call.func, "Err") && call.args.len() == 1 => {
                let error = self.expression(&call.args[0]);
                match sink {
                    Sink::Return => self.out.push(Statement::Leave(Some(error))),
                    _ => self.out.push(Statement::Expr(error)),
                }
            }
            Expr::Macro(call) => {
                let value = self.macro_call(&call.mac);
                self.deliver(value, sink);
            }
            _ => {
                let value = self.expression(value);
                self.deliver(value, sink);
            }
        }
        self.depth -= 1;
    }

    /// A value is there.
    fn deliver(&mut self, value: ExprId, sink: &Sink) {
        match sink {
            Sink::Nothing => self.out.push(Statement::Expr(value)),
            Sink::Name(name) => {
                let span = self.span_of(value);
                self.set(name, value, span);
            }
            Sink::Return => self.out.push(Statement::Return(Some(value))),
        }
    }

    /// The value of an expression that the form has as statements.
    pub(super) fn flowing(&mut self, value: &Expr, span: Span) -> ExprId {
        let name = self.fresh();
        self.flow(value, &Sink::Name(name.clone()));
        self.unit.bound.insert(name.clone());
        self.add(ExprKind::Name(name), span)
    }

    /// A condition; what its patterns bind, with the values.
    fn condition<'e>(&mut self, value: &'e Expr, binds: &mut Vec<(&'e syn::Pat, ExprId)>) -> ExprId {
        match value {
            Expr::Let(bound) => {
                let value = self.expression(&bound.expr);
                let whole = self.place(bound.let_token.span).join(self.span_of(value));
                let kept = self.keep(value);
                binds.push((&bound.pat, kept));
                let ExprKind::Name(name) = self.unit.expr(kept).kind.clone() else { return kept };
                self.add(ExprKind::Name(name), whole)
            }
            Expr::Binary(both) if matches!(both.op, syn::BinOp::And(_)) => {
                let left = self.condition(&both.left, binds);
                let right = self.condition(&both.right, binds);
                let span = self.span_of(left).join(self.span_of(right));
                self.add(ExprKind::Test(vec![left, right]), span)
            }
            Expr::Paren(inner) => self.condition(&inner.expr, binds),
            _ => self.expression(value),
        }
    }

    fn branch(&mut self, branch: &syn::ExprIf, sink: &Sink) {
        let mut binds = Vec::new();
        let condition = self.condition(&branch.cond, &mut binds);
        let then = self.block(|walk| {
            walk.scopes.enter();
            for (pattern, value) in binds {
                walk.bind(pattern, value);
            }
            walk.block_into(&branch.then_branch, sink);
            walk.scopes.leave();
        });
        let otherwise = self.block(|walk| {
            if let Some((_, otherwise)) = &branch.else_branch {
                walk.flow(otherwise, sink);
            }
        });
        self.out.push(Statement::If { condition, then, otherwise });
    }

    /// `match` as a chain of branches, so that it is known under which condition each stands. The last one needs none.
    fn choice(&mut self, choice: &syn::ExprMatch, sink: &Sink) {
        let subject = self.expression(&choice.expr);
        let subject = self.keep(subject);
        let mut arms: Vec<(ExprId, Block)> = Vec::new();
        for arm in &choice.arms {
            let span = self.pattern_span(&arm.pat);
            let mut parts = vec![subject];
            parts.extend(self.pattern_values(&arm.pat));
            let mut guard = Vec::new();
            let body = self.block(|walk| {
                walk.scopes.enter();
                walk.bind(&arm.pat, subject);
                if let Some((_, condition)) = &arm.guard {
                    let condition = walk.expression(condition);
                    guard.push(condition);
                    walk.out.push(Statement::Expr(condition));
                }
                walk.flow(&arm.body, sink);
                walk.scopes.leave();
            });
            let whole = guard.first().map_or(span, |guard| span.join(self.span_of(*guard)));
            let condition = self.add(ExprKind::Test(parts), whole);
            arms.push((condition, body));
        }
        let mut otherwise = arms.pop().map(|(_, body)| body).unwrap_or_default();
        for (condition, then) in arms.into_iter().rev() {
            otherwise = vec![Statement::If { condition, then, otherwise }];
        }
        self.out.extend(otherwise);
    }

    fn repeat(&mut self, each: Option<(&syn::Pat, &Expr)>, body: &syn::Block) {
        self.scopes.enter();
        let mut opening = None;
        let each = each.map(|(pattern, of)| {
            let of = self.expression(of);
            let span = self.pattern_span(pattern);
            let name = self.fresh();
            self.unit.bound.insert(name.clone());
            let target = self.add(ExprKind::Name(name), span);
            opening = Some((pattern, target));
            (target, of)
        });
        let body = self.block(|walk| {
            if let Some((pattern, value)) = opening {
                walk.bind(pattern, value);
            }
            walk.block_into(body, &Sink::Nothing);
        });
        self.scopes.leave();
        self.out.push(Statement::Loop { each, body });
    }

    fn repeat_while(&mut self, repeat: &syn::ExprWhile) {
        let mut binds = Vec::new();
        let condition = self.condition(&repeat.cond, &mut binds);
        self.out.push(Statement::Expr(condition));
        let body = self.block(|walk| {
            walk.scopes.enter();
            for (pattern, value) in binds {
                walk.bind(pattern, value);
            }
            walk.block_into(&repeat.body, &Sink::Nothing);
            walk.scopes.leave();
        });
        self.out.push(Statement::Loop { each: None, body });
    }
}

/// The items among statements.
pub(super) fn items_of(statements: &[Stmt]) -> Vec<&syn::Item> {
    statements
        .iter()
        .filter_map(|statement| match statement {
            Stmt::Item(item) => Some(item),
            _ => None,
        })
        .collect()
}
