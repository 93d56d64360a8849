//! Functions of the languages themselves: formatting, joining, reading and setting entries.

use std::rc::Rc;

use super::Evaluator;
use super::state::{Args, Field, Given, Kind, Object};
use crate::catalog::UnsetBehaviour;
use crate::lint::form::{FormatStyle, Span};
use crate::lint::front::Intrinsic;
use crate::lint::value::{Alt, Atom, EnvRead, Value};

impl Evaluator<'_> {
    /// What an intrinsic gives; nothing where it does not apply to such an object.
    pub(super) fn intrinsic(
        &mut self,
        intrinsic: Intrinsic,
        on: Option<&Value>,
        args: &Args,
        span: Span,
    ) -> Option<Value> {
        let first = || args.positional.first().map(|given| given.value.clone());
        let subject = on.cloned().or_else(first).unwrap_or_else(|| Value::unknown(span));
        // With an object the arguments are all arguments, without one the first is the object.
        let rest = if on.is_some() { 0 } else { 1 };
        let argument = |index: usize| args.positional.get(rest + index).map(|given| given.value.clone());
        Some(match intrinsic {
            Intrinsic::Format(style) => {
                let mut args = args.clone();
                if on.is_none() && !args.positional.is_empty() {
                    args.positional.remove(0);
                }
                self.format(style, &subject, &args, span)
            }
            Intrinsic::JoinWithSelf => self.joined(&subject, &argument(0)?, span),
            Intrinsic::JoinSelf => self.joined(&argument(0).unwrap_or_else(|| Value::text("", span)), &subject, span),
            Intrinsic::JoinFirst => {
                let separator = first()?;
                match args.positional.len() {
                    2 => self.joined(&separator, &args.positional[1].value, span),
                    _ => self.joined_list(&separator, &values(&args.positional[1..]), span),
                }
            }
            Intrinsic::Concat => {
                let mut all: Vec<Value> = on.cloned().into_iter().collect();
                all.extend(values(&args.positional));
                self.note_taken(&all);
                Value::concat(&all, &[], span)
            }
            Intrinsic::Same => {
                self.note_taken(std::slice::from_ref(&subject));
                self.as_text(&subject, span)
            }
            Intrinsic::Await => self.awaited(&subject),
            Intrinsic::AwaitAll => self.awaited_all(&subject, span),
            Intrinsic::Then => self.then(&subject, args, span),
            Intrinsic::Encode | Intrinsic::EncodeForm => {
                // Encoded: safe in a URL, the same to whoever takes the URL apart.
                let mut object =
                    Object::new(Kind::Api(if intrinsic == Intrinsic::Encode { "%" } else { "%+" }.into()), span);
                object.args.positional.push(Given { value: subject, span });
                self.object_value(object)
            }
            Intrinsic::Append => {
                let all = values(&args.positional);
                self.append_text(&subject, &all, span);
                subject
            }
            // `dict(pair.split("=") for pair in text.split())`: what it was made of is all that is known.
            Intrinsic::Object
                if args.named.is_empty()
                    && args.positional.len() == 1
                    && args.positional[0].value.every(|alt| matches!(alt.atom, Atom::Derived(_))) =>
            {
                self.derived(&[&args.positional[0].value], span)
            }
            Intrinsic::Object => {
                let mut object = Object::new(Kind::Dict, span);
                object.open = args.open;
                for given in &args.positional {
                    self.spread_into(&mut object, &given.value);
                }
                for (name, key_span, given) in &args.named {
                    object.set(name, Field { value: given.value.clone(), key_span: *key_span, span: given.span });
                }
                self.object_value(object)
            }
            Intrinsic::With => self.with_other_fields(args, span)?,
            Intrinsic::UrlAgain => self.url_again(&subject, span)?,
            Intrinsic::Url => self.url_of_parts(args, span)?,
            Intrinsic::Update => {
                self.only_entries(on?)?;
                let mut other = Object::new(Kind::Dict, span);
                for given in &args.positional {
                    self.spread_into(&mut other, &given.value);
                }
                for (name, key_span, given) in &args.named {
                    other.set(name, Field { value: given.value.clone(), key_span: *key_span, span: given.span });
                }
                self.merge(&subject, other);
                Value::one(Atom::Null, span)
            }
            Intrinsic::Assign => {
                let mut other = Object::new(Kind::Dict, span);
                for given in args.positional.iter().skip(1) {
                    self.spread_into(&mut other, &given.value);
                }
                self.merge(&subject, other);
                subject
            }
            // Of a future or an optional value.
            Intrinsic::Get if args.positional.is_empty() && args.named.is_empty() => self.awaited(&subject),
            Intrinsic::Get => {
                self.only_entries(on?)?;
                let key = argument(0)?;
                let found = self.index(&subject, &key, span);
                match argument(1) {
                    Some(default) if found.some(|alt| matches!(alt.atom, Atom::Absent) || alt.is_unknown()) => {
                        Value(found.0.into_iter().filter(|alt| alt.atom != Atom::Absent).collect()).or(default)
                    }
                    _ => found,
                }
            }
            Intrinsic::Set => {
                self.only_entries(on?)?;
                let (key, value) = (args.positional.first()?, args.positional.get(1)?);
                let field = Field { value: value.value.clone(), key_span: key.span, span: key.span.join(value.span) };
                match key.value.literal() {
                    Some(name) => self.set_member(&subject, &name, field),
                    None => self.open_up(&subject),
                }
                value.value.clone()
            }
            Intrinsic::Push => {
                for alt in &subject.0 {
                    if let Atom::Object(id) = alt.atom {
                        let items = values(&args.positional);
                        if let Some(object) = self.state.object_mut(id) {
                            object.items.extend(items);
                        }
                    }
                }
                subject
            }
            Intrinsic::Split => {
                let separator = argument(0).unwrap_or_else(|| Value::text(" ", span));
                let site = args.positional.get(rest).map_or(span, |given| given.span);
                self.trace.splits.push((subject.clone(), separator, site));
                Value::derived([&subject], span)
            }
            Intrinsic::Replace | Intrinsic::Number => Value::derived([&subject], span),
            Intrinsic::Copy => self.copied(&subject, span),
            Intrinsic::Partial => return None,
            Intrinsic::Show => return None,
            Intrinsic::Look => {
                self.looks_at_form(on.into_iter().chain(args.positional.iter().map(|given| &given.value)));
                return None;
            }
            Intrinsic::Boolean | Intrinsic::Missing => Value::derived([&subject], span),
            Intrinsic::Require => {
                self.looked_at(&subject);
                subject
            }
            Intrinsic::Exit => {
                if let Some(given) = args.positional.first() {
                    self.trace.raised.push((given.value.clone(), span));
                }
                self.gone = true;
                Value::unknown(span)
            }
            Intrinsic::Elements => subject,
            Intrinsic::Apply => {
                let function = first()?;
                let given = Args { positional: vec![Given { value: subject, span }], ..Args::default() };
                self.call_value(&function, &given, span)
            }
            Intrinsic::Second => args.positional.get(1)?.value.clone(),
            Intrinsic::Clone => self.cloned(&subject, span),
            Intrinsic::OrNull => unset_gives(&subject, UnsetBehaviour::Null),
            Intrinsic::OrEmpty => {
                let empty = Value::text("", span);
                let there = unset_gives(&subject, UnsetBehaviour::Empty);
                let nothing = |alt: &Alt| matches!(alt.atom, Atom::Null | Atom::Absent);
                let lacks = there.some(nothing);
                let there = Value(there.0.into_iter().filter(|alt| !nothing(alt)).collect());
                if lacks { there.or(empty) } else { there }
            }
            Intrinsic::Map => {
                let function = args.positional.last().map(|given| given.value.clone())?;
                self.mapped(&subject, &function, span)
            }
        })
    }

    /// What a function gives for a value, or for each element of a list.
    fn mapped(&mut self, value: &Value, function: &Value, span: Span) -> Value {
        let mut result = Value::default();
        for alt in &value.0 {
            let list = match alt.atom {
                Atom::Object(id) => self.state.object(id).filter(|object| object.kind == Kind::List).cloned(),
                _ => None,
            };
            let mut apply = |value: Value| {
                let given = Args { positional: vec![Given { value, span }], ..Args::default() };
                self.call_value(function, &given, span)
            };
            match list {
                Some(mut list) => {
                    list.items = std::mem::take(&mut list.items).into_iter().map(apply).collect();
                    result = result.or(self.object_value(list));
                }
                None if matches!(alt.atom, Atom::Null | Atom::Absent) => result.add(alt.clone()),
                None => result = result.or(apply(Value(vec![alt.clone()]))),
            }
        }
        result
    }

    fn cloned(&mut self, value: &Value, span: Span) -> Value {
        let mut result = Value::default();
        for alt in &value.0 {
            let object = match alt.atom {
                Atom::Object(id) => self.state.object(id),
                _ => None,
            };
            let data = object.is_some_and(|object| match &object.kind {
                Kind::Dict | Kind::List | Kind::Text => true,
                Kind::Api(path) => self.facts.build(path).is_some() || self.facts.is_builder(path),
                _ => false,
            });
            result =
                result.or(if data { self.copied(&Value(vec![alt.clone()]), span) } else { Value(vec![alt.clone()]) });
        }
        result
    }

    /// What a function gives when it gets what a promise holds; as a promise again.
    fn then(&mut self, promise: &Value, args: &Args, span: Span) -> Value {
        let kept = self.awaited(promise);
        let Some(function) = args.positional.first().map(|given| given.value.clone()) else { return promise.clone() };
        let given = Args { positional: vec![Given { value: kept, span }], ..Args::default() };
        let value = self.call_value(&function, &given, span);
        let value = self.awaited(&value);
        self.promise(value, span)
    }

    fn awaited_all(&mut self, list: &Value, span: Span) -> Value {
        let mut all = Object::new(Kind::List, span);
        match list.0.as_slice() {
            [Alt { atom: Atom::Object(id), .. }] => {
                let object = self.state.object(*id).cloned();
                all.open = object.as_ref().is_none_or(|object| object.open || object.kind != Kind::List);
                for item in object.map(|object| object.items).unwrap_or_default() {
                    let item = self.awaited(&item);
                    all.items.push(item);
                }
            }
            _ => return Value::derived([list], span),
        }
        let all = self.object_value(all);
        self.promise(all, span)
    }

    /// Something that has to be awaited.
    fn promise(&mut self, value: Value, span: Span) -> Value {
        let mut promise = Object::new(Kind::Promise, span);
        promise.set("value", Field { value, key_span: span, span });
        self.object_value(promise)
    }

    /// Reading and setting entries is understood for dictionaries and objects only.
    fn only_entries(&self, on: &Value) -> Option<()> {
        let entries = |alt: &Alt| match alt.atom {
            Atom::Object(id) => self.state.object(id).is_some_and(|object| {
                matches!(object.kind, Kind::Dict | Kind::List | Kind::Local(..) | Kind::Api(_) | Kind::Token(_))
            }),
            Atom::Derived(_) => true,
            _ => false,
        };
        on.some(entries).then_some(())
    }

    /// As a text: a text stays what it is, a text builder gives its text.
    fn as_text(&self, value: &Value, span: Span) -> Value {
        let mut result = Value::default();
        for alt in &value.0 {
            let built = match alt.atom {
                Atom::Object(id) => self.state.object(id).filter(|object| object.kind == Kind::Text),
                _ => None,
            };
            match built {
                Some(object) => result = result.or(Value::concat(&object.items, &[], span)),
                None => result.add(alt.clone()),
            }
        }
        result
    }

    fn append_text(&mut self, on: &Value, more: &[Value], span: Span) {
        for alt in &on.0 {
            let Atom::Object(id) = alt.atom else { continue };
            let Some(object) = self.state.object_mut(id) else { continue };
            if let Kind::Api(_) = object.kind {
                // What the builder was made with comes first; a capacity is no text.
                object.items = object.args.positional.iter().map(|given| given.value.clone()).collect();
                object.items.retain(|item| !item.some(|alt| matches!(alt.atom, Atom::Number(_))));
                object.kind = Kind::Text;
            }
            object.items.extend(more.iter().cloned());
            object.span = object.span.join(span);
        }
    }

    fn merge(&mut self, into: &Value, other: Object) {
        for (name, field) in other.fields {
            self.set_member(into, &name, field);
        }
        if other.open {
            self.open_up(into);
        }
    }

    fn copied(&mut self, value: &Value, span: Span) -> Value {
        let mut result = Value::default();
        for alt in &value.0 {
            match alt.atom {
                Atom::Object(id) => {
                    let Some(object) = self.state.object(id).cloned() else { continue };
                    let copy = self.new_object(object);
                    result.add(Alt::new(Atom::Object(copy), span));
                }
                _ => result.add(alt.clone()),
            }
        }
        result
    }

    fn joined(&mut self, separator: &Value, list: &Value, span: Span) -> Value {
        let mut result = Value::default();
        for alt in &list.0 {
            let items = match alt.atom {
                Atom::Object(id) => self.state.object(id).filter(|object| object.kind == Kind::List && !object.open),
                _ => None,
            };
            match items.map(|object| object.items.clone()) {
                Some(items) => result = result.or(self.joined_list(separator, &items, span)),
                None => result = result.or(Value::derived([list], span)),
            }
        }
        result
    }

    fn joined_list(&mut self, separator: &Value, items: &[Value], span: Span) -> Value {
        let mut pieces = Vec::new();
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                pieces.push(separator.clone());
            }
            pieces.push(item.clone());
        }
        self.note_taken(items);
        Value::concat(&pieces, &[], span)
    }
}

