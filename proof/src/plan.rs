//! Which variants are executed.

use std::collections::BTreeMap;

use azconn::catalog::{Catalog, CredentialKind, Style, Variable};
use azconn::generate::{Generator, Sample, Selection, Values};

use crate::Failure;

/// One variant, rendered.
#[derive(Debug, Clone)]
pub struct Planned {
    /// `python/psycopg-pool/user-identity`, with `@aks` or `@AzureChinaCloud` behind it where that is not the default.
    pub id: String,
    /// The sample.
    pub sample: Sample,
    /// The variables of the cell.
    pub variables: Vec<Variable>,
    /// Names of the platform's variables by key.
    pub platform: BTreeMap<String, String>,
    /// The cloud's host suffix.
    pub host_suffix: String,
    /// The cloud's resource.
    pub resource: String,
    /// The host of the cloud's authority.
    pub authority: String,
    /// The service's port.
    pub port: u16,
    /// How much is tested.
    pub depth: Depth,
}

/// How much of a variant is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Everything.
    Full,
    /// Sign-in, expiry, missing variables and refused identities: what another compute service changes.
    Identity,
    /// Sign-in alone: what another cloud changes.
    SignIn,
}

/// Which variants are wanted; an empty list means all.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Clients.
    pub clients: Vec<String>,
    /// Auth types.
    pub auth: Vec<String>,
    /// Drivers.
    pub drivers: Vec<String>,
    /// Styles.
    pub styles: Vec<String>,
}

impl Planned {
    /// What it signs in with.
    pub fn credential(&self) -> CredentialKind {
        self.sample.credential
    }

    /// Its style; a sample with code has one.
    pub fn style(&self) -> Style {
        self.sample.style.unwrap_or(Style::Connect)
    }
}

/// Renders what is wanted.
///
/// # Errors
/// A catalog that is broken.
pub fn plan(catalog: &Catalog, wanted: &Wanted) -> Result<Vec<Planned>, Failure> {
    let mut planned = Vec::new();
    let default_compute = catalog.computes()?.computes.first().map(|compute| compute.id.clone()).unwrap_or_default();
    let clouds: Vec<String> = catalog.service()?.clouds.iter().map(|cloud| cloud.id.clone()).collect();
    for client in catalog.client_ids()? {
        if !is_wanted(&wanted.clients, &client) {
            continue;
        }
        let generator = Generator::new(catalog, &client)?;
        let first = generator.client.drivers.iter().find(|driver| driver.default).map(|driver| driver.id.clone());
        let mut selections: Vec<(Selection, Depth)> = Vec::new();
        for selection in generator.selections() {
            let base = Selection {
                compute: Some(default_compute.clone()),
                cloud: clouds.first().cloned(),
                ..selection.clone()
            };
            if selection.auth == "user-identity" {
                selections.push((Selection { compute: Some("aks".to_owned()), ..base.clone() }, Depth::Identity));
            }
            let in_default_style =
                generator.resolve(&Selection { style: None, ..base.clone() })?.code.map(|(_, spec)| spec.style)
                    == selection.style;
            if selection.driver == first && in_default_style && selection.auth != "secret" {
                for cloud in clouds.iter().skip(1) {
                    selections.push((Selection { cloud: Some(cloud.clone()), ..base.clone() }, Depth::SignIn));
                }
            }
            selections.push((base, Depth::Full));
        }
        for (selection, depth) in selections {
            let is_chosen = is_wanted(&wanted.auth, &selection.auth)
                && selection.driver.as_ref().is_some_and(|driver| is_wanted(&wanted.drivers, driver))
                && selection.style.is_some_and(|style| is_wanted(&wanted.styles, style.id()));
            if is_chosen {
                planned.push(render(&generator, &client, &selection, depth)?);
            }
        }
    }
    Ok(planned)
}

fn is_wanted(list: &[String], id: &str) -> bool {
    list.is_empty() || list.iter().any(|wanted| wanted == id)
}

fn render(generator: &Generator<'_>, client: &str, selection: &Selection, depth: Depth) -> Result<Planned, Failure> {
    let variant = generator.resolve(selection)?;
    let sample = generator.sample(&variant, &Values::default(), &BTreeMap::new())?;
    let style = sample.style.map_or("", Style::id);
    let mut id = format!("{client}/{}-{style}/{}", sample.driver.as_deref().unwrap_or_default(), sample.auth);
    match depth {
        Depth::Full => {}
        Depth::Identity => id += &format!("@{}", sample.compute),
        Depth::SignIn => id += &format!("@{}", sample.cloud),
    }
    let platform = variant
        .compute
        .platform
        .iter()
        .filter(|variable| variable.credentials.contains(&variant.credential))
        .map(|variable| (variable.key.clone(), variable.name.clone()))
        .collect();
    Ok(Planned {
        id,
        variables: generator.client.environment.get(variant.environment_of()).cloned().unwrap_or_default(),
        platform,
        host_suffix: variant.cloud.host_suffix.clone(),
        resource: variant.cloud.resource.clone(),
        authority: variant.cloud.authority.clone(),
        port: generator.service.port,
        depth,
        sample,
    })
}
