//! What a template sees. Every field is always there; an undefined name is an error.

use std::collections::BTreeMap;

use serde::Serialize;

use super::sample::{Dependency, EnvironmentRow};

/// A thing with its id and the name that people use.
#[derive(Debug, Serialize)]
pub struct Named<'a> {
    /// Id.
    pub id: &'a str,
    /// The name as people write it.
    pub title: &'a str,
}

/// The cloud, with what it is called in the language's SDK.
#[derive(Debug, Serialize)]
pub struct CloudContext<'a> {
    /// Id.
    pub id: &'a str,
    /// The name as people write it.
    pub title: &'a str,
    /// What SDKs and the v2.0 endpoint are asked for.
    pub scope: &'a str,
    /// What the identity endpoint is asked for.
    pub resource: &'a str,
    /// End of the host names of the cloud's servers, from the period on.
    pub host_suffix: &'a str,
    /// `https://` and the authority's host.
    pub authority: String,
    /// The authority's host.
    pub authority_host: &'a str,
    /// Whether it is another than the public cloud.
    pub sovereign: bool,
    /// The language's own terms for this cloud.
    pub terms: BTreeMap<&'a str, &'a str>,
}

/// The context of every template of a sample.
#[derive(Debug, Serialize)]
pub struct SampleContext<'a> {
    /// The client.
    pub client: Named<'a>,
    /// The driver.
    pub driver: Named<'a>,
    /// `connect` or `pool`.
    pub style: &'a str,
    /// The auth type.
    pub auth: Named<'a>,
    /// The compute service.
    pub compute: Named<'a>,
    /// The cloud.
    pub cloud: CloudContext<'a>,
    /// Names of the environment's variables by key.
    pub env: BTreeMap<&'a str, &'a str>,
    /// Names of the platform's variables by key.
    pub platform: BTreeMap<&'a str, &'a str>,
    /// TCP port of the service.
    pub port: u16,
    /// Packages in the order in which the sample and then the fragment name them.
    pub packages: &'a [Dependency],
    /// The same by id.
    pub package: BTreeMap<&'a str, &'a Dependency>,
    /// The credential's pieces, rendered; `kind` besides. Empty while the pieces themselves are rendered.
    pub credential: BTreeMap<&'a str, String>,
}

/// What the README's template sees besides.
#[derive(Debug, Serialize)]
pub struct ReadmeContext<'a> {
    /// The sample's own context.
    #[serde(flatten)]
    pub sample: &'a SampleContext<'a>,
    /// The environment.
    pub environment: &'a [EnvironmentRow],
    /// Commands.
    pub install: &'a [String],
    /// Commands.
    pub run: &'a [String],
    /// What a reader has to know.
    pub notes: &'a [String],
    /// Name of the example environment's file.
    pub example: &'a str,
    /// Files of the sample so far.
    pub files: Vec<&'a str>,
    /// Steps by hand that the compute service asks for.
    pub steps: &'a [String],
}
