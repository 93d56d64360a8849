//! Connection strings, taken apart by their own grammar, holes and all.

mod url;

use crate::catalog::{Grammar, GrammarForm};

use crate::lint::form::Span;
use crate::lint::value::{Alt, Atom, Part, Value};

/// One keyword and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The keyword as it is written.
    pub key: String,
    /// Where it stands.
    pub key_span: Span,
    /// Its value.
    pub value: Value,
    /// Where the value stands, or the keyword when it is empty.
    pub value_span: Span,
    /// Whether the value is quoted.
    pub quoted: bool,
    /// Whether it stands in a URL's query.
    pub query: bool,
}

/// What is wrong with how pieces are joined.
#[derive(Debug, Clone, PartialEq)]
pub enum Slip {
    /// Nothing separates what is put in from what follows.
    NoSeparator {
        /// What is put in.
        after: Alt,
        /// The text that follows.
        span: Span,
    },
    /// Something separates that the grammar does not have.
    WrongSeparator {
        /// What stands there.
        found: String,
        /// What should.
        wanted: &'static str,
        /// Where.
        span: Span,
        /// What stands before it, if that is put in.
        after: Option<Alt>,
    },
}

/// A connection string taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The keywords, in their order. A URL's parts are there under `host`, `port`, `dbname`, `user`, `password`.
    pub pairs: Vec<Pair>,
    /// What is put in as settings of its own: a whole string from elsewhere.
    pub bases: Vec<Alt>,
    /// Whether there may be more than is known.
    pub open: bool,
    /// The scheme of a URL.
    pub scheme: Option<(String, Span)>,
    /// What is wrong with the joints.
    pub slips: Vec<Slip>,
}

/// One character, or something put in.
#[derive(Debug, Clone)]
enum Item {
    Char(char, Span),
    Hole(Alt, Span),
}

struct Reader {
    items: Vec<Item>,
    at: usize,
}

/// How a text is written, as far as its literal pieces show it.
pub fn form_of(parts: &[Part]) -> Option<GrammarForm> {
    if let Some(Part::Literal(text, _)) = parts.first()
        && scheme_of(text).is_some()
    {
        return Some(GrammarForm::Url);
    }
    // `{scheme}://...`, or a whole URL and its query.
    if let [Part::Hole(..), Part::Literal(text, _), ..] = parts
        && (after_scheme(text).is_some() || text.starts_with('?') && text.contains('='))
    {
        return Some(GrammarForm::Url);
    }
    let text: String = parts
        .iter()
        .map(|part| match part {
            Part::Literal(text, _) => text.to_string(),
            Part::Hole(..) => "\u{1}".to_owned(),
        })
        .collect();
    let pairs = |separator: char| text.split(separator).filter(|part| part.contains('=')).count();
    let semicolons = text.contains(';') && pairs(';') > 0;
    if semicolons {
        return Some(GrammarForm::Semicolons);
    }
    (text.contains('=') && pairs(' ') > 0).then_some(GrammarForm::Libpq)
}

/// What stands between a scheme that is put in, with its colon or without, and the rest of a URL.
pub(super) fn after_scheme(text: &str) -> Option<&'static str> {
    ["://", "//"].into_iter().find(|between| text.starts_with(between))
}

/// The scheme with which a URL begins: `postgresql://`, `jdbc:postgresql:`.
pub fn scheme_of(text: &str) -> Option<&str> {
    let end = text.find(':')?;
    let scheme = &text[..end];
    if scheme.is_empty() || !scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c)) {
        return None;
    }
    let rest = &text[end + 1..];
    if rest.starts_with("//") {
        return Some(&text[..end + 3]);
    }
    if scheme == "jdbc" {
        let inner = rest.find(':')?;
        let end = end + 1 + inner + 1;
        return Some(if text[end..].starts_with("//") { &text[..end + 2] } else { &text[..end] });
    }
    None
}

/// What a text begins with before its first pair, of what the grammar wants there.
pub fn prefix_of<'g>(parts: &[Part], grammar: &'g Grammar) -> Option<&'g str> {
    let Some(Part::Literal(text, _)) = parts.first() else { return None };
    grammar.prefixes.iter().map(String::as_str).find(|prefix| text.trim_start().starts_with(prefix))
}

