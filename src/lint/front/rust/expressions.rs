//! Expressions.

use syn::{BinOp, Expr, Lit};

use super::Walk;
use crate::lint::form::{Arg, Call, Entry, ExprId, ExprKind, Span, Spread, Statement};

impl Walk<'_> {
    /// An expression; where a declaration says of what type it is, that is `declared`.
    pub(super) fn expression_of(&mut self, value: &Expr, declared: Option<&str>) -> ExprId {
        if becomes_another(value) {
            self.expected = declared.map(str::to_owned);
        }
        let value = self.expression(value);
        self.expected = None;
        value
    }

    pub(super) fn expression(&mut self, value: &Expr) -> ExprId {
        if self.depth >= super::DEEPEST {
            return self.opaque(Vec::new(), Span::default());
        }
        self.depth += 1;
        let id = self.lower(value);
        self.depth -= 1;
        id
    }

    fn lower(&mut self, value: &Expr) -> ExprId {
        match value {
            Expr::Lit(literal) => self.literal(&literal.lit),
            Expr::Path(path) => {
                let value = self.path(path.qself.as_ref(), &path.path);
                // A struct without fields is made by its name alone.
                let unit = path.path.get_ident().is_some_and(|ident| self.units.contains(&ident.to_string()));
                if unit { self.call_of(value, Vec::new(), self.span_of(value)) } else { value }
            }
            Expr::Paren(inner) => self.expression(&inner.expr),
            Expr::Group(inner) => self.expression(&inner.expr),
            Expr::Reference(inner) => self.same(&inner.expr, inner.and_token.span, None),
            Expr::RawAddr(inner) => self.same(&inner.expr, inner.and_token.span, None),
            Expr::Unary(unary) => self.unary(unary),
            Expr::Try(inner) => {
                let value = self.expression(&inner.expr);
                let end = self.place(inner.question_token.span);
                self.there(value, end)
            }
            Expr::Await(inner) => {
                let value = self.expression(&inner.base);
                let span = self.span_of(value).join(self.place(inner.await_token.span));
                self.add(ExprKind::Await(value), span)
            }
            Expr::Cast(inner) => {
                let value = self.expression(&inner.expr);
                let span = self.span_of(value);
                self.add(ExprKind::Same(value), span)
            }
            Expr::Binary(binary) => self.binary(binary),
            Expr::Assign(assign) => {
                let value = self.expression(&assign.right);
                self.assign(&assign.left, value, false)
            }
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) => self.method_call(call),
            Expr::Field(field) => self.field(field),
            Expr::Index(index) => {
                let (object, key) = (self.expression(&index.expr), self.expression(&index.index));
                let span = self.span_of(object).join(self.place(index.bracket_token.span.close()));
                self.add(ExprKind::Index { object, index: key }, span)
            }
            Expr::Struct(literal) => self.literal_of(literal),
            Expr::Tuple(tuple) => {
                let span = self.place(tuple.paren_token.span.join());
                if tuple.elems.is_empty() {
                    return self.opaque(Vec::new(), span);
                }
                self.list(tuple.elems.iter(), span)
            }
            Expr::Array(array) => {
                let span = self.place(array.bracket_token.span.join());
                self.list(array.elems.iter(), span)
            }
            Expr::Repeat(repeat) => {
                let value = self.expression(&repeat.expr);
                let span = self.place(repeat.bracket_token.span.join());
                self.opaque(vec![value], span)
            }
            Expr::Range(range) => {
                let parts: Vec<ExprId> =
                    [&range.start, &range.end].into_iter().flatten().map(|part| self.expression(part)).collect();
                let span = parts.iter().map(|part| self.span_of(*part)).reduce(Span::join).unwrap_or_default();
                self.opaque(parts, span)
            }
            Expr::Closure(closure) => self.closure(closure),
            Expr::Async(block) => {
                let begin = self.place(block.async_token.span);
                self.asynchronous(&block.block, begin)
            }
            Expr::Macro(call) => self.macro_call(&call.mac),
            Expr::Let(bound) => {
                let value = self.expression(&bound.expr);
                let span = self.place(bound.let_token.span).join(self.span_of(value));
                self.add(ExprKind::Test(vec![value]), span)
            }
            Expr::If(branch) => {
                let span = self.place(branch.if_token.span);
                self.flowing(value, span)
            }
            Expr::Match(choice) => {
                let span = self.place(choice.match_token.span).join(self.place(choice.brace_token.span.close()));
                self.flowing(value, span)
            }
            Expr::Block(block) => {
                let span = self.place(block.block.brace_token.span.join());
                self.flowing(value, span)
            }
            Expr::Unsafe(block) => {
                let span = self.place(block.block.brace_token.span.join());
                self.flowing(value, span)
            }
            Expr::Loop(repeat) => {
                let span = self.place(repeat.loop_token.span);
                self.flowing(value, span)
            }
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) | Expr::While(_) | Expr::ForLoop(_) => {
                self.flow(value, &super::statements::Sink::Nothing);
                self.opaque(Vec::new(), Span::default())
            }
            _ => self.opaque(Vec::new(), Span::default()),
        }
    }

    /// A value that is asked for: whoever comes on has it. Where it was waited for, it is there already.
    pub(super) fn there(&mut self, value: ExprId, end: Span) -> ExprId {
        let span = self.span_of(value).join(end);
        match self.unit.expr(value).kind {
            ExprKind::Await(_) | ExprKind::Same(_) | ExprKind::Format { .. } => self.add(ExprKind::Same(value), span),
            _ => self.called("{there}", end, vec![value], span),
        }
    }

    /// The same value, with something before or behind it.
    fn same(&mut self, inner: &Expr, before: proc_macro2::Span, after: Option<proc_macro2::Span>) -> ExprId {
        let value = self.expression(inner);
        let mut span = self.place(before).join(self.span_of(value));
        if let Some(after) = after {
            span = span.join(self.place(after));
        }
        self.add(ExprKind::Same(value), span)
    }

    fn unary(&mut self, unary: &syn::ExprUnary) -> ExprId {
        match &unary.op {
            syn::UnOp::Deref(star) => self.same(&unary.expr, star.span, None),
            syn::UnOp::Neg(sign) => {
                let value = self.expression(&unary.expr);
                let span = self.place(sign.span).join(self.span_of(value));
                match self.unit.expr(value).kind.clone() {
                    ExprKind::Number(number) => self.add(ExprKind::Number(format!("-{number}")), span),
                    _ => self.add(ExprKind::Test(vec![value]), span),
                }
            }
            syn::UnOp::Not(not) => {
                let value = self.expression(&unary.expr);
                let span = self.place(not.span).join(self.span_of(value));
                self.add(ExprKind::Test(vec![value]), span)
            }
            _ => self.expression(&unary.expr),
        }
    }

    fn binary(&mut self, binary: &syn::ExprBinary) -> ExprId {
        if matches!(binary.op, BinOp::AddAssign(_)) {
            let value = self.expression(&binary.right);
            return self.assign(&binary.left, value, true);
        }
        let (left, right) = (self.expression(&binary.left), self.expression(&binary.right));
        let span = self.span_of(left).join(self.span_of(right));
        let kind = match binary.op {
            BinOp::Add(_) => ExprKind::Add(left, right),
            _ => ExprKind::Test(vec![left, right]),
        };
        self.add(kind, span)
    }

    /// An assignment is a statement; as an expression it gives nothing.
    pub(super) fn assign(&mut self, target: &Expr, value: ExprId, append: bool) -> ExprId {
        let target = self.expression(target);
        let span = self.span_of(target).join(self.span_of(value));
        self.out.push(Statement::Assign { target, value: Some(value), append, declared: None, declares: false });
        self.opaque(Vec::new(), span)
    }

    fn field(&mut self, field: &syn::ExprField) -> ExprId {
        let object = self.expression(&field.base);
        match &field.member {
            syn::Member::Named(ident) => {
                let name_span = self.place(ident.span());
                let span = self.span_of(object).join(name_span);
                self.add(ExprKind::Member { object, name: ident.to_string(), name_span }, span)
            }
            syn::Member::Unnamed(index) => {
                let place = self.place(index.span);
                let span = self.span_of(object).join(place);
                let index = self.add(ExprKind::Number(index.index.to_string()), place);
                self.add(ExprKind::Index { object, index }, span)
            }
        }
    }

    pub(super) fn list<'e>(&mut self, items: impl Iterator<Item = &'e Expr>, span: Span) -> ExprId {
        let items = items.map(|item| (self.expression(item), false)).collect();
        self.add(ExprKind::List(items), span)
    }

    /// `Type { field: value, ..rest }`
    fn literal_of(&mut self, literal: &syn::ExprStruct) -> ExprId {
        let callee = self.path(literal.qself.as_ref(), &literal.path);
        let mut initializer = Vec::new();
        if let Some(rest) = &literal.rest {
            initializer.push(Entry::Spread(self.expression(rest)));
        }
        for field in &literal.fields {
            let (name, key_span) = match &field.member {
                syn::Member::Named(ident) => (ident.to_string(), self.place(ident.span())),
                syn::Member::Unnamed(index) => (index.index.to_string(), self.place(index.span)),
            };
            let value = self.expression(&field.expr);
            let key = self.add(ExprKind::Text(name), key_span);
            let span = key_span.join(self.span_of(value));
            initializer.push(Entry::Pair { key, value, span });
        }
        let span = self.span_of(callee).join(self.place(literal.brace_token.span.close()));
        self.add(ExprKind::Call(Call { callee, args: Vec::new(), new: true, initializer }), span)
    }

    pub(super) fn literal(&mut self, literal: &Lit) -> ExprId {
        let span = self.place(literal.span());
        let kind = match literal {
            Lit::Str(text) => return self.text(&text.value(), span),
            Lit::ByteStr(text) => match String::from_utf8(text.value()) {
                Ok(text) => return self.text(&text, span),
                Err(_) => ExprKind::Opaque(Vec::new()),
            },
            Lit::Char(text) => return self.text(&text.value().to_string(), span),
            Lit::Int(number) => ExprKind::Number(number.base10_digits().to_owned()),
            Lit::Float(number) => ExprKind::Number(number.base10_digits().to_owned()),
            Lit::Byte(number) => ExprKind::Number(number.value().to_string()),
            Lit::Bool(value) => ExprKind::Bool(value.value),
            _ => ExprKind::Opaque(Vec::new()),
        };
        self.add(kind, span)
    }

    /// A literal text; its place is that of its content.
    pub(super) fn text(&mut self, text: &str, span: Span) -> ExprId {
        let span = self.content(span);
        self.add(ExprKind::Text(text.to_owned()), span)
    }

    /// Where the content of a literal stands, without quotes, `b`, `r#`.
    pub(super) fn content(&self, span: Span) -> Span {
        let written = span.text(self.source);
        let Some(open) = written.find(['"', '\'']) else { return span };
        let hashes = written[..open].matches('#').count();
        let (start, end) = (span.start + open + 1, span.end.saturating_sub(1 + hashes));
        if start <= end { Span::new(start, end) } else { span }
    }

    /// A call of something by its name, with plain arguments.
    pub(super) fn called(&mut self, name: &str, name_span: Span, args: Vec<ExprId>, span: Span) -> ExprId {
        let callee = self.add(ExprKind::Name(name.to_owned()), name_span);
        self.call_of(callee, args, span)
    }

    pub(super) fn call_of(&mut self, callee: ExprId, args: Vec<ExprId>, span: Span) -> ExprId {
        let args = args
            .into_iter()
            .map(|value| Arg { name: None, value, spread: Spread::No, span: self.span_of(value) })
            .collect();
        self.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), span)
    }
}

/// Whether a value is a text that becomes something else, by `parse` without a type.
fn becomes_another(value: &Expr) -> bool {
    match value {
        Expr::Try(inner) => becomes_another(&inner.expr),
        Expr::Paren(inner) => becomes_another(&inner.expr),
        Expr::MethodCall(call) if call.method == "parse" => call.turbofish.is_none() && call.args.is_empty(),
        Expr::MethodCall(call) => {
            let passes = ["unwrap", "expect", "context", "with_context", "map_err", "unwrap_or_else", "wrap_err"];
            passes.iter().any(|name| call.method == name) && becomes_another(&call.receiver)
        }
        _ => false,
    }
}
