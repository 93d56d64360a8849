//! Functions, methods, closures.

use super::Walk;
use super::statements::Sink;
use crate::lint::form::{Call, ExprId, ExprKind, Function, Param, Receiver, Span, Spread, Statement};

impl Walk<'_> {
    /// A function with a name.
    pub(super) fn function(&mut self, signature: &syn::Signature, block: &syn::Block) -> Function {
        self.scopes.enter_function();
        let mut params = Vec::new();
        let mut opening = Vec::new();
        for input in &signature.inputs {
            if let syn::FnArg::Typed(input) = input {
                let declared = self.type_name(&input.ty);
                self.param(&input.pat, declared, &mut params, &mut opening);
            }
        }
        let gives = matches!(signature.output, syn::ReturnType::Type(..));
        let sink = if gives { Sink::Return } else { Sink::Nothing };
        let mut body = self.block(|walk| {
            walk.open_params(&opening);
            walk.block_into(block, &sink);
        });
        if let Some(span) = self.for_tests {
            // It runs under that condition.
            let condition = self.opaque(Vec::new(), span);
            body = vec![Statement::If { condition, then: body, otherwise: Vec::new() }];
        }
        self.scopes.leave();
        let begin = self.place(signature.fn_token.span);
        let end = self.place(block.brace_token.span.close());
        Function {
            name: Some(signature.ident.to_string()),
            span: begin.join(end),
            params,
            body,
            receiver: if signature.receiver().is_some() { Receiver::This } else { Receiver::None },
            of_class: false,
            asynchronous: signature.asyncness.is_some(),
            ..Function::default()
        }
    }

    /// A method of a class of the file.
    pub(super) fn method(&mut self, class: &str, signature: &syn::Signature, block: &syn::Block) {
        let within = self.within.replace(class.to_owned());
        let around = std::mem::replace(&mut self.function, format!("{class}.{}", signature.ident));
        let mut function = self.function(signature, block);
        self.function = around;
        self.within = within;
        function.of_class = signature.receiver().is_none();
        let id = self.unit.add_function(function);
        if let Some(class) = self.classes.get(class) {
            self.unit.class_mut(*class).methods.push(id);
        }
    }

    fn param<'p>(
        &mut self,
        pattern: &'p syn::Pat,
        declared: Option<String>,
        params: &mut Vec<Param>,
        opening: &mut Vec<(&'p syn::Pat, String, Span)>,
    ) {
        let (name, span) = match pattern {
            syn::Pat::Ident(ident) if ident.subpat.is_none() => {
                let name = ident.ident.to_string();
                self.unit.bound.insert(name.clone());
                (self.scopes.bind(&name), self.place(ident.ident.span()))
            }
            syn::Pat::Type(typed) => {
                let declared = self.type_name(&typed.ty);
                return self.param(&typed.pat, declared, params, opening);
            }
            _ => {
                let name = self.fresh();
                let span = self.pattern_span(pattern);
                if !matches!(pattern, syn::Pat::Wild(_)) {
                    opening.push((pattern, name.clone(), span));
                }
                (name, span)
            }
        };
        params.push(Param { name, span, default: None, declared, takes: Spread::No, pattern: None });
    }

    /// Takes parameters apart that are patterns.
    fn open_params(&mut self, opening: &[(&syn::Pat, String, Span)]) {
        for (pattern, name, span) in opening {
            let value = self.add(ExprKind::Name(name.clone()), *span);
            self.bind(pattern, value);
        }
    }

    /// `|a, b| ...`
    pub(super) fn closure(&mut self, closure: &syn::ExprClosure) -> ExprId {
        self.scopes.enter_function();
        let mut params = Vec::new();
        let mut opening = Vec::new();
        for input in &closure.inputs {
            self.param(input, None, &mut params, &mut opening);
        }
        let body = self.block(|walk| {
            walk.open_params(&opening);
            walk.flow(&closure.body, &Sink::Return);
        });
        self.scopes.leave();
        let begin = self.place(closure.or1_token.span);
        let span = self.last_span(&body).map_or(begin, |end| begin.join(end));
        let asynchronous = closure.asyncness.is_some();
        let function = Function { span, params, body, asynchronous, ..Function::default() };
        let id = self.unit.add_function(function);
        self.add(ExprKind::Function(id), span)
    }

    /// `async { ... }`: what it gives has to be awaited.
    pub(super) fn asynchronous(&mut self, block: &syn::Block, begin: Span) -> ExprId {
        self.scopes.enter_function();
        let body = self.block(|walk| walk.block_into(block, &Sink::Return));
        self.scopes.leave();
        let span = begin.join(self.place(block.brace_token.span.close()));
        let function = Function { span, body, asynchronous: true, ..Function::default() };
        let id = self.unit.add_function(function);
        let callee = self.add(ExprKind::Function(id), span);
        self.add(ExprKind::Call(Call { callee, args: Vec::new(), new: false, initializer: Vec::new() }), span)
    }

    fn last_span(&self, block: &crate::lint::form::Block) -> Option<Span> {
        use crate::lint::form::Statement;
        match block.last()? {
            Statement::Return(Some(value)) | Statement::Expr(value) | Statement::Leave(Some(value)) => {
                Some(self.span_of(*value))
            }
            _ => None,
        }
    }
}
