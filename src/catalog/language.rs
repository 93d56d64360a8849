//! A language: what generator and linter know of its SDK, its drivers and their calls.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::client::{CredentialKind, Package};
use super::driver::{DriverFact, TlsFact};
use super::service::Sources;

/// One file of `catalog/languages/`; its name without `.yaml` is the language's id.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The name as people write it.
    pub title: String,
    /// Endings of its files, without the dot.
    #[serde(default)]
    pub extensions: Vec<String>,
    /// Names of its files, where the ending alone does not say it; `*` stands for anything.
    #[serde(default)]
    pub files: Vec<String>,
    /// The language whose clients' environment it reads, where it is another one.
    #[serde(default)]
    pub clients_of: Option<String>,
    /// Words of a Markdown fence that mean it.
    #[serde(default)]
    pub fences: Vec<String>,
    /// Literals of which a file must hold at least one to be worth reading.
    pub marks: Vec<String>,
    /// Whether it must be about the service besides, by the service's own marks: what these files hold says little by itself.
    #[serde(default)]
    pub names_service: bool,
    /// The calls and subscripts that read the environment, fully qualified: `os.getenv`, `os.environ[]`, `process.env.`.
    pub reads_environment: Vec<EnvironmentRead>,
    /// How credentials are made.
    #[serde(default)]
    pub credentials: Vec<CredentialFact>,
    /// How tokens are asked for.
    #[serde(default)]
    pub tokens: Vec<TokenFact>,
    /// How connections are opened, by driver or library. May hold more than samples are generated for.
    #[serde(default)]
    pub drivers: BTreeMap<String, DriverFact>,
    /// Calls that send a request by HTTP, for tokens asked for by hand.
    #[serde(default)]
    pub requests: Vec<RequestFact>,
    /// What sends requests that are made apart from it.
    #[serde(default)]
    pub transports: Vec<TransportFact>,
    /// Of which class the result of a call is, by qualified names: `logging.getLogger: logging.Logger`.
    #[serde(default)]
    pub results: BTreeMap<String, String>,
    /// Other names under which a type, function or module is known, and the one that the facts use:
    /// `sqlx::postgres::PgPool: sqlx::PgPool`.
    #[serde(default)]
    pub same_as: BTreeMap<String, String>,
    /// Types whose methods give the same object back, but for those that the facts name.
    #[serde(default)]
    pub builders: Vec<String>,
    /// Names of functions of a type that make an object of it (`new`, `from_str`), for types that the facts name.
    #[serde(default)]
    pub constructors: Vec<String>,
    /// Calls that give what they are given first, only wrapped.
    #[serde(default)]
    pub wraps: Vec<String>,
    /// Calls that take a URL or a connection string apart, and the grammar that they understand.
    #[serde(default)]
    pub parses: Vec<ParseFact>,
    /// Qualified names of the authentication plugins that work with PostgreSQL.
    #[serde(default)]
    pub plugins: Vec<String>,
    /// How the names of such plugins look, of those that do not work and those that do not exist, too.
    #[serde(default)]
    pub plugin_marks: NameMarks,
    /// Classes that cannot be made by their own name, and what makes them.
    #[serde(default)]
    pub made_by: BTreeMap<String, String>,
    /// Calls that print or log what they are given, qualified; a `.` at the beginning stands for a method of that name on
    /// whatever object, one at the end for every member.
    #[serde(default)]
    pub prints: Vec<String>,
    /// Modules of the standard library (or packages) that code around a connection uses, and how they are imported:
    /// `os: import os`.
    #[serde(default)]
    pub modules: BTreeMap<String, String>,
    /// How a file loads another, whose names are everybody's then.
    #[serde(default)]
    pub loads: Option<LoadFact>,
    /// Members by which a query is put on a URL later: where one is used, a request's query is not known from its URL alone.
    #[serde(default)]
    pub sets_query: Vec<String>,
    /// Types whose implementations run for one command of a tool, and not while the application serves.
    #[serde(default)]
    pub runs_once: Vec<String>,
    /// What is no longer there: classes, functions, packages.
    #[serde(default)]
    pub removed: Vec<RemovedFact>,
    /// Whether reading an entry that is not there fails by itself, as the token of an answer that is an error.
    #[serde(default)]
    pub missing_entry_fails: bool,
    /// Variables that the drivers read by themselves: whether one is passed or not set changes nothing.
    #[serde(default)]
    pub driver_variables: Vec<String>,
    /// What each cloud is called in the SDK; templates write `{{ cloud.terms.KEY }}`. Cloud id, then key.
    #[serde(default)]
    pub clouds: BTreeMap<String, BTreeMap<String, String>>,
    /// Pieces of samples that differ by credential: name of the set, then kind.
    #[serde(default)]
    pub fragments: BTreeMap<String, BTreeMap<CredentialKind, Fragment>>,
    /// Packages by id; a client's file may add to them.
    #[serde(default)]
    pub packages: BTreeMap<String, Package>,
    /// Where the facts of this file come from.
    #[serde(default)]
    pub sources: Sources,
}

