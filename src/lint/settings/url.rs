//! URLs with user information, host, path and query.

use super::{Item, Pair, Reader, Settings, Slip, scheme_of};
use crate::lint::value::{Alt, Atom};

impl Reader {
    fn position(&self, from: usize, to: usize, of: &[char]) -> Option<usize> {
        (from..to).find(|index| matches!(&self.items[*index], Item::Char(c, _) if of.contains(c)))
    }

    fn last_position(&self, from: usize, to: usize, of: char) -> Option<usize> {
        (from..to).rev().find(|index| matches!(&self.items[*index], Item::Char(c, _) if *c == of))
    }

    pub(super) fn url(&mut self, ends: &dyn Fn(&Alt, char) -> Option<bool>) -> Settings {
        let mut settings = Settings::default();
        let all = self.items.len();
        let text: String =
            self.items.iter().map_while(|item| if let Item::Char(c, _) = item { Some(*c) } else { None }).collect();
        if let Some(scheme) = scheme_of(&text) {
            let (_, span) = self.value(0, scheme.chars().count());
            settings.scheme = Some((scheme.to_owned(), span));
            self.at = scheme.chars().count();
        } else if let Some(between) = self.after_hole() {
            self.at = 1 + between;
        } else if let Some(hole) = self.hole().cloned() {
            // A whole URL, and perhaps more of its query.
            self.at += 1;
            if self.char() == Some('?') && ends(&hole, '?') == Some(true) {
                let (found, span) = ("?".to_owned(), self.span());
                settings.slips.push(Slip::WrongSeparator { found, wanted: "`&`", span, after: Some(hole.clone()) });
            }
            if self.char() == Some('&') && ends(&hole, '?') == Some(false) {
                let (found, span) = ("&".to_owned(), self.span());
                settings.slips.push(Slip::WrongSeparator { found, wanted: "`?`", span, after: Some(hole.clone()) });
            }
            let joined = self.char().is_none_or(|c| matches!(c, '?' | '&'));
            settings.bases.push(hole.clone());
            if !joined {
                if ends(&hole, '?').is_some() && self.keyword_follows() {
                    settings.slips.push(Slip::NoSeparator { after: hole.clone(), span: self.span() });
                }
                settings.open = true;
            }
            self.query(all, &mut settings);
            return settings;
        }
        let end = self.position(self.at, all, &['?']).unwrap_or(all);
        let slash = self.position(self.at, end, &['/']).unwrap_or(end);
        let start = match self.last_position(self.at, slash, '@').or_else(|| self.last_position(self.at, end, '@')) {
            Some(at) => {
                let colon = self.position(self.at, at, &[':']);
                self.pair("user", self.at, colon.unwrap_or(at), &mut settings);
                // Something that was made for this place may well hold the password too.
                let made = matches!(self.items.get(self.at), Some(Item::Hole(Alt { atom: Atom::Object(_), .. }, _)));
                settings.open |= made && colon.is_none();
                if let Some(colon) = colon {
                    self.pair("password", colon + 1, at, &mut settings);
                }
                at + 1
            }
            None => self.at,
        };
        let slash = self.position(start, end, &['/']).unwrap_or(end);
        let colon = self.last_position(start, slash, ':');
        self.pair("host", start, colon.unwrap_or(slash), &mut settings);
        if let Some(colon) = colon {
            self.pair("port", colon + 1, slash, &mut settings);
        }
        if slash < end {
            self.pair("dbname", slash + 1, end, &mut settings);
        }
        self.at = end;
        self.query(all, &mut settings);
        settings
    }

    /// How much stands between a scheme that is put in and the rest, where it begins with one.
    fn after_hole(&self) -> Option<usize> {
        self.hole()?;
        let rest = self.items.iter().skip(1).take(3);
        let text: String = rest.map_while(|item| if let Item::Char(c, _) = item { Some(*c) } else { None }).collect();
        super::after_scheme(&text).map(str::len)
    }

    fn pair(&self, key: &str, from: usize, to: usize, settings: &mut Settings) {
        if from >= to {
            return;
        }
        let (value, value_span) = self.value(from, to);
        settings.pairs.push(Pair {
            key: key.to_owned(),
            key_span: value_span,
            value,
            value_span,
            quoted: false,
            query: false,
        });
    }

    fn query(&mut self, all: usize, settings: &mut Settings) {
        let mut first = true;
        while self.at < all {
            if self.char().is_some_and(|c| matches!(c, '?' | '&')) {
                if self.char() == Some('?') && !first {
                    let (found, span) = ("?".to_owned(), self.span());
                    settings.slips.push(Slip::WrongSeparator { found, wanted: "`&`", span, after: None });
                }
                self.at += 1;
            }
            first = false;
            let end = self.position(self.at, all, &['&', '?']).unwrap_or(all);
            let (key, key_span, holes) = self.take_key(|c| matches!(c, '=' | '&' | '?'));
            if holes {
                settings.open = true;
            }
            if self.char() == Some('=') {
                let (value, value_span) = self.value(self.at + 1, end);
                if !holes && !key.is_empty() {
                    settings.pairs.push(Pair { key, key_span, value, value_span, quoted: false, query: true });
                }
            }
            self.at = end.max(self.at);
            if self.at < all && !self.char().is_some_and(|c| matches!(c, '?' | '&')) {
                self.at += 1;
            }
        }
    }
}
