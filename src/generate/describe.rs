//! Everything that is known of a cell.

use serde::Serialize;

use super::generator::{Generator, environment_file};
use super::sample::{Dependency, EnvironmentRow};
use super::values::{Values, fill};
use super::variant::Variant;
use super::{GenerateError, escape};
use crate::catalog::{CredentialKind, Helper, Link};

/// What `azconn describe` tells. Serialised as it stands by `--format json`.
#[derive(Debug, Serialize)]
pub struct Description {
    /// Client id.
    pub client: String,
    /// The client's name.
    pub client_title: String,
    /// Auth type.
    pub auth: String,
    /// The auth type's name.
    pub auth_title: String,
    /// Compute service.
    pub compute: String,
    /// The compute service's name.
    pub compute_title: String,
    /// Cloud.
    pub cloud: String,
    /// The vendor's warning on the auth type.
    pub warning: Option<String>,
    /// What is retired.
    pub retired: Option<String>,
    /// What the environment holds.
    pub environment: Vec<EnvironmentRow>,
    /// The example environment.
    pub environment_file: EnvironmentFile,
    /// Where tokens come from; nothing for a password.
    pub tokens: Option<String>,
    /// What a token is asked for; nothing for a password.
    pub scope: Option<String>,
    /// Driver and style that the dependencies are of.
    pub driver: Option<String>,
    /// Packages.
    pub dependencies: Vec<Dependency>,
    /// Commands that install them.
    pub install: Vec<String>,
    /// Commands that make the connection; none where it is made by hand.
    pub connect: Vec<Command>,
    /// Whether the portal can make it too.
    pub portal: bool,
    /// Steps by hand.
    pub steps: Vec<String>,
    /// Where the role's name can be read.
    pub role: Vec<String>,
    /// Commands that show what was set.
    pub show: Vec<Command>,
    /// Statements for tables from before the connection.
    pub grants: Vec<Step>,
    /// The same statements as commands, to run as the owner of the tables.
    pub grant_commands: Vec<Command>,
    /// A query that shows what was granted.
    pub grants_query: String,
    /// Helper packages that samples do not use.
    pub helpers: Vec<Helper>,
    /// What a reader has to know.
    pub notes: Vec<String>,
    /// Pages.
    pub pages: Vec<Link>,
    /// What the facts were read from, with the day.
    pub sources: Vec<String>,
}

/// The example environment as a file.
#[derive(Debug, Serialize)]
pub struct EnvironmentFile {
    /// Its name.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A shell command and what it is for.
#[derive(Debug, Serialize)]
pub struct Command {
    /// What it does.
    pub title: String,
    /// For a POSIX shell.
    pub command: String,
}

/// An SQL statement and what it is for.
#[derive(Debug, Serialize)]
pub struct Step {
    /// The statement.
    pub sql: String,
    /// What it is for.
    pub why: String,
}

/// Tells everything about a variant.
///
/// # Errors
/// A command in the catalog that uses a name it does not have.
pub fn describe(
    generator: &Generator<'_>,
    variant: &Variant<'_>,
    values: &Values,
) -> Result<Description, GenerateError> {
    let sample = generator.sample(variant, values, &std::collections::BTreeMap::new())?;
    let service = &generator.service;
    let role = escape::sql_identifier(values.user());
    let grants: Vec<Step> = service
        .grants
        .iter()
        .map(|grant| Step {
            sql: fill(&grant.sql, |name| (name == "role").then(|| role.as_str().into())),
            why: grant.why.clone(),
        })
        .collect();
    let statements: Vec<&str> = grants.iter().map(|grant| grant.sql.as_str()).collect();
    let sql = statements.join(" ");
    let text = |file: &str, text: &str| generator.command(file, text, variant, values, &sql);
    let compute = variant.compute;
    let arguments = text("compute.yaml", &compute.arguments)?;
    let by_hand = !variant.offer.steps.is_empty();
    let connect = if by_hand {
        Vec::new()
    } else {
        let flag = text("auth.yaml", &variant.auth.flag)?;
        let target = text("service.yaml", &service.target_arguments)?;
        let extensions = compute.extension.iter().chain(&variant.auth.extension);
        let mut commands: Vec<Command> = extensions
            .map(|name| Command {
                title: format!("install the Azure CLI's extension {name}"),
                command: format!("az extension add --name {name} --upgrade"),
            })
            .collect();
        commands.push(Command {
            title: "make the connection".to_owned(),
            command: format!(
                "{} create {} {arguments} {target} --client-type {} {flag}",
                compute.command, service.target, generator.client.client_type
            ),
        });
        commands
    };
    let show = if by_hand {
        Vec::new()
    } else {
        vec![Command {
            title: "show what was set, the role among it".to_owned(),
            command: format!(
                "{} list-configuration {} --connection <connection> --output json",
                compute.command,
                compute.list_arguments.as_deref().map_or(Ok(arguments), |list| text("compute.yaml", list))?
            ),
        }]
    };
    let grant_commands = service
        .execute
        .iter()
        .map(|tool| Ok(Command { title: tool.title.clone(), command: text("service.yaml", &tool.command)? }))
        .collect::<Result<_, GenerateError>>()?;
    let steps = generator.steps(variant, values)?;
    let file = environment_file(&sample.environment);
    let with_token = variant.credential != CredentialKind::Password;
    let mut notes = sample.notes.clone();
    notes.extend(variant.auth.notes.iter().chain(&compute.notes).chain(&service.tls.notes).cloned());
    if with_token {
        notes.extend(service.token.notes.iter().cloned());
    }
    Ok(Description {
        client: generator.client_id.clone(),
        client_title: generator.client.title.clone(),
        auth: variant.auth.id.clone(),
        auth_title: variant.auth.title.clone(),
        compute: compute.id.clone(),
        compute_title: compute.title.clone(),
        cloud: variant.cloud.id.clone(),
        warning: variant.auth.warning.clone(),
        retired: compute.retired.clone(),
        environment: sample.environment,
        environment_file: EnvironmentFile { path: file.path, text: file.text },
        tokens: with_token.then(|| compute.tokens.clone()),
        scope: with_token.then(|| variant.cloud.scope.clone()),
        driver: variant.code.map(|(driver, spec)| format!("{}, {}", driver.title, spec.style.id())),
        dependencies: sample.dependencies,
        install: sample.install,
        connect,
        portal: variant.auth.portal && !by_hand,
        steps,
        role: if with_token { service.roles.read_it.clone() } else { Vec::new() },
        show,
        grants,
        grant_commands,
        grants_query: fill(&service.grants_query, |name| {
            (name == "role").then(|| escape::sql_literal(values.user()).into())
        }),
        helpers: generator.client.helpers.clone(),
        notes,
        pages: generator.client.pages.iter().chain(&service.pages).cloned().collect(),
        sources: generator.sources(),
    })
}
