//! The catalog: what is true of the service, the languages and the clients.
//!
//! It reads, validates and offers the YAML files of `catalog/`; it knows no language and prints nothing.
//! A file is parsed when it is asked for: a call for one client never parses another.

mod check;
mod client;
mod compute;
mod driver;
mod files;
mod grammar;
mod language;
mod position;
mod problem;
mod schema;
mod service;

pub use check::{check, check_client};
pub use client::{
    Client, CredentialKind, Driver, FileKind, FileSpec, Helper, Link, Package, ReadBy, SampleSpec, Style, ValueFormat,
    Variable,
};
pub use compute::{Auth, AuthOffer, AuthTypes, Compute, Computes, PlatformVariable};
pub use driver::{
    ArgumentKind, ConflictEffect, ConflictFact, DriverFact, HookFact, HookReturns, Lives, OnlyIf, OpenFact, TlsEffect,
    TlsFact, WeakenedFact,
};
pub use files::Files;
pub use grammar::{Grammar, GrammarForm, Grammars};
pub use language::{
    BareResource, BuildFact, CredentialFact, EnvironmentRead, Fragment, Language, NeedFact, ParseFact, RegisterFact,
    RemovedFact, RequestFact, Slot, TokenFact, TokenGives, TransportFact, UnsetBehaviour, Wants,
};
pub use position::{Position, Step, locate, path_text};
pub use problem::{CatalogError, Problem, nearest};
pub use schema::schema;
pub use service::{
    Cloud, EndpointField, EndpointHeader, Grant, RootCertificate, Service, Source, Sources, Tls, TokenEndpoint,
};

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

/// The catalog, with the user's folder (if any) laid over the built-in files.
#[derive(Debug)]
pub struct Catalog {
    files: Files,
    service: OnceLock<Service>,
    auth_types: OnceLock<AuthTypes>,
    computes: OnceLock<Computes>,
    grammars: OnceLock<Grammars>,
}

impl Catalog {
    /// The built-in catalog alone.
    pub fn builtin() -> Self {
        Self::over(Files::builtin())
    }

    /// The built-in catalog with the files of `folder` laid over it: a file there replaces the built-in file of the
    /// same relative path, or adds one; nothing is merged.
    ///
    /// # Errors
    /// When `folder` is not a folder that can be read.
    pub fn with_folder(folder: &std::path::Path) -> Result<Self, CatalogError> {
        Ok(Self::over(Files::overlay(folder)?))
    }

    fn over(files: Files) -> Self {
        let (service, auth_types, computes, grammars) = Default::default();
        Self { files, service, auth_types, computes, grammars }
    }

    /// The files behind this catalog, templates among them.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Ids of all clients, without parsing one: alphabetically, `none` last because it has no code.
    ///
    /// # Errors
    /// When a folder of the user's catalog cannot be listed.
    pub fn client_ids(&self) -> Result<Vec<String>, CatalogError> {
        let mut ids = self.files.ids("clients")?;
        ids.sort_by_key(|id| (id == "none", id.clone()));
        Ok(ids)
    }

    /// One client, parsed.
    ///
    /// # Errors
    /// [`CatalogError::Unknown`] when there is no such client, otherwise what is wrong with its file.
    pub fn client(&self, id: &str) -> Result<Client, CatalogError> {
        self.load("client", "clients", id)
    }

    /// Ids of all languages, without parsing one.
    ///
    /// # Errors
    /// When a folder of the user's catalog cannot be listed.
    pub fn language_ids(&self) -> Result<Vec<String>, CatalogError> {
        self.files.ids("languages")
    }

    /// One language, parsed.
    ///
    /// # Errors
    /// [`CatalogError::Unknown`] when there is no such language, otherwise what is wrong with its file.
    pub fn language(&self, id: &str) -> Result<Language, CatalogError> {
        self.load("language", "languages", id)
    }

    /// The service's facts.
    ///
    /// # Errors
    /// What is wrong with `service.yaml`.
    pub fn service(&self) -> Result<&Service, CatalogError> {
        once(&self.service, || self.parse("service.yaml"))
    }

    /// The auth types.
    ///
    /// # Errors
    /// What is wrong with `auth.yaml`.
    pub fn auth_types(&self) -> Result<&AuthTypes, CatalogError> {
        once(&self.auth_types, || self.parse("auth.yaml"))
    }

    /// The compute services.
    ///
    /// # Errors
    /// What is wrong with `compute.yaml`.
    pub fn computes(&self) -> Result<&Computes, CatalogError> {
        once(&self.computes, || self.parse("compute.yaml"))
    }

    /// The grammars of connection strings.
    ///
    /// # Errors
    /// What is wrong with `grammars.yaml`.
    pub fn grammars(&self) -> Result<&Grammars, CatalogError> {
        once(&self.grammars, || self.parse("grammars.yaml"))
    }

    fn load<T: DeserializeOwned>(&self, what: &'static str, folder: &str, id: &str) -> Result<T, CatalogError> {
        let path = format!("{folder}/{id}.yaml");
        if self.files.exists(&path) {
            return self.parse(&path);
        }
        Err(CatalogError::unknown(what, id, self.files.ids(folder)?))
    }

    /// Parses one file of the catalog.
    ///
    /// # Errors
    /// [`CatalogError::Broken`] with file, line and column.
    pub fn parse<T: DeserializeOwned>(&self, path: &str) -> Result<T, CatalogError> {
        let text = self.files.read(path)?;
        let shown = self.files.shown(path);
        let deserializer = serde_yaml::Deserializer::from_str(&text);
        serde_path_to_error::deserialize(deserializer)
            .map_err(|error| CatalogError::broken(vec![Problem::from_parse(&shown, &text, error)]))
    }
}

/// What the cell holds, made first where it is empty; a failure is not kept.
fn once<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T, CatalogError>) -> Result<&T, CatalogError> {
    if let Some(made) = cell.get() {
        return Ok(made);
    }
    let made = make()?;
    Ok(cell.get_or_init(|| made))
}
