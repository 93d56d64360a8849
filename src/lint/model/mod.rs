//! What a unit does with the database: its connections, credentials and token requests. Rules see this and no syntax.

mod again;
mod brief;
mod collect;
mod connect;
mod credential;
mod elsewhere;
mod find;
mod hook;
mod meant;
mod named;
mod plugin;
mod request;
mod sight;
mod strings;
mod tls;
mod transport;

pub use sight::{Sight, sight};
pub use tls::{Tls, TlsFrom};

use crate::catalog::{ConflictEffect, Lives, TlsEffect};

use super::evaluate::Evaluator;
use super::evaluate::state::Args;
use super::facts::{Facts, Shared};
use super::form::Span;
use super::settings::Settings;
use super::value::{Alt, Value};

/// Where a setting was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a connection string.
    Text,
    /// As an argument by its position.
    Position,
    /// As a keyword argument.
    Keyword,
    /// As an entry of an options object.
    Option,
    /// As a property or by a method.
    Property,
}

/// One setting of a connection.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// `host` `port` `database` `user` `password` `tls` `root` `other`
    pub meaning: String,
    /// The keyword as it is written.
    pub key: String,
    /// Where it stands.
    pub key_span: Span,
    /// The value.
    pub value: Value,
    /// Where keyword and value stand.
    pub span: Span,
    /// Where it was given.
    pub place: Place,
    /// Whether it is quoted, in a connection string.
    pub quoted: bool,
    /// What the driver needs there.
    pub wants: Option<crate::catalog::Wants>,
    /// Whether a function given here is called for each new connection.
    pub calls_functions: bool,
}

/// A connection string that a connection gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The string, one alternative.
    pub alt: Alt,
    /// Where it was given.
    pub span: Span,
    /// The grammars that the driver takes there.
    pub grammars: Vec<String>,
    /// Taken apart, with the grammar that fits.
    pub parsed: Option<(String, Settings)>,
    /// Whether it passed through a builder, which quotes.
    pub built: bool,
}

/// A token hook that was given.
#[derive(Debug, Clone, PartialEq)]
pub struct Hook {
    /// Where it was given.
    pub span: Span,
    /// The function, class or name that was given.
    pub given: Value,
    /// The password that it supplies, as far as that is known; nothing when it opens a connection by itself.
    pub password: Option<Value>,
    /// Which run this was, for tokens that were asked for outside of it.
    pub activation: usize,
    /// The options that it gives besides.
    pub options: Option<Value>,
    /// Where it sets the password, if it does not give it.
    pub set_at: Option<Span>,
    /// The token that it asked for in one run and may give in a later one, where nothing looks whether it has expired.
    pub again: Option<usize>,
}

impl Hook {
    /// A hook of which no more is known than that it was given.
    fn unread(span: Span, given: Value) -> Self {
        Self { span, given, password: None, activation: 0, options: None, set_at: None, again: None }
    }
}

/// A keyword that the driver does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct Stranger {
    /// The keyword.
    pub key: String,
    /// Where it stands.
    pub span: Span,
    /// The keywords that there are.
    pub known: Vec<String>,
    /// What is taken for it.
    pub place: Place,
    /// What became of it, if the driver once had it.
    pub removed: Option<String>,
    /// Whether the driver drops it without a word.
    pub dropped: bool,
}

/// One place where code opens a connection, or makes what will.
#[derive(Debug, Clone, PartialEq)]
pub struct Connection {
    /// The driver's id.
    pub driver: String,
    /// The call's qualified name.
    pub call: String,
    /// Where the call stands.
    pub span: Span,
    /// Where its name stands.
    pub name_span: Span,
    /// How long what it makes lives.
    pub lives: Lives,
    /// Whether it is used and closed where it is made, so that it may not outlive a token.
    pub brief: bool,
    /// Its settings, one by one, in the order in which the driver prefers them least.
    pub settings: Vec<Setting>,
    /// Its connection strings.
    pub texts: Vec<Text>,
    /// Whole strings from elsewhere among its settings.
    pub bases: Vec<Alt>,
    /// Whether there may be settings of which nothing is known.
    pub open: bool,
    /// Its token hooks.
    pub hooks: Vec<Hook>,
    /// Its TLS.
    pub tls: Tls,
    /// Keywords that it does not have.
    pub strangers: Vec<Stranger>,
    /// Pairs of settings that do not go together: the two places, what happens, and why.
    pub conflicts: Vec<(Span, Span, ConflictEffect, String, String)>,
    /// Which run of a token hook this happened in; 0 outside of one.
    pub activation: usize,
    /// Whether that hook belongs to a pool.
    pub for_pool: bool,
    /// The arguments as they were given.
    pub args: Args,
}