/// One way to read an environment variable.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvironmentRead {
    /// The qualified name; `[]` at the end means subscript, `.` at the end means a member of that name.
    pub call: String,
    /// What an unset variable gives.
    pub unset: UnsetBehaviour,
}

/// What reading an unset variable gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnsetBehaviour {
    /// An error or exception.
    Fails,
    /// A null-like value (`None`, `null`, `undefined`, `nil`, `false`).
    Null,
    /// The empty string.
    Empty,
    /// A result that the caller has to open (`Result`, a second return value).
    Checked,
}

/// The pieces of a sample that depend on the kind of credential.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fragment {
    /// Ids of packages that it needs.
    #[serde(default)]
    pub packages: Vec<String>,
    /// Pieces of text by name; templates write `{{ credential.NAME }}`. Each is a template itself, with the same
    /// context but no `credential`. Every kind of one set has the same names.
    pub pieces: BTreeMap<String, String>,
    /// What a reader has to know.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A constructor of a credential.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialFact {
    /// Qualified name of the class or function that makes it.
    pub new: String,
    /// Other names of the same thing (asynchronous twins, aliases, builder classes).
    #[serde(default)]
    pub also: Vec<String>,
    /// The kinds of credential that it serves.
    pub kinds: Vec<CredentialKind>,
    /// How many arguments it takes by position: with another number it is that of another version, of which nothing is said.
    #[serde(default)]
    pub takes: Option<usize>,
    /// Where it takes `client_id`, `client_secret`, `tenant_id`, `authority`, ...
    #[serde(default)]
    pub arguments: BTreeMap<String, Vec<Slot>>,
    /// Options that it accepts without effect.
    #[serde(default)]
    pub ignores: Vec<String>,
    /// Options that it refuses though a sibling has them.
    #[serde(default)]
    pub refuses: Vec<String>,
    /// Environment variables that it reads by itself.
    #[serde(default)]
    pub reads: Vec<String>,
    /// Whether a scope without `/.default` is accepted when a token is asked for.
    #[serde(default)]
    pub bare_resource: Option<BareResource>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// What happens to a scope without `/.default`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BareResource {
    /// It works.
    Accepted,
    /// The token endpoint refuses it.
    Refused,
    /// Nothing else does.
    Wanted,
}

/// A place in a call: of the fields that are set, any one is a way to give the value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Position among the positional arguments, from 0.
    #[serde(default)]
    pub argument: Option<usize>,
    /// Name of a keyword argument.
    #[serde(default)]
    pub keyword: Option<String>,
    /// Key in an object, map or options argument.
    #[serde(default)]
    pub option: Option<String>,
    /// Property or field that is assigned, also in an initializer.
    #[serde(default)]
    pub property: Option<String>,
    /// Method that takes the value as its first argument (builders).
    #[serde(default)]
    pub method: Option<String>,
    /// An event for which a function is registered on the object (`do_connect`), see `registers` of the driver.
    #[serde(default)]
    pub event: Option<String>,
    /// A method that a subclass overrides.
    #[serde(default)]
    pub overrides: Option<String>,
    /// Whether it is what the method is called on.
    #[serde(default)]
    pub receiver: bool,
    /// Grammar of the value (id in `grammars.yaml`), where it is a connection string.
    #[serde(default)]
    pub grammar: Option<String>,
    /// What the value has to be, where the driver fails with a text in its place.
    #[serde(default)]
    pub wants: Option<Wants>,
}