/// Takes a text apart; `source` is the file, `ends` says whether something put in is known to end in (or, for a URL, to
/// have) the separator.
pub fn parse(parts: &[Part], grammar: &Grammar, source: &str, ends: &dyn Fn(&Alt, char) -> Option<bool>) -> Settings {
    let (mut items, joints) = items(parts, source);
    if grammar.form == GrammarForm::Libpq {
        // What stands before the first pair says who is meant; a blank in its place keeps every other place.
        let begins = prefix_of(parts, grammar).map_or(0, |prefix| prefix.chars().count());
        for (index, item) in items.iter_mut().enumerate() {
            if let Item::Char(c, _) = item
                && (index < begins || grammar.separators.contains(c))
            {
                *c = ' ';
            }
        }
    }
    let mut reader = Reader { items, at: 0 };
    let mut slips = Vec::new();
    match grammar.form {
        GrammarForm::Libpq => slips = reader.mend(&joints, ' ', grammar),
        GrammarForm::Semicolons => slips = reader.mend(&joints, ';', grammar),
        GrammarForm::Url => {}
    }
    let mut settings = match grammar.form {
        GrammarForm::Libpq => reader.libpq(ends),
        GrammarForm::Semicolons => reader.semicolons(ends),
        GrammarForm::Url => reader.url(ends),
    };
    settings.slips.extend(slips);
    settings
}

/// The characters, and where each piece begins.
fn items(parts: &[Part], source: &str) -> (Vec<Item>, Vec<usize>) {
    let mut items = Vec::new();
    let mut joints = Vec::new();
    for part in parts {
        joints.push(items.len());
        match part {
            Part::Hole(alt, site) => items.push(Item::Hole(alt.clone(), *site)),
            Part::Literal(text, span) => {
                let exact = span.text(source) == &**text;
                for (offset, c) in text.char_indices() {
                    let start = span.start + offset;
                    items.push(Item::Char(c, if exact { Span::new(start, start + c.len_utf8()) } else { *span }));
                }
            }
        }
    }
    (items, joints)
}

impl Reader {
    fn peek(&self) -> Option<&Item> {
        self.items.get(self.at)
    }

    fn char(&self) -> Option<char> {
        match self.peek() {
            Some(Item::Char(c, _)) => Some(*c),
            _ => None,
        }
    }

    fn span(&self) -> Span {
        match self.peek().or(self.items.last()) {
            Some(Item::Char(_, span)) => *span,
            Some(Item::Hole(_, site)) => *site,
            None => Span::default(),
        }
    }

    /// Where a piece begins with a keyword and nothing separates it from the piece before, it is told, and the separator
    /// put in, so that the rest is read as it was meant.
    fn mend(&mut self, joints: &[usize], separator: char, grammar: &Grammar) -> Vec<Slip> {
        let mut slips = Vec::new();
        for joint in joints.iter().rev().copied().filter(|joint| *joint > 0) {
            let separates = |c: char| c == separator || c.is_whitespace();
            let after = match &self.items[joint - 1] {
                Item::Char(c, _) if separates(*c) || matches!(c, '=' | '\'' | '"' | ';' | '&' | '?' | ',') => continue,
                Item::Char(c, span) => Alt::text(&c.to_string(), *span),
                // What is put in as settings of its own may well end in a separator.
                Item::Hole(alt, _) => {
                    let value = self.items[..joint - 1]
                        .last()
                        .is_some_and(|item| matches!(item, Item::Char(c, _) if !separates(*c)));
                    if !value {
                        continue;
                    }
                    alt.clone()
                }
            };
            // `dsn + ";Password=" + token`
            let wrong = match self.items.get(joint) {
                Some(Item::Char(c, span)) if separator == ' ' && matches!(c, ';' | '&' | ',') => Some((*c, *span)),
                _ => None,
            };
            self.at = joint + usize::from(wrong.is_some());
            let (key, span, holes) = self.take_key(|c| c == '=' || c == separator);
            let known = || meaning(grammar, &key).or_else(|| meaning(grammar, &key.to_lowercase())).is_some();
            if let Some((found, span)) = wrong {
                if !holes && self.char() == Some('=') && known() {
                    let (found, wanted, after) = (found.to_string(), "a blank", Some(after));
                    slips.push(Slip::WrongSeparator { found, wanted, span, after });
                    self.items[joint] = Item::Char(separator, span);
                }
                continue;
            }
            if !holes && self.char() == Some('=') && meaning(grammar, &key).is_some() {
                slips.push(Slip::NoSeparator { after, span });
                self.items.insert(joint, Item::Char(separator, span));
            }
        }
        self.at = 0;
        slips
    }

