//! Macros: what they are given is parsed too, as far as it is made of expressions.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Expr, Lit};

use super::Walk;
use crate::lint::form::{Arg, Call, Entry, ExprId, ExprKind, FormatStyle, Span, Spread, Statement};

/// Macros that make code: what they are given is no expression.
const MAKES_CODE: &[&str] = &["quote", "quote_spanned", "parse_quote", "macro_rules", "html", "rsx", "view"];

/// One of the things that a macro is given.
struct Piece {
    /// `name = value`
    name: Option<(String, Span)>,
    value: Expr,
}

impl Walk<'_> {
    pub(super) fn macro_call(&mut self, mac: &syn::Macro) -> ExprId {
        let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let begin = mac.path.segments.first().map_or_else(Span::default, |first| self.place(first.ident.span()));
        let close = match &mac.delimiter {
            syn::MacroDelimiter::Paren(token) => token.span.close(),
            syn::MacroDelimiter::Brace(token) => token.span.close(),
            syn::MacroDelimiter::Bracket(token) => token.span.close(),
        };
        let last = mac.path.segments.last().map_or(begin, |last| self.place(last.ident.span()));
        let (span, name_span) = (begin.join(self.place(close)), begin.join(last));
        if MAKES_CODE.contains(&name.as_str()) || self.depth >= super::DEEPEST {
            return self.opaque(Vec::new(), span);
        }
        self.depth += 1;
        let value = self.macro_of(&name, &mac.tokens, name_span, span);
        self.depth -= 1;
        value
    }

    fn macro_of(&mut self, name: &str, tokens: &TokenStream, name_span: Span, span: Span) -> ExprId {
        match name {
            "json" => return self.json(tokens.clone(), span),
            "select" => return self.select(tokens, span),
            "hashmap" | "btreemap" => return self.map(tokens, span),
            _ => {}
        }
        let pieces = pieces(tokens, |span| self.place(span));
        match name {
            "format" | "format_args" | "anyhow" | "eyre" | "format_err" | "report" | "miette" => {
                self.formatted(&pieces, span)
            }
            "bail" | "eyre_bail" => {
                let said = self.formatted(&pieces, span);
                self.out.push(Statement::Leave(Some(said)));
                self.opaque(Vec::new(), span)
            }
            "ensure" | "assert" | "debug_assert" => {
                let Some((condition, said)) = pieces.split_first() else { return self.opaque(Vec::new(), span) };
                let condition = self.expression(&condition.value);
                let otherwise = self.block(|walk| {
                    let said = (!said.is_empty()).then(|| walk.formatted(said, span));
                    walk.out.push(Statement::Leave(said));
                });
                self.out.push(Statement::If { condition, then: Vec::new(), otherwise });
                self.opaque(Vec::new(), span)
            }
            "write" | "writeln" => {
                let Some((into, said)) = pieces.split_first() else { return self.opaque(Vec::new(), span) };
                let said = self.formatted(said, span);
                let target = match &into.value {
                    Expr::Reference(inner) => &inner.expr,
                    other => other,
                };
                match target {
                    Expr::Path(_) | Expr::Field(_) => self.assign(target, said, true),
                    _ => self.opaque(vec![said], span),
                }
            }
            "vec" => {
                let items = pieces.iter().map(|piece| (self.expression(&piece.value), false)).collect();
                self.add(ExprKind::List(items), span)
            }
            "concat" => {
                let parts = pieces.iter().map(|piece| self.expression(&piece.value)).collect();
                self.add(ExprKind::Join(parts), span)
            }
            "matches" => {
                let parts = pieces.first().map(|piece| self.expression(&piece.value)).into_iter().collect();
                self.add(ExprKind::Test(parts), span)
            }
            "join" | "try_join" => {
                let mut items = Vec::new();
                for piece in &pieces {
                    let value = self.expression(&piece.value);
                    let place = self.span_of(value);
                    items.push((self.add(ExprKind::Await(value), place), false));
                }
                self.add(ExprKind::List(items), span)
            }
            "dbg" if pieces.len() == 1 => {
                let value = self.expression(&pieces[0].value);
                let value = self.keep(value);
                let printed = self.called("dbg!", name_span, vec![value], span);
                self.out.push(Statement::Expr(printed));
                value
            }
            _ => self.plain_macro(name, &pieces, name_span, span),
        }
    }

    /// A macro that is called as a function is: one that prints or logs formats what it is given.
    fn plain_macro(&mut self, name: &str, pieces: &[Piece], name_span: Span, span: Span) -> ExprId {
        let callee = self.add(ExprKind::Name(format!("{name}!")), name_span);
        let is_text = |piece: &Piece| {
            piece.name.is_none() && matches!(&piece.value, Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)))
        };
        let formats = pieces.iter().position(is_text).filter(|_| !takes_names(name));
        let mut args = Vec::new();
        for piece in &pieces[..formats.unwrap_or(pieces.len())] {
            let value = self.expression(&piece.value);
            let own = self.span_of(value);
            let whole = piece.name.as_ref().map_or(own, |(_, at)| at.join(own));
            // A field of a log entry is no argument by name.
            args.push(Arg { name: None, value, spread: Spread::No, span: whole });
        }
        if let Some(at) = formats {
            let value = self.formatted(&pieces[at..], span);
            args.push(Arg { name: None, value, spread: Spread::No, span });
        }
        self.add(ExprKind::Call(Call { callee, args, new: false, initializer: Vec::new() }), span)
    }

    /// A format text and what is put into it: by position, by name, or by a name in the text itself.
    fn formatted(&mut self, pieces: &[Piece], span: Span) -> ExprId {
        let Some((first, rest)) = pieces.split_first() else { return self.add(ExprKind::Text(String::new()), span) };
        let Expr::Lit(syn::ExprLit { lit: Lit::Str(literal), .. }) = &first.value else {
            let parts = pieces.iter().map(|piece| self.expression(&piece.value)).collect();
            return self.opaque(parts, span);
        };
        let text = literal.value();
        let place = self.place(literal.span());
        let template = self.text(&text, place);
        let content = self.span_of(template);
        let mut args = Vec::new();
        for piece in rest {
            let value = self.expression(&piece.value);
            args.push(Arg { name: piece.name.clone(), value, spread: Spread::No, span: self.span_of(value) });
        }
        let exact = content.text(self.source) == text;
        for (from, to) in names_in(&text) {
            let name = &text[from..to];
            if args.iter().any(|arg| arg.name.as_ref().is_some_and(|(given, _)| given == name)) {
                continue;
            }
            let at = if exact { Span::new(content.start + from, content.start + to) } else { content };
            let value = self.name(name, at);
            args.push(Arg { name: Some((name.to_owned(), at)), value, spread: Spread::No, span: at });
        }
        self.add(ExprKind::Format { style: FormatStyle::Braces, template, args }, span)
    }

    /// `{ "key": value, ... }`, `[value, ...]`, or an expression.
    fn json(&mut self, tokens: TokenStream, span: Span) -> ExprId {
        let mut trees = tokens.clone().into_iter();
        if let (Some(TokenTree::Group(group)), None) = (trees.next(), trees.next()) {
            let place = self.place(group.span());
            match group.delimiter() {
                Delimiter::Brace => {
                    let mut entries = Vec::new();
                    for part in separated(&group.stream(), ',') {
                        let pair = separated(&part, ':');
                        let [key, value @ ..] = pair.as_slice() else { continue };
                        let Ok(key) = syn::parse2::<Expr>(key.clone()) else { continue };
                        let value = value.iter().cloned().reduce(|mut all, part| {
                            all.extend([TokenTree::Punct(proc_macro2::Punct::new(':', proc_macro2::Spacing::Joint))]);
                            all.extend(part);
                            all
                        });
                        let Some(value) = value else { continue };
                        let key = self.expression(&key);
                        let value = self.json(value, place);
                        let whole = self.span_of(key).join(self.span_of(value));
                        entries.push(Entry::Pair { key, value, span: whole });
                    }
                    return self.add(ExprKind::Object(entries), place);
                }
                Delimiter::Bracket => {
                    let parts = separated(&group.stream(), ',');
                    let items = parts.into_iter().map(|part| (self.json(part, place), false)).collect();
                    return self.add(ExprKind::List(items), place);
                }
                _ => {}
            }
        }
        match syn::parse2::<Expr>(tokens) {
            Ok(value) => self.expression(&value),
            Err(_) => self.opaque(Vec::new(), span),
        }
    }

    /// `"key" => value, ...`
    fn map(&mut self, tokens: &TokenStream, span: Span) -> ExprId {
        let mut entries = Vec::new();
        for part in separated(tokens, ',') {
            let Some((key, value)) = around_arrow(&part) else { continue };
            let (Ok(key), Ok(value)) = (syn::parse2::<Expr>(key), syn::parse2::<Expr>(value)) else { continue };
            let (key, value) = (self.expression(&key), self.expression(&value));
            let whole = self.span_of(key).join(self.span_of(value));
            entries.push(Entry::Pair { key, value, span: whole });
        }
        self.add(ExprKind::Object(entries), span)
    }

    /// `pattern = future => what then, ...`: one of them runs.
    fn select(&mut self, tokens: &TokenStream, span: Span) -> ExprId {
        let mut branches = Vec::new();
        for arm in arms(tokens) {
            let Some((before, after)) = around_arrow(&arm) else { continue };
            let mut parts = separated(&before, '=').into_iter();
            let (pattern, future) = (parts.next(), parts.next());
            let branch = self.block(|walk| {
                walk.scopes.enter();
                let pattern = pattern.map(|tokens| syn::parse::Parser::parse2(syn::Pat::parse_single, tokens));
                let future = future.map(syn::parse2::<Expr>);
                if let (Some(Ok(pattern)), Some(Ok(future))) = (pattern, future) {
                    let value = walk.expression(&future);
                    let place = walk.span_of(value);
                    let value = walk.add(ExprKind::Await(value), place);
                    walk.bind(&pattern, value);
                }
                if let Ok(then) = syn::parse2::<Expr>(after) {
                    walk.flow(&then, &super::statements::Sink::Nothing);
                }
                walk.scopes.leave();
            });
            branches.push(branch);
        }
        self.out.push(Statement::OneOf { subject: None, branches, or_none: true });
        self.opaque(Vec::new(), span)
    }

    /// Macros that define something: `lazy_static! { static ref NAME: Type = value; }`.
    pub(super) fn item_macro(&mut self, mac: &syn::Macro) {
        let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        if !matches!(name.as_str(), "lazy_static" | "thread_local") {
            return;
        }
        for part in separated(&mac.tokens, ';') {
            let without: TokenStream = part
                .into_iter()
                .filter(|tree| !matches!(tree, TokenTree::Ident(ident) if ident == "ref"))
                .chain([TokenTree::Punct(proc_macro2::Punct::new(';', proc_macro2::Spacing::Alone))])
                .collect();
            if let Ok(item) = syn::parse2::<syn::ItemStatic>(without) {
                self.known.insert(item.ident.to_string());
                self.constant(&item.ident, &item.ty, &item.expr);
            }
        }
    }
}

