//! Which sample is meant: a cell, its driver and style, the compute service and the cloud.

use crate::catalog::{Auth, AuthOffer, Cloud, Compute, CredentialKind, Driver, SampleSpec, Style};

/// What a caller asks for; what is left out takes its default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Auth type.
    pub auth: String,
    /// Driver; the client's default one.
    pub driver: Option<String>,
    /// Style; `connect` where the driver has it.
    pub style: Option<Style>,
    /// Compute service; the first of the catalog that offers the auth type.
    pub compute: Option<String>,
    /// Cloud; the first of the catalog.
    pub cloud: Option<String>,
}

/// A selection whose every name was found.
#[derive(Debug, Clone, Copy)]
pub struct Variant<'g> {
    /// The auth type.
    pub auth: &'g Auth,
    /// The compute service.
    pub compute: &'g Compute,
    /// How the compute service offers the auth type.
    pub offer: &'g AuthOffer,
    /// The cloud.
    pub cloud: &'g Cloud,
    /// What the sample signs in with.
    pub credential: CredentialKind,
    /// The driver and how its style is written; a client without code has neither.
    pub code: Option<(&'g Driver, &'g SampleSpec)>,
}

impl Variant<'_> {
    /// The auth type whose environment holds.
    pub fn environment_of(&self) -> &str {
        self.offer.environment_of.as_deref().unwrap_or(&self.auth.id)
    }
}
