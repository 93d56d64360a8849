//! Auth types and compute services: who offers what, with which command.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::client::CredentialKind;
use super::service::Sources;

/// `catalog/auth.yaml`.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthTypes {
    /// The auth types.
    pub auth: Vec<Auth>,
    /// Where the facts come from.
    pub sources: Sources,
}

/// How an application signs in.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// The word for `--auth`.
    pub id: String,
    /// The name as people write it.
    pub title: String,
    /// The flag of `az ... connection create` with its values, a template.
    pub flag: String,
    /// What it signs in with.
    pub credential: CredentialKind,
    /// Whether the portal can make it.
    pub portal: bool,
    /// The Azure CLI's extension that makes it.
    #[serde(default)]
    pub extension: Option<String>,
    /// The vendor's warning.
    #[serde(default)]
    pub warning: Option<String>,
    /// What people should know.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// `catalog/compute.yaml`.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Computes {
    /// The compute services; the first is the default.
    pub computes: Vec<Compute>,
    /// Where the facts come from.
    pub sources: Sources,
}

/// Where an application runs.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Compute {
    /// The word for `--compute`.
    pub id: String,
    /// The name as people write it.
    pub title: String,
    /// The command group, such as `az webapp connection`.
    pub command: String,
    /// The arguments that name the application, a template.
    pub arguments: String,
    /// The same for the command that shows what was set, where that takes others.
    #[serde(default)]
    pub list_arguments: Option<String>,
    /// The Azure CLI's extension that the command group needs.
    #[serde(default)]
    pub extension: Option<String>,
    /// What it offers, by auth type; an auth type that is missing here is refused.
    pub auth: BTreeMap<String, AuthOffer>,
    /// Why the auth types that are missing are, by id.
    #[serde(default)]
    pub refused: BTreeMap<String, String>,
    /// What is retired or about to be.
    #[serde(default)]
    pub retired: Option<String>,
    /// Where its tokens come from.
    pub tokens: String,
    /// Variables that the platform itself sets for identities.
    #[serde(default)]
    pub platform: Vec<PlatformVariable>,
    /// What people should know.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Key of the source.
    #[serde(default)]
    pub source: Option<String>,
}

/// How a compute service offers an auth type.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthOffer {
    /// Replaces the auth type's own kind of credential.
    #[serde(default)]
    pub credential: Option<CredentialKind>,
    /// The auth type whose environment it has, where that is another.
    #[serde(default)]
    pub environment_of: Option<String>,
    /// Steps by hand, in place of a command: Markdown with templates in it.
    #[serde(default)]
    pub steps: Vec<String>,
}

/// A variable that the platform sets.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlatformVariable {
    /// Templates write `{{ platform.KEY }}` for its name.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The kinds of credential for which it is there.
    pub credentials: Vec<CredentialKind>,
    /// What it holds.
    pub holds: String,
}