/// Whether a macro's texts are names or statements of something else, and no formats.
fn takes_names(name: &str) -> bool {
    name.starts_with("query")
        || matches!(name, "env" | "option_env" | "include_str" | "include" | "include_bytes" | "sql")
}

/// What stands between commas, as far as each is an expression.
fn pieces(tokens: &TokenStream, place: impl Fn(proc_macro2::Span) -> Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in separated(tokens, ',') {
        let trees: Vec<TokenTree> = part.into_iter().collect();
        let is =
            |index: usize, c: char| matches!(trees.get(index), Some(TokenTree::Punct(punct)) if punct.as_char() == c);
        let (mut name, mut from) = (None, 0);
        if let (Some(TokenTree::Ident(ident)), true, false) = (trees.first(), is(1, '='), is(2, '=')) {
            name = Some((ident.to_string(), place(ident.span())));
            from = 2;
        } else if let (Some(TokenTree::Ident(ident)), true, false) = (trees.first(), is(1, ':'), is(2, ':')) {
            // `target: "name"`
            name = Some((ident.to_string(), place(ident.span())));
            from = 2;
        }
        // `%value`, `?value`: how a field of a log entry is shown.
        if is(from, '%') || is(from, '?') {
            from += 1;
        }
        let rest: TokenStream = trees.into_iter().skip(from).collect();
        if let Ok(value) = syn::parse2::<Expr>(rest) {
            pieces.push(Piece { name, value });
        }
    }
    pieces
}