/// What a value has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wants {
    /// A number; a text fails.
    Number,
    /// A boolean (or an object); a text fails.
    Boolean,
    /// A number, but a text of digits is understood.
    NumberLike,
    /// A boolean, but the text `true` is understood.
    BooleanLike,
    /// Something that the other ways to give it make (a method, a conversion); a text does not compile.
    Object,
}

/// A call that sends a request by HTTP.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestFact {
    /// Qualified name of the function or method.
    pub call: String,
    /// GET, POST, or nothing where the call says it otherwise.
    #[serde(default)]
    pub method: Option<String>,
    /// Where the URL stands.
    #[serde(default)]
    pub url: Vec<Slot>,
    /// Where the headers stand: a map, or a method that sets one.
    #[serde(default)]
    pub headers: Vec<Slot>,
    /// Where the query stands, if not in the URL.
    #[serde(default)]
    pub query: Vec<Slot>,
    /// Where a body that is sent form-encoded stands.
    #[serde(default)]
    pub form: Vec<Slot>,
    /// Whether a map in the place of the form is sent otherwise than a form: only a text is one.
    #[serde(default)]
    pub form_is_text: bool,
    /// Where a body that is sent otherwise (as JSON, or as it is) stands.
    #[serde(default)]
    pub body: Vec<Slot>,
    /// Methods that set a body in another encoding than a form's.
    #[serde(default)]
    pub encodes: Vec<String>,
    /// Members and methods that look whether the answer is a good one (`raise_for_status`, `status_code`, `ok`); with a dot
    /// before it, only as a member (`.value`).
    #[serde(default)]
    pub checks: Vec<String>,
    /// Pieces of code, in small letters, that look at the answer itself, where a bad one gives none.
    #[serde(default)]
    pub looks: Vec<String>,
    /// Words that make a bad answer one like any other: looking at the answer is not enough then.
    #[serde(default)]
    pub looks_unless: Vec<String>,
    /// Whether a bad answer is an error by itself.
    #[serde(default)]
    pub checked: bool,
    /// What it is worth nothing without.
    #[serde(default)]
    pub needs: Vec<NeedFact>,
    /// What its TLS settings mean.
    #[serde(default)]
    pub tls: Vec<TlsFact>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// What sends requests that are made apart from it.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TransportFact {
    /// Qualified name of the call that makes it.
    pub call: String,
    /// Its methods that get a request.
    pub sends: Vec<String>,
    /// How many arguments come before its options.
    #[serde(default)]
    pub before_options: usize,
    /// What it is worth nothing without.
    #[serde(default)]
    pub needs: Vec<NeedFact>,
    /// What its TLS settings mean.
    #[serde(default)]
    pub tls: Vec<TlsFact>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// A setting that a request or what sends it cannot do without.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedFact {
    /// Where it is given, in one of these places.
    pub at: Vec<Slot>,
    /// The value that it has to have, as text.
    pub value: String,
    /// Whether it matters only where the address begins with `https:`.
    #[serde(default)]
    pub over_tls: bool,
    /// What happens without it, in words.
    pub otherwise: String,
    /// What given in its place does as well.
    #[serde(default)]
    pub unless: Vec<Slot>,
}

/// How a file loads another, whose names are everybody's then.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoadFact {
    /// The word that does it.
    pub by: String,
    /// What belongs to the language and brings no names but its own, beside the modules that are named elsewhere.
    pub own: Vec<String>,
}

/// How a kind of names looks.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameMarks {
    /// It has one of these in it,
    #[serde(default)]
    pub contains: Vec<String>,
    /// or begins with one of these.
    #[serde(default)]
    pub begins: Vec<String>,
}