impl Connection {
    /// The settings of one meaning.
    pub fn given(&self, meaning: &str) -> impl Iterator<Item = &Setting> {
        self.settings.iter().filter(move |setting| setting.meaning == meaning)
    }

    /// The setting of one meaning that the driver takes.
    pub fn effective(&self, meaning: &str) -> Option<&Setting> {
        self.settings.iter().rfind(|setting| setting.meaning == meaning)
    }

    /// Whether the password is dropped by the driver, with the place of what makes it so.
    pub fn password_dropped(&self) -> Option<&(Span, Span, ConflictEffect, String, String)> {
        self.conflicts.iter().find(|(.., effect, given, _)| *effect == ConflictEffect::Ignored && given == "password")
    }
}

/// A credential that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Credential {
    /// Its qualified name.
    pub name: String,
    /// Where the call stands.
    pub span: Span,
    /// Where its name stands.
    pub name_span: Span,
    /// What it was given, by meaning: `client_id`, `client_secret`, ...
    pub given: Vec<Setting>,
    /// Everything that it was given by name: options, properties, methods.
    pub options: Vec<(String, Span)>,
    /// Whether it may have been given more than is known.
    pub open: bool,
    /// The object on the heap.
    pub object: Option<super::value::ObjectId>,
    /// Which run of a token hook it was made in.
    pub activation: usize,
}

impl Credential {
    /// What it was given for one meaning.
    pub fn given(&self, meaning: &str) -> Option<&Setting> {
        self.given.iter().rfind(|setting| setting.meaning == meaning)
    }
}

/// A token that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where the call stands.
    pub span: Span,
    /// What it was asked for.
    pub scope: Value,
    /// The credentials that were asked, by their place in the model; none for an unknown one.
    pub credentials: Vec<usize>,
    /// Whether what was asked is known completely.
    pub credential_known: bool,
    /// What stands in the credential's place, when that is no credential.
    pub asked: Value,
    /// The request by HTTP, for one by hand.
    pub http: Option<Http>,
    /// Which run of a token hook it was asked for in; 0 outside of one.
    pub activation: usize,
}

/// A request by HTTP, as far as it can be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Http {
    /// Where the call stands.
    pub span: Span,
    /// The URL.
    pub url: Value,
    /// GET or POST, if that is known.
    pub method: Option<String>,
    /// Headers by lower-case name; nothing when they are not known completely.
    pub headers: Option<Vec<(String, Value, Span)>>,
    /// Query and form fields; nothing when they are not known completely.
    pub fields: Option<Vec<(String, Value, Span)>>,
    /// Whether a body is sent in another encoding than a form's.
    pub other_body: Option<Span>,
    /// Whether anything looks at whether the answer is a good one.
    pub checked: bool,
    /// What it, or what sends it, cannot do without and lacks.
    pub lacks: Vec<Lack>,
    /// What weakens its TLS, and where.
    pub tls: Vec<(TlsEffect, Span)>,
}

/// A setting without which a request is worth nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Lack {
    /// Where it is switched off, or what lacks it.
    pub span: Span,
    /// Whether it matters only on TLS.
    pub over_tls: bool,
    /// What happens without it.
    pub otherwise: String,
}

/// Everything that a unit does.
pub struct Model<'a> {
    /// Its evaluation.
    pub run: Evaluator<'a>,
    /// Facts that hold for all languages.
    pub shared: &'a Shared,
    /// Its connections.
    pub connections: Vec<Connection>,
    /// Settings of connections of which nothing but their names says what they are: they tell what stands in them, and
    /// nothing of what the unit does.
    pub named: Vec<Connection>,
    /// Its credentials.
    pub credentials: Vec<Credential>,
    /// Its token requests.
    pub tokens: Vec<Token>,
}

impl<'a> Model<'a> {
    /// Runs a unit and looks at what it did.
    pub fn of(mut run: Evaluator<'a>, shared: &'a Shared) -> Self {
        run.run();
        let mut model = Self {
            run,
            shared,
            connections: Vec::new(),
            named: Vec::new(),
            credentials: Vec::new(),
            tokens: Vec::new(),
        };
        model.connect();
        model.look_at_credentials();
        model.look_at_tokens();
        model
    }

    /// The facts of its language.
    pub fn facts(&self) -> &'a Facts {
        self.run.facts
    }

    /// The effect that TLS has for a connection, in a word.
    pub fn effect_of(connection: &Connection) -> Option<TlsEffect> {
        connection.tls.effect
    }
}
