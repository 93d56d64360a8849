//! Requests by HTTP: address, headers, fields, and whether anybody looks at the answer.

use crate::catalog::{RequestFact, Service};
use crate::lint::evaluate::state::{Kind, MethodCall, Object};
use crate::lint::form::Span;
use crate::lint::value::{Alt, Atom, ObjectId, Value};

use super::find::Looked;
use super::{Http, Model};

impl Model<'_> {
    /// A request by HTTP.
    pub fn http(&self, id: ObjectId) -> Option<Http> {
        // Few objects are requests, and what set one up is copied.
        let Kind::Api(path) = &self.run.state.object(id)?.kind else { return None };
        let fact = self.run.facts.request(path)?;
        let object = self.with_what_set_it_up(id)?;
        let looked = Looked { args: &object.args, object: Some(&object), is_options: true };
        let mut url = Value::default();
        let mut queries = Some(Vec::new());
        for found in self.run.find(&fact.url, looked) {
            url = url.or(self.as_address(&found.value, &mut queries, 4));
        }
        // Headers that are set on a member of the request are kept with the request itself.
        let mut headers = self.headers_at(&fact.headers, looked);
        if fact.headers.iter().any(|slot| slot.property.is_some())
            && let Some(headers) = &mut headers
        {
            let set = object.fields.iter();
            headers.extend(set.map(|(name, field)| (name.clone(), field.value.clone(), field.span)));
        }
        let mut fields = self.entries_at(&fact.query, looked);
        if let Some(form) = self.entries_at(&fact.form, looked) {
            fields = fields.map(|mut fields| {
                fields.extend(form);
                fields
            });
        } else {
            fields = None;
        }
        let in_url = self.query_in(&url);
        fields = match (fields, in_url, queries) {
            (Some(mut fields), Some(query), Some(queries)) => {
                fields.extend(queries);
                fields.extend(query);
                Some(fields)
            }
            _ => None,
        };
        let sets = &self.run.facts.language.sets_query;
        let is_object = |value: &Value| value.leaves().any(|alt| matches!(alt.atom, Atom::Object(_)));
        if !sets.is_empty() && self.run.find(&fact.url, looked).iter().any(|found| is_object(&found.value)) {
            let later = self.run.unit.exprs().any(|(_, expr)| match &expr.kind {
                crate::lint::form::ExprKind::Member { name, .. } => sets.contains(name),
                _ => false,
            });
            fields = fields.filter(|_| !later);
        }
        // `endpoint + "?" + query.Encode()`
        for id in url.0.iter().flat_map(Alt::leaves).filter_map(crate::lint::evaluate::state::object_of) {
            let given = self.run.state.object(id);
            if given.is_some_and(|given| given.kind == Kind::List) {
                let listed = self.entries_of(&Alt::new(Atom::Object(id), object.span));
                fields = fields.zip(listed).map(|(fields, listed)| [fields, listed].concat());
                continue;
            }
            let known = given.filter(|given| !given.open && !given.fields.is_empty());
            fields = fields.filter(|_| given.is_none_or(|given| !given.open));
            if let (Some(fields), Some(given)) = (&mut fields, known) {
                let new = given.fields.iter().filter(|(name, _)| !fields.iter().any(|(other, ..)| other == name));
                let new: Vec<_> = new.map(|(name, field)| (name.clone(), field.value.clone(), field.span)).collect();
                fields.extend(new);
            }
        }
        let mut other_body = self.other_body(fact, looked);
        if fact.form_is_text {
            let maps = self.run.find(&fact.form, looked).into_iter();
            other_body = other_body.or(maps
                .filter(|found| found.value.every(|alt| self.is_plain_map(alt)))
                .map(|found| found.span)
                .next());
        }
        let encoded = object.calls.iter().filter(|call| fact.encodes.iter().any(|name| **name == *call.name));
        other_body =
            other_body.or(encoded.flat_map(|call| call.args.positional.first()).map(|given| given.span).next());
        let checked = fact.checked || self.is_checked(id, fact);
        let (span, method) = (object.span, fact.method.clone());
        let (lacks, tls) = (Vec::new(), Vec::new());
        let mut http = Http { span, url, method, headers, fields, other_body, checked, lacks, tls };
        self.on_its_way(id, fact, &object, &mut http);
        Some(http)
    }

    /// A body that is sent in another encoding than a form's. Where the same place takes both, a form is told by its entries
    /// or by being a text of such; where the fact names a function, what that function made is meant (`JSON.stringify`).
    fn other_body(&self, fact: &RequestFact, looked: Looked<'_>) -> Option<Span> {
        let is_form = |alt: &Alt| match &alt.atom {
            Atom::Object(id) => {
                let plain = self.run.state.object(*id).is_some_and(|object| object.args.all().next().is_none());
                plain || self.entries_of(alt).is_some_and(|entries| !entries.is_empty())
            }
            Atom::Text(parts) => {
                !matches!(parts.first(), Some(crate::lint::value::Part::Literal(text, _)) if text.starts_with('{'))
            }
            _ => true,
        };
        let made_by = |alt: &Alt, name: &str| match alt.atom {
            Atom::Object(id) => self.run.api_name(id).is_some_and(|path| &*path == name),
            _ => false,
        };
        fact.body.iter().find_map(|slot| {
            let place = crate::catalog::Slot { method: None, ..slot.clone() };
            let found = self.run.find_one(&place, looked).into_iter().find(|found| {
                let made = slot.method.as_ref().is_none_or(|name| found.value.some(|alt| made_by(alt, name)));
                let form = found.value.every(Alt::is_nothing) || found.value.some(is_form);
                made && !(form && fact.form.contains(slot))
            });
            Some(found?.span)
        })
    }

    /// Whether a member or method that looks at the answer's status is used on it.
    fn is_checked(&self, id: ObjectId, fact: &RequestFact) -> bool {
        if fact.checks.is_empty() {
            return true;
        }
        if !fact.looks.is_empty() && !fact.looks_unless.iter().any(|word| self.run.source.contains(word.as_str())) {
            let source = self.run.source.to_lowercase();
            if fact.looks.iter().any(|piece| source.contains(piece.as_str())) {
                return true;
            }
        }
        // With a dot before it only a member counts.
        let is_check = |name: &str, member: bool| {
            fact.checks.iter().any(|check| check.strip_prefix('.').map_or(check == name, |own| member && own == name))
        };
        let own = self.run.state.object(id).is_some_and(|object| {
            object.calls.iter().any(|call| is_check(&call.name, true))
                || object.fields.iter().any(|(name, _)| is_check(name, true))
        });
        // A member read on whatever is in the file: its name is telling enough.
        own || self.run.unit.exprs().any(|(_, expr)| match &expr.kind {
            crate::lint::form::ExprKind::Member { name, .. } => is_check(name, true),
            crate::lint::form::ExprKind::Name(name) => is_check(name, false),
            _ => false,
        })
    }

    /// A request with what was said on the way to it: `client.withHeaders(...).get(...)`.
    fn with_what_set_it_up(&self, id: ObjectId) -> Option<Object> {
        let mut object = self.run.state.object(id)?.clone();
        let mut before = object.from;
        for _ in 0..8 {
            let Some(earlier) = before.and_then(|id| self.run.state.object(id)) else { break };
            if let Kind::Api(path) = &earlier.kind {
                let name = path.rsplit('.').next().unwrap_or(path).into();
                let (args, span) = (earlier.args.clone(), earlier.span);
                object.calls.push(MethodCall { name, args, span, name_span: span }.into());
            }
            object.calls.extend(earlier.calls.iter().cloned());
            before = earlier.from;
        }
        Some(object)
    }

    /// Headers: a map, a list of lines, or a text of lines.
    fn headers_at(&self, slots: &[crate::catalog::Slot], looked: Looked<'_>) -> Option<Vec<(String, Value, Span)>> {
        let mut headers = Vec::new();
        for slot in slots.iter().filter(|slot| slot.property.is_none()) {
            for found in self.run.find_one(slot, looked) {
                // A method that takes name and value.
                if slot.method.is_some()
                    && let Some(name) = found.value.literal()
                {
                    headers.push((name, found.value.clone(), found.span));
                    continue;
                }
                for alt in &found.value.0 {
                    let lines = match &alt.atom {
                        Atom::Object(id) => match self.run.state.object(*id)? {
                            list if list.kind == Kind::List && !list.open => list.items.clone(),
                            _ => {
                                headers.extend(self.entries_of(alt)?);
                                continue;
                            }
                        },
                        Atom::Text(_) => vec![Value(vec![alt.clone()])],
                        Atom::Null | Atom::Absent => continue,
                        _ => return None,
                    };
                    for line in lines.iter().flat_map(|value| &value.0) {
                        let Atom::Text(_) = line.atom else { return None };
                        let text = crate::lint::rules::literal_pieces(line);
                        let names = text.lines().filter_map(|line| line.split_once(':'));
                        headers.extend(
                            names.map(|(name, _)| (name.trim().to_owned(), Value(vec![line.clone()]), line.span)),
                        );
                    }
                }
            }
        }
        Some(headers)
    }

    /// The entries of the objects in these places: nothing when they are not known completely.
    fn entries_at(&self, slots: &[crate::catalog::Slot], looked: Looked<'_>) -> Option<Vec<(String, Value, Span)>> {
        let mut entries = Vec::new();
        for (name, object) in slots.iter().filter_map(|slot| Some((slot.method.as_deref()?, looked.object?))) {
            // Set one by one by a method that takes name and value.
            for call in object.calls.iter().filter(|call| &*call.name == name) {
                if let [key, value] = call.args.positional.as_slice() {
                    entries.push((key.value.literal()?, value.value.clone(), key.span.join(value.span)));
                }
            }
        }
        let pairs = |slot: &&crate::catalog::Slot| {
            let calls = looked.object.map(|object| object.calls.as_slice()).unwrap_or_default();
            let of = |call: &&std::rc::Rc<MethodCall>| slot.method.as_deref() == Some(&*call.name);
            slot.method.is_some() && calls.iter().filter(of).all(|call| call.args.positional.len() == 2)
        };
        let single: Vec<crate::catalog::Slot> = slots.iter().filter(|slot| !pairs(slot)).cloned().collect();
        for found in self.run.find(&single, looked) {
            for alt in &found.value.0 {
                entries.extend(self.entries_of(alt)?);
            }
        }
        for slot in slots.iter().filter(|slot| slot.option.is_none() && slot.keyword.is_none()) {
            // Where a map without braces is written like keywords.
            let given: Vec<_> = match (&slot.method, slot.argument) {
                (Some(name), _) => {
                    let calls = looked.object.iter().flat_map(|object| &object.calls);
                    calls.filter(|call| *call.name == **name).map(|call| (&call.args, 0)).collect()
                }
                (None, Some(index)) if index > 0 => vec![(looked.args, index)],
                _ => Vec::new(),
            };
            for (args, _) in given.into_iter().filter(|(args, index)| args.positional.len() == *index) {
                let named = args.named.iter().filter(|(name, ..)| !name.starts_with('&'));
                entries.extend(named.map(|(name, _, given)| (name.clone(), given.value.clone(), given.span)));
            }
        }
        Some(entries)
    }

    fn entries_of(&self, alt: &Alt) -> Option<Vec<(String, Value, Span)>> {
        let mut entries = Vec::new();
        match &alt.atom {
            Atom::Object(id) => {
                let object = self.run.state.object(*id)?;
                if object.open {
                    return None;
                }
                // Pairs of name and value.
                for pair in object.items.iter().filter(|_| object.kind == Kind::List) {
                    let inner = self.run.state.object(crate::lint::evaluate::state::object_of(pair.0.first()?)?)?;
                    let [key, value] = inner.items.as_slice() else { return None };
                    entries.push((key.literal()?, value.clone(), inner.span));
                }
                entries
                    .extend(object.fields.iter().map(|(name, field)| (name.clone(), field.value.clone(), field.span)));
                for given in object.args.all() {
                    let Alt { atom: Atom::Object(inner), .. } = given.value.0.first()? else { continue };
                    let inner = self.run.state.object(*inner)?;
                    entries.extend(
                        inner.fields.iter().map(|(name, field)| (name.clone(), field.value.clone(), field.span)),
                    );
                }
            }
            Atom::Text(_) => entries.extend(self.fields_in(alt)?),
            Atom::Null | Atom::Absent => {}
            _ => return None,
        }
        Some(entries)
    }

    /// The text that an address was made of: `URI(text)`, `URI.join(base, path)`; a query set on it is put aside.
    fn as_address(&self, value: &Value, queries: &mut Option<Vec<(String, Value, Span)>>, deep: usize) -> Value {
        let mut result = Value::default();
        for alt in &value.0 {
            let object = match alt.atom {
                Atom::Object(id) => self.run.state.object(id).filter(|_| deep > 0),
                _ => None,
            };
            let Some(object) =
                object.filter(|object| matches!(object.kind, Kind::Api(_)) && !object.args.positional.is_empty())
            else {
                result.add(alt.clone());
                continue;
            };
            if let Some(field) = object.field("query") {
                for alt in &field.value.0 {
                    match (self.entries_of(alt), queries.as_mut()) {
                        (Some(entries), Some(queries)) => queries.extend(entries),
                        _ => *queries = None,
                    }
                }
            }
            let pieces: Vec<Value> =
                object.args.positional.iter().map(|given| self.as_address(&given.value, queries, deep - 1)).collect();
            result = result.or(match pieces.as_slice() {
                [only] => only.clone(),
                _ => Value::concat(&pieces, &[], alt.span),
            });
        }
        result
    }

    fn is_plain_map(&self, alt: &Alt) -> bool {
        matches!(alt.atom, Atom::Object(id) if self.run.state.object(id).is_some_and(|object| object.kind == Kind::Dict))
    }

    /// A map, or what makes a query of one.
    fn is_map(&self, alt: &Alt) -> bool {
        let Atom::Object(id) = alt.atom else { return false };
        self.is_plain_map(alt)
            || self.run.state.object(id).is_some_and(|object| {
                object.args.positional.first().is_some_and(|given| given.value.every(|alt| self.is_plain_map(alt)))
            })
    }

    /// The fields in a URL's query.
    fn query_in(&self, url: &Value) -> Option<Vec<(String, Value, Span)>> {
        let mut fields = Vec::new();
        for alt in &url.0 {
            match &alt.atom {
                Atom::Text(parts) => {
                    let from = parts.iter().position(
                        |part| matches!(part, crate::lint::value::Part::Literal(text, _) if text.contains('?')),
                    );
                    let Some(from) = from else { continue };
                    let mut rest: Vec<crate::lint::value::Part> = parts[from..].to_vec();
                    if let Some(crate::lint::value::Part::Literal(text, span)) = rest.first_mut() {
                        let at = text.find('?').map_or(0, |at| at + 1);
                        *span = Span::new(span.start + at.min(span.end - span.start), span.end);
                        *text = text[at..].into();
                    }
                    fields.extend(self.fields_in(&Alt::new(Atom::Text(rest.into()), alt.span))?);
                }
                Atom::Env(_) => {}
                _ => return None,
            }
        }
        Some(fields)
    }

    /// The fields of a form-encoded text.
    pub(super) fn fields_in(&self, alt: &Alt) -> Option<Vec<(String, Value, Span)>> {
        use crate::lint::value::Part;
        let Atom::Text(parts) = &alt.atom else { return None };
        let mut fields: Vec<(String, Vec<Part>, Span)> = Vec::new();
        for part in &**parts {
            match part {
                Part::Hole(hole, site) => match fields.last_mut() {
                    // `?` and what makes a query of a map.
                    _ if matches!(hole.atom, Atom::Object(_)) && self.is_map(hole) => {
                        for (name, value, span) in self.entries_of(hole)? {
                            let parts = match value.0.as_slice() {
                                [alt] => alt.parts(span),
                                _ => vec![Part::Hole(Alt::new(Atom::Unknown, span), span)],
                            };
                            fields.push((name, parts, span));
                        }
                    }
                    Some((_, value, _)) => value.push(Part::Hole(hole.clone(), *site)),
                    // An object with the fields in it is looked into by itself.
                    None if matches!(hole.atom, Atom::Object(_)) => {}
                    None => return None,
                },
                Part::Literal(text, span) => {
                    for (index, piece) in text.split('&').enumerate() {
                        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
                        let whole = span.end - span.start == text.len();
                        let at = |from: usize, to: usize| {
                            if whole { Span::new(span.start + from, span.start + to) } else { *span }
                        };
                        match piece.split_once('=') {
                            Some((name, value)) if index > 0 || fields.is_empty() || !name.is_empty() => {
                                let from = start + name.len() + 1;
                                let literal = (!value.is_empty())
                                    .then(|| Part::Literal(decoded(value).into(), at(from, start + piece.len())));
                                fields.push((
                                    name.to_owned(),
                                    literal.into_iter().collect(),
                                    at(start, start + piece.len()),
                                ));
                            }
                            _ if index == 0 && !piece.is_empty() => {
                                if let Some((_, value, _)) = fields.last_mut() {
                                    value.push(Part::Literal(decoded(piece).into(), at(start, start + piece.len())));
                                }
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
        Some(
            fields
                .into_iter()
                .map(|(name, parts, span)| {
                    let value = match parts.as_slice() {
                        [Part::Hole(alt, _)] => Value(vec![alt.clone()]),
                        [] => Value::text("", span),
                        _ => Value::one(Atom::Text(parts.into()), span),
                    };
                    (name, value, span)
                })
                .collect(),
        )
    }
}

impl Http {
    /// Whether it goes over TLS: to an address that says so, or to one of the endpoints that take nothing else.
    pub fn over_tls(&self, service: &Service) -> bool {
        let texts: Vec<String> = self.url.0.iter().map(crate::lint::rules::literal_pieces).collect();
        texts.iter().any(|text| {
            text.starts_with("https:")
                || !text.starts_with("http:") && service.token_endpoint(text).is_some_and(|endpoint| endpoint.tls)
        })
    }

    /// What the token is asked for.
    pub fn scope(&self) -> Value {
        let Some(fields) = &self.fields else { return Value::unknown(self.span) };
        let mut result = Value::default();
        for (_, value, _) in fields.iter().filter(|(name, ..)| name == "scope" || name == "resource") {
            result = result.or(value.clone());
        }
        result
    }

    /// A query or form field.
    pub fn field(&self, name: &str) -> Option<&(String, Value, Span)> {
        self.fields.as_ref()?.iter().find(|(field, ..)| field == name)
    }
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}