/// The tokens between separators; none at all where there are none.
fn separated(tokens: &TokenStream, separator: char) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let mut part: Vec<TokenTree> = Vec::new();
    for tree in tokens.clone() {
        match &tree {
            TokenTree::Punct(punct) if punct.as_char() == separator => {
                parts.push(std::mem::take(&mut part).into_iter().collect());
            }
            _ => part.push(tree),
        }
    }
    if !part.is_empty() {
        parts.push(part.into_iter().collect());
    }
    parts
}

/// The arms of a `select!`: a comma may be left out behind a block.
fn arms(tokens: &TokenStream) -> Vec<TokenStream> {
    let mut arms = Vec::new();
    let mut arm: Vec<TokenTree> = Vec::new();
    let mut then = false;
    let mut trees = tokens.clone().into_iter().peekable();
    while let Some(tree) = trees.next() {
        let ends = match &tree {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                arms.push(std::mem::take(&mut arm).into_iter().collect());
                then = false;
                continue;
            }
            TokenTree::Punct(punct) if punct.as_char() == '>' => {
                then |= matches!(arm.last(), Some(TokenTree::Punct(before)) if before.as_char() == '=');
                false
            }
            TokenTree::Group(group) => then && group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        arm.push(tree);
        let comma = matches!(trees.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ',');
        if ends && !comma {
            arms.push(std::mem::take(&mut arm).into_iter().collect());
            then = false;
        }
    }
    if !arm.is_empty() {
        arms.push(arm.into_iter().collect());
    }
    arms
}

/// What stands before and behind `=>`.
fn around_arrow(tokens: &TokenStream) -> Option<(TokenStream, TokenStream)> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let at = trees.windows(2).position(|pair| {
        matches!(pair, [TokenTree::Punct(one), TokenTree::Punct(other)] if one.as_char() == '=' && other.as_char() == '>')
    })?;
    let after = trees[at + 2..].iter().cloned().collect();
    Some((trees[..at].iter().cloned().collect(), after))
}

/// The names in a format text: from, to.
fn names_in(text: &str) -> Vec<(usize, usize)> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        if text[start + 1..].starts_with('{') {
            at = start + 2;
            continue;
        }
        let Some(close) = text[start..].find('}').map(|found| start + found) else { break };
        let inner = &text[start + 1..close];
        let name = inner.split(':').next().unwrap_or_default();
        let plain = name.trim();
        if plain.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && plain.chars().all(|c| c.is_alphanumeric() || c == '_')
        {
            let from = start + 1 + (name.len() - name.trim_start().len());
            if !names.iter().any(|(from, to)| &text[*from..*to] == plain) {
                names.push((from, from + plain.len()));
            }
        }
        at = close + 1;
    }
    names
}