    fn skip_blanks(&mut self) {
        while self.char().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn hole(&self) -> Option<&Alt> {
        match self.peek() {
            Some(Item::Hole(alt, _)) => Some(alt),
            _ => None,
        }
    }

    /// Whether what follows looks like `keyword=`.
    fn keyword_follows(&self) -> bool {
        let mut word = false;
        for item in &self.items[self.at..] {
            match item {
                Item::Char('=', _) => return word,
                Item::Char(c, _) if c.is_alphanumeric() || *c == '_' || *c == ' ' => word = true,
                _ => return false,
            }
        }
        false
    }

    fn take_key(&mut self, stops: impl Fn(char) -> bool) -> (String, Span, bool) {
        let mut key = String::new();
        let mut span: Option<Span> = None;
        let mut holes = false;
        while let Some(item) = self.peek() {
            match item {
                Item::Char(c, _) if stops(*c) => break,
                Item::Char(c, at) => {
                    key.push(*c);
                    span = Some(span.map_or(*at, |span| span.join(*at)));
                }
                Item::Hole(..) => holes = true,
            }
            self.at += 1;
        }
        let trimmed = key.trim_end().len();
        let cut = key.len() - trimmed;
        key.truncate(trimmed);
        let mut span = span.unwrap_or_else(|| self.span());
        span.end = span.end.saturating_sub(cut).max(span.start);
        (key, span, holes)
    }

    fn value(&self, from: usize, to: usize) -> (Value, Span) {
        let slice = &self.items[from.min(to)..to];
        let mut parts: Vec<Part> = Vec::new();
        let mut span: Option<Span> = None;
        for item in slice {
            match item {
                Item::Char(c, at) => {
                    span = Some(span.map_or(*at, |span| span.join(*at)));
                    match parts.last_mut() {
                        Some(Part::Literal(text, there)) => {
                            *text = format!("{text}{c}").into();
                            *there = there.join(*at);
                        }
                        _ => parts.push(Part::Literal(c.to_string().into(), *at)),
                    }
                }
                Item::Hole(alt, site) => {
                    span = Some(span.map_or(*site, |span| span.join(*site)));
                    parts.push(Part::Hole(alt.clone(), *site));
                }
            }
        }
        let span = span.unwrap_or_else(|| self.span());
        let value = match parts.as_slice() {
            [] => Value::text("", span),
            [Part::Hole(alt, _)] => Value(vec![alt.clone()]),
            _ => Value::one(Atom::Text(parts.into()), span),
        };
        (value, span)
    }

    fn libpq(&mut self, ends: &dyn Fn(&Alt, char) -> Option<bool>) -> Settings {
        let mut settings = Settings::default();
        loop {
            self.skip_blanks();
            if self.at >= self.items.len() {
                return settings;
            }
            if let Some(hole) = self.hole().cloned() {
                self.at += 1;
                if self.char() == Some('=') {
                    // The keyword itself is put in.
                    settings.open = true;
                    self.take_value(char::is_whitespace);
                    continue;
                }
                self.after_base(&hole, ' ', "a blank", ends, &mut settings);
                settings.bases.push(hole);
                continue;
            }
            let (key, key_span, holes) = self.take_key(|c| c.is_whitespace() || c == '=');
            self.skip_blanks();
            if self.char() != Some('=') {
                settings.open = true;
                if key == ";" || key.is_empty() {
                    self.at += usize::from(key.is_empty());
                }
                continue;
            }
            self.at += 1;
            self.skip_blanks();
            let (value, value_span, quoted) = self.take_value(char::is_whitespace);
            settings.open |= holes;
            if !holes {
                settings.pairs.push(Pair { key, key_span, value, value_span, quoted, query: false });
            }
        }
    }

    /// What follows something put in as settings of its own has to be separated from it.
    fn after_base(
        &mut self,
        hole: &Alt,
        separator: char,
        wanted: &'static str,
        ends: &dyn Fn(&Alt, char) -> Option<bool>,
        settings: &mut Settings,
    ) {
        let Some(next) = self.char() else { return };
        if next == separator || separator == ' ' && next.is_whitespace() {
            return;
        }
        let span = self.span();
        if separator == ' ' && matches!(next, ';' | '&' | ',' | '?') {
            self.at += 1;
            if self.keyword_follows() {
                let found = next.to_string();
                settings.slips.push(Slip::WrongSeparator { found, wanted, span, after: Some(hole.clone()) });
                // What follows is meant as a setting, whatever the driver makes of it.
                settings.open = true;
                self.take_value(char::is_whitespace);
            }
            return;
        }
        if self.keyword_follows() && ends(hole, separator) == Some(false) {
            let end = self.items[self.at..].iter().find_map(|item| match item {
                Item::Char('=', at) => Some(at.end),
                _ => None,
            });
            let span = Span::new(span.start, end.unwrap_or(span.end).max(span.end));
            settings.slips.push(Slip::NoSeparator { after: hole.clone(), span });
        }
    }

    fn take_value(&mut self, stops: impl Fn(char) -> bool) -> (Value, Span, bool) {
        if self.char() == Some('\'') {
            self.at += 1;
            let from = self.at;
            while let Some(item) = self.peek() {
                match item {
                    Item::Char('\'', _) => break,
                    Item::Char('\\', _) => self.at += 2,
                    _ => self.at += 1,
                }
            }
            self.at = self.at.min(self.items.len());
            let (value, span) = self.value(from, self.at);
            self.at = (self.at + 1).min(self.items.len());
            return (value, span, true);
        }
        let from = self.at;
        while self.at < self.items.len() && !self.char().is_some_and(&stops) {
            self.at += 1;
        }
        let (value, span) = self.value(from, self.at);
        (value, span, false)
    }

    fn semicolons(&mut self, ends: &dyn Fn(&Alt, char) -> Option<bool>) -> Settings {
        let mut settings = Settings::default();
        loop {
            while self.char().is_some_and(|c| c == ';' || c.is_whitespace()) {
                self.at += 1;
            }
            if self.at >= self.items.len() {
                return settings;
            }
            if let Some(hole) = self.hole().cloned() {
                self.at += 1;
                self.skip_blanks();
                if self.char() == Some('=') {
                    settings.open = true;
                    self.skip_to(';');
                    continue;
                }
                self.after_base(&hole, ';', "`;`", ends, &mut settings);
                settings.bases.push(hole);
                continue;
            }
            let (key, key_span, holes) = self.take_key(|c| c == ';' || c == '=');
            if self.char() != Some('=') {
                settings.open = true;
                continue;
            }
            self.at += 1;
            self.skip_blanks();
            let quote = self.char().filter(|c| matches!(c, '"' | '\''));
            let from = self.at + usize::from(quote.is_some());
            let (value, value_span) = match quote {
                Some(quote) => {
                    self.at += 1;
                    while self.at < self.items.len() {
                        if self.char() == Some(quote) {
                            let doubled = matches!(self.items.get(self.at + 1), Some(Item::Char(c, _)) if *c == quote);
                            if !doubled {
                                break;
                            }
                            self.at += 1;
                        }
                        self.at += 1;
                    }
                    let value = self.value(from, self.at.min(self.items.len()));
                    self.skip_to(';');
                    value
                }
                None => {
                    self.skip_to(';');
                    let mut to = self.at;
                    while to > from && matches!(self.items[to - 1], Item::Char(c, _) if c.is_whitespace()) {
                        to -= 1;
                    }
                    self.value(from, to)
                }
            };
            settings.open |= holes;
            if !holes {
                settings.pairs.push(Pair { key, key_span, value, value_span, quoted: quote.is_some(), query: false });
            }
        }
    }

    fn skip_to(&mut self, stop: char) {
        while self.at < self.items.len() && self.char() != Some(stop) {
            self.at += 1;
        }
    }
}

/// What a keyword means in a grammar.
pub fn meaning<'g>(grammar: &'g Grammar, key: &str) -> Option<&'g str> {
    if !grammar.ignores_case {
        return grammar.keywords.get(key).map(String::as_str);
    }
    let plain =
        |text: &str| text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect::<String>();
    let wanted = plain(key);
    grammar.keywords.iter().find(|(known, _)| plain(known) == wanted).map(|(_, meaning)| meaning.as_str())
}
