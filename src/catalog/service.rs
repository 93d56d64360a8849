//! The service's facts: everything about Azure Database for PostgreSQL that no client changes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::client::Link;

/// Where facts come from, by key.
pub type Sources = BTreeMap<String, Source>;

/// Where a fact comes from and when it was checked.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What was read or run: a page, a package's source with its version, an experiment.
    pub title: String,
    /// Where it can be read, if it is public.
    #[serde(default)]
    pub url: Option<String>,
    /// The day it was checked, `YYYY-MM-DD`.
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub checked: String,
}

/// `catalog/service.yaml`.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The service's name.
    pub title: String,
    /// The word after `create` in Service Connector's commands.
    pub target: String,
    /// Prefix of the variables that Service Connector sets.
    pub prefix: String,
    /// How variables begin that people name themselves for a server of this service.
    #[serde(default)]
    pub own_prefixes: Vec<String>,
    /// Variables that the SDKs read by themselves, by meaning.
    #[serde(default)]
    pub sdk_variables: BTreeMap<String, String>,
    /// What a scope has behind its resource.
    pub scope_suffix: String,
    /// A URL with one of these in it is a scope or a resource, this service's or one that is taken for it.
    #[serde(default)]
    pub scope_words: Vec<String>,
    /// How settings are named that stand together for something elsewhere to connect with, by meaning: the ends of names.
    #[serde(default)]
    pub setting_names: BTreeMap<String, Vec<String>>,
    /// Literals of which a text about this service holds at least one; the clouds' host suffixes and resources are marks besides.
    pub marks: Vec<String>,
    /// Words that make a text about this service where it opens a connection to PostgreSQL, whatever their capitals.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Arguments of `create` that name the database, a template.
    pub target_arguments: String,
    /// Commands that run statements in the application's database, templates with `{{ sql | sh }}`.
    pub execute: Vec<Execute>,
    /// TCP port.
    pub port: u16,
    /// The clouds; the first is the default.
    pub clouds: Vec<Cloud>,
    /// What the server asks of TLS.
    pub tls: Tls,
    /// How roles are named, where the name can be read.
    pub roles: Roles,
    /// What has to be granted after a connection was made.
    pub grants: Vec<Grant>,
    /// SQL that shows what a role was granted, `{role}` in it.
    pub grants_query: String,
    /// How a token lives.
    pub token: TokenLife,
    /// Where programs ask for a token by hand.
    #[serde(default)]
    pub token_endpoints: Vec<TokenEndpoint>,
    /// The vendor's pages.
    pub pages: Vec<Link>,
    /// Where the facts come from.
    pub sources: Sources,
}

impl Service {
    /// The first endpoint of which all words stand in a URL, in which variables stand by their names.
    pub fn token_endpoint(&self, url: &str) -> Option<&TokenEndpoint> {
        self.token_endpoints.iter().find(|endpoint| endpoint.url.iter().all(|word| url.contains(word.as_str())))
    }

    /// Whether a text names the variable of this meaning that the SDKs read by themselves.
    pub fn names_sdk_variable(&self, text: &str, meaning: &str) -> bool {
        self.sdk_variables.get(meaning).is_some_and(|name| text.contains(name.as_str()))
    }

    /// The resource of a scope: without its suffix, and a slash at its end.
    pub fn resource_of<'s>(&self, scope: &'s str) -> &'s str {
        scope.strip_suffix(self.scope_suffix.as_str()).unwrap_or_else(|| scope.strip_suffix('/').unwrap_or(scope))
    }
}

/// What gives tokens to requests that are written by hand.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenEndpoint {
    /// What it is called in a message.
    pub name: String,
    /// What stands in its URL: literal text, or the name of a variable that holds it.
    pub url: Vec<String>,
    /// What its URL has besides when a token is asked for, so that nobody has to be seen reading one.
    #[serde(default)]
    pub unread: Option<String>,
    /// The header without which it refuses.
    #[serde(default)]
    pub header: Option<EndpointHeader>,
    /// Whether it takes form fields alone.
    #[serde(default)]
    pub form: bool,
    /// Whether it is reached over TLS even where the URL's scheme is not seen.
    #[serde(default)]
    pub tls: bool,
    /// Query or form fields that it wants.
    pub fields: Vec<EndpointField>,
}

/// A header that a token endpoint wants.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndpointHeader {
    /// Its name.
    pub name: String,
    /// How it is shown, if not by its name alone.
    #[serde(default)]
    pub shown: Option<String>,
    /// What to send, behind `send`.
    pub send: String,
}

/// A field that a token endpoint wants.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndpointField {
    /// Its name, or several of which one has to be there.
    pub names: Vec<String>,
    /// The name that it has elsewhere and not here.
    #[serde(default)]
    pub instead_of: Option<String>,
    /// What to add, if not the name alone.
    #[serde(default)]
    pub add: Option<String>,
}

/// One cloud.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cloud {
    /// The Azure CLI's name.
    pub id: String,
    /// The name as people write it.
    pub title: String,
    /// What follows the server's name, beginning with a dot.
    pub host_suffix: String,
    /// What the identity endpoint is asked for.
    pub resource: String,
    /// What SDKs and the v2.0 token endpoint are asked for.
    pub scope: String,
    /// The authority's host.
    pub authority: String,
    /// Whether it is not the public cloud, which is every SDK's default.
    #[serde(default)]
    pub sovereign: bool,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// What the server asks of TLS.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The lowest version.
    pub minimum: String,
    /// Root certificates in use.
    pub roots: Vec<RootCertificate>,
    /// What people should know.
    pub notes: Vec<String>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// A root certificate.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RootCertificate {
    /// Its common name.
    pub name: String,
    /// The clouds that use it.
    pub clouds: Vec<String>,
    /// `current`, `until ...`.
    pub state: String,
}

/// How roles are named.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// The name that Service Connector gives, `{connection}` in it.
    pub name: String,
    /// Where it can be read afterwards: sentences, with commands as templates.
    pub read_it: Vec<String>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// One statement to run as the owner of the objects, in the application's database.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The statement; `{role}` stands for the quoted role.
    pub sql: String,
    /// What it is for.
    pub why: String,
}

/// A command that runs SQL.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Execute {
    /// What it is.
    pub title: String,
    /// The command, a template.
    pub command: String,
}

/// How a token lives.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenLife {
    /// Sentences.
    pub notes: Vec<String>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}