/// The same, but readings of the environment give that when the variable is not set.
fn unset_gives(value: &Value, unset: UnsetBehaviour) -> Value {
    let mut result = Value::default();
    for alt in &value.0 {
        result.add(match &alt.atom {
            Atom::Env(read) => Alt::new(Atom::Env(Rc::new(EnvRead { unset, ..(**read).clone() })), alt.span),
            _ => alt.clone(),
        });
    }
    result
}

fn values(given: &[Given]) -> Vec<Value> {
    given.iter().map(|given| given.value.clone()).collect()
}

/// The places in a format text: from, to, and the name or number of what goes there.
pub(super) fn places(style: FormatStyle, text: &str) -> Vec<(usize, usize, Option<String>)> {
    match style {
        FormatStyle::Percent => percent_places(text),
        FormatStyle::Braces => brace_places(text),
    }
}

/// The text without the doubling that stands for the mark itself.
pub(super) fn undoubled(style: FormatStyle, text: &str) -> String {
    match style {
        FormatStyle::Percent => text.replace("%%", "%"),
        FormatStyle::Braces => text.replace("{{", "{").replace("}}", "}"),
    }
}

fn percent_places(text: &str) -> Vec<(usize, usize, Option<String>)> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('%').map(|found| at + found) {
        if bytes.get(start + 1) == Some(&b'%') {
            at = start + 2;
            continue;
        }
        let mut end = start + 1;
        let mut name = None;
        if bytes.get(end) == Some(&b'(')
            && let Some(close) = text[end..].find(')')
        {
            name = Some(text[end + 1..end + close].to_owned());
            end += close + 1;
        }
        // `%{name}` and `%<name>s`
        if let Some(close) =
            [(b'{', '}'), (b'<', '>')].iter().find(|(open, _)| bytes.get(end) == Some(open)).map(|(_, c)| *c)
            && let Some(found) = text[end..].find(close)
        {
            let named = text[end + 1..end + found].to_owned();
            end += found + 1;
            if close == '}' {
                places.push((start, end, Some(named)));
                at = end;
                continue;
            }
            name = Some(named);
        }
        while bytes
            .get(end)
            .is_some_and(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'#' | b' ' | b'$' | b'\''))
        {
            end += 1;
        }
        // `%[1]s`
        if bytes.get(end) == Some(&b'[')
            && let Some(close) = text[end..].find(']')
            && let Ok(number) = text[end + 1..end + close].parse::<usize>()
        {
            name = Some(number.saturating_sub(1).to_string());
            end += close + 1;
        }
        // `%1$s`
        if let Some(number) = text[start + 1..end].strip_suffix('$').and_then(|number| number.parse::<usize>().ok()) {
            name = Some(number.saturating_sub(1).to_string());
        }
        if !bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
            at = start + 1;
            continue;
        }
        places.push((start, end + 1, name));
        at = end + 1;
    }
    places
}

fn brace_places(text: &str) -> Vec<(usize, usize, Option<String>)> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        if bytes.get(start + 1) == Some(&b'{') {
            at = start + 2;
            continue;
        }
        let Some(close) = text[start..].find('}').map(|found| start + found) else { break };
        let inner = text[start + 1..close].split([':', '!']).next().unwrap_or_default().trim();
        places.push((start, close + 1, (!inner.is_empty()).then(|| inner.to_owned())));
        at = close + 1;
    }
    places
}
