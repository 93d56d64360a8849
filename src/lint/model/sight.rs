//! What lint sees of a unit, in words: for tests, so that silence is not mistaken for sight.

use serde::Serialize;

use crate::catalog::{CredentialKind, Lives, TlsEffect};
use crate::lint::value::{Alt, Atom, Part, Value};

use super::{Connection, Credential, Model};

/// One connection as lint sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sight {
    /// The driver.
    pub driver: String,
    /// The call.
    pub call: String,
    /// Whether it opens more connections as long as it lives.
    pub pool: bool,
    /// Where host, user, database and password come from.
    pub host: String,
    /// The role.
    pub user: String,
    /// The database.
    pub database: String,
    /// The password, or what supplies it.
    pub password: String,
    /// TLS, in a word.
    pub tls: Option<TlsEffect>,
    /// Whether a token hook opens it, for the pool that has the hook.
    pub in_hook: bool,
}

/// Every connection of a unit, and every credential in words.
pub fn sight(model: &Model<'_>) -> (Vec<Sight>, Vec<String>) {
    let mut seen: Vec<Sight> = Vec::new();
    for sight in sights(model) {
        if !seen.contains(&sight) {
            seen.push(sight);
        }
    }
    (seen, model.credentials.iter().map(|credential| in_words(model, credential)).collect())
}

fn sights(model: &Model<'_>) -> Vec<Sight> {
    model
        .connections
        .iter()
        .map(|connection| Sight {
            driver: connection.driver.clone(),
            call: connection.call.clone(),
            pool: connection.lives == Lives::Pool,
            host: part(model, connection, "host"),
            user: part(model, connection, "user"),
            database: part(model, connection, "database"),
            password: password(model, connection),
            tls: connection.tls.effect,
            in_hook: connection.activation > 0,
        })
        .collect()
}

fn part(model: &Model<'_>, connection: &Connection, meaning: &str) -> String {
    match connection.effective(meaning) {
        Some(setting) => described(model, &setting.value),
        None if !connection.bases.is_empty() => described(model, &Value(connection.bases.clone())),
        None if connection.open => "unknown".into(),
        None => "nothing".into(),
    }
}

fn password(model: &Model<'_>, connection: &Connection) -> String {
    if let Some(hook) = connection.hooks.first() {
        return match &hook.password {
            Some(value) => format!("hook: {}", described(model, value)),
            None => "hook".into(),
        };
    }
    part(model, connection, "password")
}

/// A value in words.
pub(crate) fn described(model: &Model<'_>, value: &Value) -> String {
    let words: Vec<String> = value.0.iter().map(|alt| word(model, alt)).collect();
    words.join(" or ")
}

fn word(model: &Model<'_>, alt: &Alt) -> String {
    match &alt.atom {
        Atom::Unknown => "unknown".into(),
        Atom::Absent | Atom::Null => "nothing".into(),
        Atom::Env(read) => read.name.clone(),
        Atom::Token(request) => token(model, *request),
        Atom::Object(id) => match model.run.state.object(*id).map(|object| &object.kind) {
            Some(super::super::evaluate::state::Kind::Token(request)) => {
                format!("object of {}", token(model, *request))
            }
            Some(_) => made_of(model, *id, 5),
            None => "object".into(),
        },
        Atom::Text(_) => alt.literal().map_or_else(
            || {
                let leaves: Vec<String> = alt.leaves().into_iter().map(|leaf| word(model, leaf)).collect();
                format!("text with {}", leaves.join(", "))
            },
            |text| format!("`{text}`"),
        ),
        Atom::Derived(sources) => {
            let words: Vec<String> = sources.iter().map(|source| word(model, source)).collect();
            format!("from {}", words.join(", "))
        }
        Atom::Entry(read, meaning) => format!("{meaning} of {}", read.name),
        Atom::Function(..) | Atom::Method(..) => "function".into(),
        Atom::Number(number) => number.to_string(),
        Atom::Bool(is) => is.to_string(),
        Atom::Api(path) => path.to_string(),
        Atom::Class(..) => "class".into(),
        Atom::Undefined(name) => format!("undefined {name}"),
    }
}

/// What an object was made of, in words.
fn made_of(model: &Model<'_>, id: crate::lint::value::ObjectId, deep: usize) -> String {
    let Some(object) = model.run.state.object(id).filter(|_| deep > 0) else { return "object".into() };
    let name = match &object.kind {
        super::super::evaluate::state::Kind::Api(path) => path.to_string(),
        _ => String::new(),
    };
    let given = object.args.all().map(|given| &given.value).chain(&object.items);
    let mut words: Vec<String> = object.from.iter().map(|from| made_of(model, *from, deep - 1)).collect();
    for alt in given
        .chain(object.fields.iter().map(|(_, field)| &field.value))
        .flat_map(|value| &value.0)
        .flat_map(Alt::leaves)
    {
        let word = match alt.atom {
            Atom::Object(inner) => made_of(model, inner, deep - 1),
            Atom::Env(_) | Atom::Token(_) => word(model, alt),
            _ => continue,
        };
        if !words.contains(&word) && words.len() < 6 {
            words.push(word);
        }
    }
    format!("{name}({})", words.join(", "))
}

fn token(model: &Model<'_>, request: usize) -> String {
    let Some(token) = model.tokens.get(request) else { return "token".into() };
    let scope = token.scope.literal().unwrap_or_else(|| described(model, &token.scope));
    let by: Vec<String> = token
        .credentials
        .iter()
        .filter_map(|index| model.credentials.get(*index))
        .map(|credential| in_words(model, credential))
        .chain(token.http.iter().map(|http| http_in_words(model, http)))
        .collect();
    format!("token for {scope} by {}", by.join(" or "))
}

fn in_words(model: &Model<'_>, credential: &Credential) -> String {
    let name = model.facts().class_of(&credential.name);
    let mut given: Vec<String> = credential
        .given
        .iter()
        .map(|setting| format!("{}={}", setting.meaning, described(model, &setting.value)))
        .collect();
    // A workload identity that is not told which one it is reads that by itself.
    let fact = model.facts().credential(&credential.name);
    let own =
        fact.filter(|fact| fact.kinds == [CredentialKind::WorkloadIdentity] && credential.given("client_id").is_none());
    let read = own.and_then(|fact| fact.reads.iter().find(|name| name.ends_with("CLIENT_ID")));
    given.extend(read.map(|name| format!("client_id={name}")));
    format!("{name}({})", given.join(", "))
}

/// Who asks by a request of its own, in words.
fn http_in_words(model: &Model<'_>, http: &super::Http) -> String {
    let mut given: Vec<String> = ["client_id", "client_secret"]
        .iter()
        .filter_map(|name| http.field(name))
        .map(|(name, value, _)| format!("{name}={}", described(model, value)))
        .collect();
    // The tenant stands in the URL, before what is the same in all.
    let paths = || {
        model
            .shared
            .service
            .token_endpoints
            .iter()
            .filter_map(|endpoint| endpoint.url.first())
            .filter(|word| word.starts_with('/'))
    };
    for alt in &http.url.0 {
        let Atom::Text(parts) = &alt.atom else { continue };
        given.extend(parts.windows(2).filter_map(|pair| match pair {
            [Part::Hole(tenant, _), Part::Literal(text, _)] if paths().any(|path| text.starts_with(path.as_str())) => {
                Some(format!("tenant_id={}", word(model, tenant)))
            }
            _ => None,
        }));
    }
    format!("request({})", given.join(", "))
}
