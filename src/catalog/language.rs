//! A language: what generator and linter know of its SDK, its drivers and their calls.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::client::{CredentialKind, Package};
use super::service::Sources;

/// One file of `catalog/languages/`; its name without `.yaml` is the language's id.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The name as people write it.
    pub title: String,
    /// Endings of its files, without the dot.
    pub extensions: Vec<String>,
    /// Words of a Markdown fence that mean it.
    #[serde(default)]
    pub fences: Vec<String>,
    /// Literals of which a file must hold at least one to be worth reading.
    pub marks: Vec<String>,
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
    /// Grammar of the value (id in `grammars.yaml`), where it is a connection string.
    #[serde(default)]
    pub grammar: Option<String>,
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
    /// Where the scope stands.
    pub scope: Slot,
    /// Class that wraps the scopes, where the call takes one.
    #[serde(default)]
    pub request: Option<String>,
    /// What the call asks for.
    #[serde(default)]
    pub asks: Option<String>,
    /// Properties or methods through which the token's text is reached; empty when the call gives the text itself.
    #[serde(default)]
    pub text: Vec<String>,
    /// Whether the result has to be awaited.
    #[serde(default)]
    pub awaited: bool,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// How one driver opens connections.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DriverFact {
    /// Names under which it is imported.
    pub imports: Vec<String>,
    /// Calls that open a connection or make a pool.
    pub opens: Vec<OpenFact>,
    /// What its TLS settings mean.
    #[serde(default)]
    pub tls: Vec<TlsFact>,
    /// What happens to TLS when nothing is said.
    #[serde(default)]
    pub tls_default: Option<TlsEffect>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// A call that opens a connection or makes something that will.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenFact {
    /// Qualified name of the function, method or class.
    pub call: String,
    /// Where the connection string stands, and in which grammars.
    #[serde(default)]
    pub settings: Vec<Slot>,
    /// Where host, port, user, password, database, ... are given one by one.
    #[serde(default)]
    pub parts: BTreeMap<String, Vec<Slot>>,
    /// Grammar whose keywords the call takes as keyword arguments or options.
    #[serde(default)]
    pub keywords: Option<String>,
    /// How long what it makes lives.
    pub lives: Lives,
    /// Where a fresh token can be supplied for each new connection.
    #[serde(default)]
    pub hooks: Vec<HookFact>,
    /// Which of string and parts wins when both name the same thing.
    #[serde(default)]
    pub wins: Option<String>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// How long a connection object lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lives {
    /// One physical connection.
    Connection,
    /// It opens new physical connections as long as it lives: longer than a token.
    Pool,
}

/// A token hook: the place that is asked for a password at each new connection.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HookFact {
    /// Where the hook is given.
    pub at: Slot,
    /// The first version of the package that has it.
    #[serde(default)]
    pub since: Option<String>,
    /// What the hook returns or sets.
    #[serde(default)]
    pub gives: Option<String>,
}

/// What one TLS setting means.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TlsFact {
    /// Where it is given.
    pub at: Slot,
    /// The value, as text.
    pub value: String,
    /// Its effect.
    pub effect: TlsEffect,
    /// Versions for which that holds, in words.
    #[serde(default)]
    pub versions: Option<String>,
}

/// What a TLS setting does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TlsEffect {
    /// No TLS.
    Off,
    /// TLS if the server offers it.
    Chance,
    /// TLS, nothing verified.
    Encrypted,
    /// TLS, chain verified, host name not.
    Chain,
    /// TLS, chain and host name verified.
    Full,
    /// An error.
    Refused,
}
