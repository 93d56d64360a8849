//! What rules ask again and again.

use crate::catalog::{CredentialKind, Variable};
use crate::lint::evaluate::Under;
use crate::lint::evaluate::state::Kind;
use crate::lint::form::{Entry, ExprId, ExprKind, Span};
use crate::lint::model::{Connection, Credential, Model, Place, Setting, Token};
use crate::lint::secret;
use crate::lint::settings::meaning;
use crate::lint::value::{Alt, Atom, Value};

/// A unit and what the user told of it.
pub struct Context<'m, 'a> {
    /// What the unit does.
    pub model: &'m Model<'a>,
    /// The client, if told.
    pub client: Option<&'m str>,
    /// The auth type, if told.
    pub auth: Option<&'m str>,
}

/// What a variable of Service Connector holds, by its key in the catalog.
pub fn key_of<'v>(context: &Context<'_, 'v>, alt: &Alt) -> Option<&'v str> {
    let read = alt.env()?;
    let shared = context.model.shared;
    shared.variable(&read.name).first().map(|(.., variable)| variable.key.as_str())
}

impl<'a> Context<'_, 'a> {
    /// The text at a place.
    pub fn text(&self, span: Span) -> &'a str {
        span.text(self.model.run.source)
    }

    /// The variables of Service Connector that a name stands for.
    pub fn variables(&self, name: &str) -> impl Iterator<Item = &'a Variable> {
        self.model.shared.variable(name).into_iter().map(|(.., variable)| variable)
    }

    /// Whether the connection goes to the service: by its host, its variables, or because it signs in with a token.
    pub fn is_azure(&self, connection: &Connection) -> bool {
        match self.names_azure(connection) {
            Some(named) => named,
            None => self.gets_token(connection) || self.stands_beside_token(connection),
        }
    }

    /// Whether a connection of which nothing is known but a host's name that is to be filled in has it from one that a token
    /// reaches.
    fn stands_beside_token(&self, connection: &Connection) -> bool {
        let host = |connection: &Connection| connection.effective("host").and_then(|setting| setting.value.literal());
        let Some(own) = host(connection) else { return false };
        self.model.connections.iter().any(|other| self.gets_token(other) && host(other).as_ref() == Some(&own))
    }

    /// Whether the connection goes to the service by its host or its variables.
    pub fn is_azure_by_name(&self, connection: &Connection) -> bool {
        self.names_azure(connection) == Some(true)
    }

    /// What host and variables say of where the connection goes; nothing where they say nothing.
    fn names_azure(&self, connection: &Connection) -> Option<bool> {
        let shared = self.model.shared;
        let prefixes = || std::iter::once(&shared.service.prefix).chain(&shared.service.own_prefixes);
        let ours = |alt: &Alt| alt.read().is_some_and(|read| prefixes().any(|prefix| read.name.starts_with(prefix)));
        let mut known_elsewhere = false;
        for setting in connection.given("host") {
            for alt in &setting.value.0 {
                if ours(alt) || alt.leaves().into_iter().any(ours) {
                    return Some(true);
                }
                let literal = literal_pieces(alt);
                if shared.is_azure_host(&literal) {
                    return Some(true);
                }
                known_elsewhere |= alt.literal().is_some_and(|host| !secret::is_to_be_filled_in(&host));
            }
        }
        if known_elsewhere {
            return Some(false);
        }
        connection.bases.iter().flat_map(Alt::leaves).any(ours).then_some(true)
    }

    /// Whether the host is the machine itself.
    pub fn is_local(&self, connection: &Connection) -> bool {
        connection.given("host").any(|setting| {
            setting.value.some(|alt| {
                // Of several hosts each.
                alt.literal().is_some_and(|hosts| {
                    hosts.split(',').all(|host| {
                        matches!(host, "localhost" | "127.0.0.1" | "::1" | "db" | "postgres") || host.starts_with('/')
                    })
                })
            })
        })
    }

    /// Whether it is the machine itself, and nothing says that it is the service as well: `HOST || 'localhost'`.
    pub fn is_local_only(&self, connection: &Connection) -> bool {
        self.is_local(connection) && !self.is_azure_by_name(connection)
    }

    /// Whether the text is about the service, and nothing says that the connection goes elsewhere: its host is another's word.
    pub fn may_be_azure(&self, connection: &Connection) -> bool {
        let known =
            |alt: &Alt| alt.is_nothing() || alt.literal().is_some_and(|host| !secret::is_to_be_filled_in(&host));
        let mut hosts = connection.given("host").peekable();
        let elsewhere = hosts.peek().is_some() && hosts.all(|setting| setting.value.every(known));
        !self.model.run.unit.of_any_server && !self.is_of_another_database(connection) && !elsewhere
    }

    /// Whether the driver is one of another database, which gets this service's settings at most by mistake.
    pub fn is_of_another_database(&self, connection: &Connection) -> bool {
        let driver = self.model.facts().language.drivers.get(&connection.driver);
        driver.is_some_and(|driver| driver.database.is_some())
    }

    /// Whether a connection goes elsewhere than to the service: to a host that is known, or that nothing names.
    pub fn goes_elsewhere(&self, connection: &Connection) -> bool {
        let known = |alt: &Alt| alt.literal().is_some() || alt.is_nothing();
        !self.is_azure(connection)
            && connection.bases.is_empty()
            && connection.given("host").all(|setting| setting.value.every(known))
    }

    /// Whether a token reaches the connection, as password or by a hook.
    pub fn gets_token(&self, connection: &Connection) -> bool {
        let token = |value: &Value| value.some(|alt| self.token_in(alt).is_some());
        connection.given("password").any(|setting| token(&setting.value))
            || connection.hooks.iter().any(|hook| hook.password.as_ref().is_some_and(token))
    }

    /// The token request whose text (or object) this is, or that stands in a text.
    pub fn token_in(&self, alt: &Alt) -> Option<usize> {
        alt.leaves().into_iter().find_map(|leaf| match leaf.atom {
            Atom::Token(request) => Some(request),
            Atom::Object(id) => {
                let object = self.model.run.state.object(id)?;
                match &object.kind {
                    Kind::Token(request) => Some(*request),
                    // Percent-encoded, it is a token still.
                    Kind::Api(path) if path.starts_with('%') => {
                        self.encoded(leaf)?.0.iter().find_map(|alt| self.token_in(alt))
                    }
                    _ => None,
                }
            }
            _ => None,
        })
    }

    /// What was percent-encoded to give this.
    pub fn encoded(&self, alt: &Alt) -> Option<&Value> {
        let Atom::Object(id) = alt.atom else { return None };
        let object = self.model.run.state.object(id)?;
        let Kind::Api(path) = &object.kind else { return None };
        path.starts_with('%').then(|| object.args.positional.first().map(|given| &given.value)).flatten()
    }

    /// Whether this comes out of a store of secrets: whatever gave it is called so (`get_secret("word").value`).
    pub fn is_stored_secret(&self, alt: &Alt) -> bool {
        const READS: &[&str] = &["get", "fetch", "read", "retrieve", "access", "load"];
        let reads = |path: &str| {
            let last = path.rsplit('.').next().unwrap_or(path).to_ascii_lowercase();
            last.contains("secret") && READS.iter().any(|word| last.starts_with(word))
        };
        let given = |leaf: &Alt| match leaf.atom {
            Atom::Object(id) => self.model.run.api_name(id).is_some_and(|path| path.rsplit('.').take(2).any(reads)),
            _ => false,
        };
        alt.leaves().into_iter().any(given)
    }

    /// Whether a setting without a value takes the next pair for one: `password= sslmode=verify-full`.
    pub fn swallows(&self, connection: &Connection, setting: &Setting) -> bool {
        let grammars = connection.texts.iter().filter_map(|text| Some(&text.parsed.as_ref()?.0));
        let text = setting.value.literal().filter(|_| setting.place == Place::Text && !setting.quoted);
        text.as_deref().and_then(|text| text.split_once('=')).is_some_and(|(key, _)| {
            grammars.filter_map(|id| self.model.shared.grammar(id)).any(|grammar| meaning(grammar, key).is_some())
        })
    }

    /// The token object (not its text) that this is.
    pub fn token_object(&self, alt: &Alt) -> Option<usize> {
        match alt.atom {
            Atom::Object(id) => match self.model.run.state.object(id).map(|object| &object.kind) {
                Some(Kind::Token(request)) => Some(*request),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether this is something that has to be awaited first, and what it is then.
    pub fn promise(&self, alt: &Alt) -> Option<Value> {
        let Atom::Object(id) = alt.atom else { return None };
        let object = self.model.run.state.object(id)?;
        (object.kind == Kind::Promise)
            .then(|| object.field("value").map(|field| field.value.clone()).unwrap_or_default())
    }

    /// The tokens that reach a connection.
    pub fn tokens_of(&self, connection: &Connection) -> Vec<(usize, Span)> {
        let mut tokens = Vec::new();
        let given = connection.given("password").map(|setting| (&setting.value, setting.span));
        let hooks = connection.hooks.iter().filter_map(|hook| Some((hook.password.as_ref()?, hook.span)));
        for (value, span) in given.chain(hooks) {
            for alt in &value.0 {
                if let Some(request) = self.token_in(alt)
                    && !tokens.contains(&(request, span))
                {
                    tokens.push((request, span));
                }
            }
        }
        tokens
    }

    /// Whether a token request is one for the database: by where it goes, or by what it is asked for.
    pub fn is_for_database(&self, request: usize) -> bool {
        self.model
            .connections
            .iter()
            .any(|connection| self.tokens_of(connection).iter().any(|(token, _)| *token == request))
            || self.model.tokens.get(request).is_some_and(|token| self.asks_for_database(token))
    }

    /// Whether a token is asked for the database service by its scope.
    pub fn asks_for_database(&self, token: &Token) -> bool {
        let resources: Vec<&str> = self
            .model
            .shared
            .service
            .clouds
            .iter()
            .map(|cloud| cloud.resource.trim_start_matches("https://"))
            .collect();
        token.scope.some(|alt| {
            let text = literal_pieces(alt);
            resources.iter().any(|resource| text.contains(resource))
        })
    }

    /// The credentials that are asked for the database's tokens; all, where no request names one.
    pub fn database_credentials(&self) -> Vec<&Credential> {
        let mut found: Vec<&Credential> = Vec::new();
        // Where the token is asked for in another file, the credential stands beside the connection.
        if self.model.tokens.is_empty() && !self.model.connections.is_empty() {
            return self.model.credentials.iter().collect();
        }
        for (index, token) in self.model.tokens.iter().enumerate() {
            if self.is_for_database(index) {
                found.extend(token.credentials.iter().filter_map(|index| self.model.credentials.get(*index)));
            }
        }
        found
    }

    /// Whether the file shows that it signs in without a password, or that was told.
    pub fn passwordless(&self) -> bool {
        match self.auth {
            Some("secret") => false,
            Some(_) => true,
            None => {
                self.model.tokens.iter().any(|token| self.asks_for_database(token))
                    || self.model.connections.iter().any(|connection| self.gets_token(connection))
                    || self.reads("client_id").next().is_some()
            }
        }
    }

    /// The readings of a variable by its key in the catalog: `client_id`, `client_secret`, ...
    pub fn reads<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s crate::lint::value::EnvRead> {
        self.model
            .run
            .trace
            .reads
            .iter()
            .filter(move |read| self.variables(&read.name).any(|variable| variable.key == key))
    }

    /// The kinds of credential that a credential's class serves.
    pub fn kinds(&self, credential: &Credential) -> &[CredentialKind] {
        self.model.facts().credential(&credential.name).map_or(&[], |fact| fact.kinds.as_slice())
    }

    /// Whether a literal stands under a condition.
    pub fn is_conditional(&self, span: Span) -> bool {
        self.conditions_of(span).next().is_some()
    }

    /// Whether a literal stands in a branch for development, tests, or the local machine.
    pub fn is_for_development(&self, span: Span) -> bool {
        self.conditions_of(span).any(|under| self.means_development(under))
    }

    /// Whether something stands in an entry that has development's name: `{development: {...}, production: {...}}`.
    pub fn stands_for_development(&self, span: Span) -> bool {
        const NAMES: &[&str] = &["local", "localhost", "dev", "development", "test", "testing", "ci", "docker"];
        let unit = self.model.run.unit;
        let is_name = |key: ExprId| matches!(&unit.expr(key).kind, ExprKind::Text(name) if NAMES.contains(&name.to_lowercase().as_str()));
        let stands = |entry: &Entry| matches!(entry, Entry::Pair { key, span: whole, .. } if whole.contains(span) && is_name(*key));
        unit.exprs().any(|(_, expr)| match &expr.kind {
            ExprKind::Object(entries) => expr.span.contains(span) && entries.iter().any(stands),
            _ => false,
        })
    }

    /// The conditions under which a literal stands, a part of one (the mode in a connection string), or an object of such.
    fn conditions_of(&self, span: Span) -> impl Iterator<Item = &Under> {
        let here = move |literal: Span| literal.contains(span) || span.contains(literal);
        let around = self.model.run.trace.under.iter().filter(move |(literal, _)| here(**literal));
        around.flat_map(|(_, conditions)| conditions).filter(move |under| !span.contains(under.condition))
    }

    /// Whether it is development where a condition holds, or does not.
    fn means_development(&self, under: &Under) -> bool {
        let text = self.text(under.condition);
        let development = names_development(text);
        let text = text.to_lowercase();
        let production = text.contains("prod");
        let several = ["&&", "||", " and ", " or "].iter().any(|word| text.contains(word));
        match under.holds.filter(|_| !several && development != production) {
            Some(holds) => {
                let negated = text.starts_with('!') || text.starts_with("not ") || text.contains("!=");
                development == (holds != negated)
            }
            None => development || production,
        }
    }

    /// Whether a call is made under a condition that looks at a variable of the environment.
    pub fn is_tested(&self, call: Span, variable: &str) -> bool {
        let trace = &self.model.run.trace;
        let conditions = trace.called_under.get(&call).into_iter().flatten();
        conditions.filter_map(|condition| trace.tested.get(condition)).any(|names| names.contains(variable))
    }

    /// Whether what stands at a place is chosen by a condition that asks for the service's servers by their names.
    pub fn chosen_for_service(&self, span: Span) -> bool {
        let asks = |under: &Under| self.texts_of(under.condition).any(|text| self.model.shared.names_cloud(text));
        self.conditions_of(span).any(|under| self.is_said(under) == Some(true) && asks(under))
    }

    /// Whether it is chosen by a condition that asks for other servers by their names, or for any but the service's.
    pub fn chosen_for_another(&self, span: Span) -> bool {
        // The end of a host's name, or the whole of it.
        let names_host = |text: &str| {
            let ends = text
                .trim_matches('.')
                .rsplit('.')
                .next()
                .is_some_and(|end| end.len() > 1 && end.chars().all(|c| c.is_ascii_lowercase()));
            ends && text.contains('.') && !text.contains(['/', ' ', '=', ':'])
        };
        self.conditions_of(span).any(|under| {
            let (mut ours, mut others) = (false, false);
            for text in self.texts_of(under.condition) {
                ours |= self.model.shared.names_cloud(text);
                others |= names_host(text) && !self.model.shared.names_cloud(text);
            }
            match self.is_said(under) {
                Some(true) => others && !ours,
                Some(false) => ours,
                None => false,
            }
        })
    }

    /// Whether what a condition asks for is so where something stands, if that is known.
    fn is_said(&self, under: &Under) -> Option<bool> {
        let text = self.text(under.condition);
        let negated = text.contains('!') || text.contains("not ");
        under.holds.map(|holds| holds != negated)
    }

    /// The literal texts in a condition.
    fn texts_of(&self, condition: Span) -> impl Iterator<Item = &'a str> {
        self.model.run.unit.exprs().filter_map(move |(_, expr)| match &expr.kind {
            ExprKind::Text(text) if condition.contains(expr.span) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether a literal stands under a condition that looks at a variable for which Service Connector has one value.
    pub fn service_decides(&self, span: Span) -> bool {
        let trace = &self.model.run.trace;
        let conditions = trace.under.get(&span).into_iter().flatten().map(|under| under.condition);
        let mut names = conditions.filter_map(|condition| trace.tested.get(&condition)).flatten();
        names.any(|name| {
            self.variables(name).any(|variable| !variable.value.is_empty() && !variable.value.contains('{'))
        })
    }

    /// The last part of a qualified name; of a function that makes an object, its type.
    pub fn short<'n>(&self, name: &'n str) -> &'n str {
        self.model.facts().class_of(name)
    }
}

/// The literal pieces of an alternative, one after another, `*` for what is put in.
pub fn literal_pieces(alt: &Alt) -> String {
    match &alt.atom {
        Atom::Text(parts) => parts
            .iter()
            .map(|part| match part {
                crate::lint::value::Part::Literal(text, _) => text.to_string(),
                crate::lint::value::Part::Hole(..) => "*".to_owned(),
            })
            .collect(),
        _ => String::new(),
    }
}

/// The place of a literal alternative: its text where it is one.
pub fn place_of(alt: &Alt) -> Span {
    match &alt.atom {
        Atom::Text(parts) => match &**parts {
            [crate::lint::value::Part::Literal(_, span)] => *span,
            _ => alt.span,
        },
        _ => alt.span,
    }
}

/// Whether a condition asks for development, tests or the machine itself, by one of its words: `isLocal`, `NODE_ENV != "dev"`. A
/// word in a word says nothing: `principal` is no `ci`, `latest` no `test`.
fn names_development(condition: &str) -> bool {
    const BEGINNINGS: &[&str] = &["local", "dev", "test", "debug", "docker", "emulator"];
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for c in condition.chars() {
        let begins = !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase();
        if begins {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
        }
        before = c;
    }
    let begins = |word: &str| BEGINNINGS.iter().any(|start| word.starts_with(start));
    condition.contains("127.0.0.1")
        || words.iter().any(|word| {
            word == "ci"
                || begins(word)
                || ["is", "unit", "non", "for"].iter().any(|start| word.strip_prefix(start).is_some_and(begins))
        })
}

#[cfg(test)]
mod tests {
    use super::names_development;

    #[test]
    fn development_is_a_word_of_its_own() {
        for condition in [
            "isLocal",
            "env == \"development\"",
            "IS_DEV",
            "isdev",
            "CI",
            "settings.debug",
            "host == '127.0.0.1'",
            "unittest",
        ] {
            assert!(names_development(condition), "{condition}");
        }
        for condition in ["useServicePrincipal", "latest", "decision", "precise", "production"] {
            assert!(!names_development(condition), "{condition}");
        }
    }
}
