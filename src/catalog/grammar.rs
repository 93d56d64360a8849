//! Grammars of connection strings, by which lint takes them apart.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::service::Sources;

/// `catalog/grammars.yaml`.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grammars {
    /// The grammars.
    pub grammars: Vec<Grammar>,
    /// Where the facts come from.
    pub sources: Sources,
}

/// One grammar.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    /// The id that language files use.
    pub id: String,
    /// How it is written.
    pub form: GrammarForm,
    /// Schemes of a URL, or what stands before the first pair.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Keyword and its meaning: `host` `port` `database` `user` `password` `tls` `other`. Compared as `ignores_case` says.
    pub keywords: std::collections::BTreeMap<String, String>,
    /// Whether keywords are compared without regard to case (and blanks, for Npgsql).
    #[serde(default)]
    pub ignores_case: bool,
    /// Keywords that the driver once had, and what became of them.
    #[serde(default)]
    pub removed: std::collections::BTreeMap<String, String>,
    /// Keywords of others of its kind that this driver does not have and passes on to a server that refuses them. With
    /// this list a keyword that is one of the grammar's but for its case or one letter is reported too.
    #[serde(default)]
    pub refuses: std::collections::BTreeSet<String>,
    /// Whether a keyword that is not in the list is passed on instead of being refused.
    #[serde(default)]
    pub passes_unknown: bool,
    /// Whether it is dropped without an error instead, so that one without likeness to any other does no harm.
    #[serde(default)]
    pub drops_unknown: bool,
    /// Further characters that separate pairs, also within quotes.
    #[serde(default)]
    pub separators: Vec<char>,
    /// Version of the driver that the keywords were read from.
    pub read_from: String,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// How a connection string is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GrammarForm {
    /// `key=value` pairs between blanks, quotes `'`, escapes `\`.
    Libpq,
    /// `Key=Value` pairs between semicolons, quotes `"` or `'` doubled inside.
    Semicolons,
    /// A URL with user information, host, path and query.
    Url,
}
