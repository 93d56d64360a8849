//! What `generate` gives: the files of one variant and what a reader has to know.

use serde::Serialize;

use crate::catalog::{CredentialKind, FileKind, Style};

/// The files of one variant. Serialised as it stands by `--format json`.
#[derive(Debug, Clone, Serialize)]
pub struct Sample {
    /// Client id.
    pub client: String,
    /// Auth type.
    pub auth: String,
    /// What it signs in with.
    pub credential: CredentialKind,
    /// Driver id; none for a client without code.
    pub driver: Option<String>,
    /// Style; none for a client without code.
    pub style: Option<Style>,
    /// Compute service.
    pub compute: String,
    /// Cloud.
    pub cloud: String,
    /// All files.
    pub files: Vec<SampleFile>,
    /// What the environment holds.
    pub environment: Vec<EnvironmentRow>,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
    /// Commands that install the dependencies, in the project's folder.
    pub install: Vec<String>,
    /// Commands that run it, in the project's folder.
    pub run: Vec<String>,
    /// What a reader has to know.
    pub notes: Vec<String>,
}

/// One rendered file.
#[derive(Debug, Clone, Serialize)]
pub struct SampleFile {
    /// Relative to the project's folder, with `/`.
    pub path: String,
    /// What it is for.
    pub kind: FileKind,
    /// Its text.
    pub text: String,
}

/// One variable of a cell's environment.
#[derive(Debug, Clone, Serialize)]
pub struct EnvironmentRow {
    /// What it means.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its value, a placeholder where nobody gave one.
    pub value: String,
    /// Whether the real value has to be kept secret.
    pub secret: bool,
    /// Who reads it.
    pub read_by: crate::catalog::ReadBy,
    /// What people should know of it.
    pub note: Option<String>,
}

/// A package and its version.
#[derive(Debug, Clone, Serialize)]
pub struct Dependency {
    /// Id in the catalog.
    pub id: String,
    /// Name in the registry.
    pub name: String,
    /// The version that was executed.
    pub version: String,
    /// What else the manifest says of it.
    pub options: std::collections::BTreeMap<String, String>,
}
