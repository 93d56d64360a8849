//! A client: what an application is written with, what its environment holds, and how its samples are made.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::language::Fragment;
use super::service::Sources;

/// One file of `catalog/clients/`; its name without `.yaml` is the client's id.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// The name as people write it, such as `Node.js`.
    pub title: String,
    /// Id of the file in `catalog/languages/`; a client without code has none.
    #[serde(default)]
    pub language: Option<String>,
    /// Service Connector's name for it, the value of `--client-type`.
    pub client_type: String,
    /// What Service Connector sets, by auth type. All four must be there.
    pub environment: BTreeMap<String, Vec<Variable>>,
    /// The drivers, one of them the default. Empty only for a client without code.
    #[serde(default)]
    pub drivers: Vec<Driver>,
    /// Shell commands that install a sample's dependencies, run in its folder. A driver or sample may have its own.
    #[serde(default)]
    pub install: Vec<String>,
    /// Shell commands that run a sample, in its folder. A driver or sample may have its own.
    #[serde(default)]
    pub run: Vec<String>,
    /// Further packages, beside those of the language file.
    #[serde(default)]
    pub packages: BTreeMap<String, Package>,
    /// Further fragments, beside those of the language file: set, then credential kind.
    #[serde(default)]
    pub fragments: BTreeMap<String, BTreeMap<CredentialKind, Fragment>>,
    /// Helper packages of the vendor or others that samples do not use, and why.
    #[serde(default)]
    pub helpers: Vec<Helper>,
    /// What a reader of any sample of this client has to know; one sentence or paragraph of Markdown each.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The vendor's pages on this client.
    #[serde(default)]
    pub pages: Vec<Link>,
    /// Where the facts of this file come from.
    #[serde(default)]
    pub sources: Sources,
}

/// A variable (or Spring property) that Service Connector sets.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// What it means; templates write `{{ env.KEY }}` for its name.
    pub key: String,
    /// Its name as Service Connector writes it by default.
    pub name: String,
    /// Its value: literal text with `{host}` `{port}` `{database}` `{user}` `{password}` `{client_id}` `{client_secret}`
    /// `{tenant_id}` where the connection's own values go, escaped for `format`.
    pub value: String,
    /// The grammar of the value.
    #[serde(default)]
    pub format: ValueFormat,
    /// Whether the value has to be kept secret.
    #[serde(default)]
    pub secret: bool,
    /// Who reads it.
    #[serde(default)]
    pub read_by: ReadBy,
    /// What people should know of it.
    #[serde(default)]
    pub note: Option<String>,
}

/// The grammar that a variable's value follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ValueFormat {
    /// The bare value.
    #[default]
    Plain,
    /// libpq's `key=value` pairs.
    Libpq,
    /// Npgsql's `Key=Value;` pairs.
    Npgsql,
    /// A JDBC URL, values percent-encoded.
    Jdbc,
}

/// Who reads a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReadBy {
    /// The sample's own code.
    #[default]
    Application,
    /// The framework, without a line of code.
    Framework,
    /// Nothing: a hint that no driver reads, or a name that the framework does not know.
    Nothing,
}

/// A library whose API a sample calls.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Driver {
    /// The word for `--driver`.
    pub id: String,
    /// The name as people write it.
    pub title: String,
    /// Whether it is taken when no `--driver` is given; exactly one driver is.
    #[serde(default)]
    pub default: bool,
    /// How samples with it are made.
    pub samples: Vec<SampleSpec>,
    /// Replaces the client's `install`.
    #[serde(default)]
    pub install: Vec<String>,
    /// Replaces the client's `run`.
    #[serde(default)]
    pub run: Vec<String>,
    /// What a reader has to know of this driver.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// How one style of a driver is written for some kinds of credential.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleSpec {
    /// The style it makes.
    pub style: Style,
    /// The kinds of credential it serves. Each kind once per style.
    pub credentials: Vec<CredentialKind>,
    /// The set of fragments that fills `{{ credential.* }}`; without one a template has none.
    #[serde(default)]
    pub fragments: Option<String>,
    /// Ids of the packages it depends on, beside those of the fragment.
    pub packages: Vec<String>,
    /// What is rendered. A README and the example environment come along by themselves.
    pub files: Vec<FileSpec>,
    /// Replaces the driver's `install`.
    #[serde(default)]
    pub install: Vec<String>,
    /// Replaces the driver's `run`.
    #[serde(default)]
    pub run: Vec<String>,
    /// What a reader has to know of these samples, such as what is not verified.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// One file of a sample.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileSpec {
    /// Where it lies in the project, with `/`.
    pub path: String,
    /// Its template, relative to `catalog/templates/`.
    pub template: String,
    /// What kind of file it is.
    pub kind: FileKind,
}

/// What a file of a sample is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// Code.
    Program,
    /// Configuration that the program or framework reads.
    Settings,
    /// Dependencies and build.
    Manifest,
    /// The sample's README.
    Readme,
    /// The example environment.
    Env,
}

/// One connection, or a long-lived pool that takes a fresh token for each new connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// One connection, read from top to bottom.
    Connect,
    /// A long-lived pool or ORM set-up that takes a fresh token for each new connection.
    Pool,
}

impl Style {
    /// The word for `--style`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Pool => "pool",
        }
    }
}

/// What a sample signs in with: follows from auth type and compute service.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialKind {
    /// A password (auth `secret`).
    Password,
    /// The system-assigned managed identity.
    SystemIdentity,
    /// A user-assigned managed identity, named by its client id.
    UserIdentity,
    /// A service principal with its secret.
    ServicePrincipal,
    /// A user-assigned identity federated with a Kubernetes service account (auth `user-identity` on AKS).
    WorkloadIdentity,
}

impl CredentialKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Password, Self::SystemIdentity, Self::UserIdentity, Self::ServicePrincipal, Self::WorkloadIdentity];

    /// The word used in the catalog.
    pub fn id(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SystemIdentity => "system-identity",
            Self::UserIdentity => "user-identity",
            Self::ServicePrincipal => "service-principal",
            Self::WorkloadIdentity => "workload-identity",
        }
    }
}

/// A package that a sample depends on.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Its name in the registry (`group:artifact` for Maven).
    pub name: String,
    /// The version that was executed, exactly.
    pub version: String,
    /// What else the manifest says of it (features, extras, scope), as the template for the manifest wants it.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// The lowest version that has the API the samples call, and what came with it.
    #[serde(default)]
    pub minimum: Option<String>,
    /// SPDX expression.
    #[serde(default)]
    pub licence: Option<String>,
    /// `stable`, `preview`, `community`, ...
    #[serde(default)]
    pub status: Option<String>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// A package made for this task that samples do not use.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Helper {
    /// Its name in the registry.
    pub name: String,
    /// Version and state when it was looked at.
    pub maturity: String,
    /// Why no sample uses it.
    pub reason: String,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// A page to read on.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What the page is.
    pub title: String,
    /// Where it is.
    pub url: String,
}