impl NameMarks {
    /// Whether a name looks so.
    pub fn fit(&self, name: &str) -> bool {
        self.contains.iter().any(|mark| name.contains(mark.as_str()))
            || self.begins.iter().any(|mark| name.starts_with(mark.as_str()))
    }
}

/// A call that takes a string apart.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParseFact {
    /// Qualified name of the call.
    pub call: String,
    /// Where the string stands, and in which grammars.
    pub settings: Vec<Slot>,
}

/// Something that is no longer there.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemovedFact {
    /// Its qualified name.
    pub name: String,
    /// Since when, in words.
    pub since: String,
    /// What to take instead.
    pub instead: String,
    /// Words of code that is written for a version which still had it: beside them it is shown with `--pedantic`.
    #[serde(default)]
    pub older: Vec<String>,
    /// Whether it is only deprecated: then it is shown with `--pedantic`.
    #[serde(default)]
    pub deprecated: bool,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// What makes or changes a connection string, quoting what it is given.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuildFact {
    /// Qualified name of the function, method or class.
    pub call: String,
    /// Other names of the same thing.
    #[serde(default)]
    pub also: Vec<String>,
    /// Where the string stands from which it starts.
    #[serde(default)]
    pub settings: Vec<Slot>,
    /// Where host, user, password, ... are given one by one.
    #[serde(default)]
    pub parts: BTreeMap<String, Vec<Slot>>,
    /// Grammar whose keywords it takes as keyword arguments, entries or properties.
    #[serde(default)]
    pub keywords: Option<String>,
    /// Grammar of the string that it gives.
    pub gives: String,
    /// Members and methods that give the string; none where the call itself gives it.
    #[serde(default)]
    pub text: Vec<String>,
    /// Whether it has the password in it where it is printed.
    #[serde(default)]
    pub shows_password: bool,
    /// Members and methods that give it without the password, for people to read.
    #[serde(default)]
    pub masked: Vec<String>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// How a function is registered for an event of an object.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterFact {
    /// Qualified name of the call.
    pub call: String,
    /// Where the object stands.
    pub target: Slot,
    /// Where the event's name stands.
    pub event: Slot,
    /// Where the function stands; without it the call decorates the function.
    #[serde(default)]
    pub function: Option<Slot>,
}

/// A request for a token.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenFact {
    /// Name of the method or function.
    pub call: String,
    /// What it is called on: `credential`, or nothing for a function.
    #[serde(default)]
    pub on: Option<String>,
    /// Only for credentials whose qualified name begins with this; the first fact that fits is taken.
    #[serde(default)]
    pub of: Option<String>,
    /// Where the credential stands, when the call is a function.
    #[serde(default)]
    pub credential: Option<Slot>,
    /// What the call gives: the token, or a function that gives it anew each time.
    #[serde(default)]
    pub gives: TokenGives,
    /// Where the scope stands.
    pub scope: Slot,
    /// Whether it stands there in what the credential was made with, and the call takes none.
    #[serde(default)]
    pub scope_of_credential: bool,
    /// Class that wraps the scopes, where the call takes one.
    #[serde(default)]
    pub request: Option<String>,
    /// Methods of that class that take the scopes, where it has others besides; what it is made with counts too.
    #[serde(default)]
    pub scopes_by: Vec<String>,
    /// What the call asks for.
    #[serde(default)]
    pub asks: Option<String>,
    /// Properties or methods through which the token's text is reached; empty when the call gives the text itself.
    #[serde(default)]
    pub text: Vec<String>,
    /// Whether what is called on something of which nothing is known may as well give the text: somebody's own type has a
    /// method of the same name.
    #[serde(default)]
    pub or_text: bool,
    /// Whether the result has to be awaited.
    #[serde(default)]
    pub awaited: bool,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// What a request for a token gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TokenGives {
    /// The token, whose text is reached as `text` says.
    #[default]
    Text,
    /// A function that gives the token's text, fresh each time.
    Function,
}
