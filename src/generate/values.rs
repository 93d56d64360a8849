//! The connection's own values: what a user gives, and stand-ins for what nobody gave.

use std::borrow::Cow;

use serde::Serialize;

use super::escape;
use crate::catalog::{Cloud, ValueFormat, Variable};

/// What a user may say about the connection. Nothing of it lands in a program; it goes to the example environment, the
/// README and the commands, escaped for each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Values {
    /// The server's name, or its whole host name.
    pub server: Option<String>,
    /// The database.
    pub database: Option<String>,
    /// The role to sign in as.
    pub user: Option<String>,
}

impl Values {
    /// The server's short name.
    pub fn server_name(&self) -> &str {
        let server = self.server.as_deref().unwrap_or("my-server");
        server.split_once('.').map_or(server, |(name, _)| name)
    }

    /// The server's host name in `cloud`.
    pub fn host(&self, cloud: &Cloud) -> String {
        match self.server.as_deref() {
            Some(host) if host.contains('.') => host.to_owned(),
            other => format!("{}{}", other.unwrap_or("my-server"), cloud.host_suffix),
        }
    }

    /// The database.
    pub fn database(&self) -> &str {
        self.database.as_deref().unwrap_or("my-database")
    }

    /// The role.
    pub fn user(&self) -> &str {
        self.user.as_deref().unwrap_or("my-role")
    }
}

/// The value of one variable, with the connection's values in it, escaped for its format.
pub fn value_of(variable: &Variable, values: &Values, cloud: &Cloud, port: u16) -> String {
    let escape = |text: &str| match variable.format {
        ValueFormat::Plain => text.to_owned(),
        ValueFormat::Libpq => escape::libpq(text),
        ValueFormat::Npgsql => escape::npgsql(text),
        ValueFormat::Jdbc => escape::url(text),
    };
    // A host name in a URL is not percent-encoded by anybody who reads it, and a placeholder is not a value yet.
    fill(&variable.value, |name| {
        Some(match name {
            "host" if variable.format == ValueFormat::Jdbc => Cow::from(values.host(cloud)),
            "host" => escape(&values.host(cloud)).into(),
            "port" => port.to_string().into(),
            "database" => escape(values.database()).into(),
            "user" => escape(values.user()).into(),
            "password" => "<password>".into(),
            "client_id" => "<client-id>".into(),
            "client_secret" => "<client-secret>".into(),
            "tenant_id" => "<tenant-id>".into(),
            _ => return None,
        })
    })
}

/// Replaces each `{name}` for which `value` has something.
pub fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(name, tail)| Some((value(name)?, tail))) {
            Some((value, tail)) => {
                filled.push_str(&value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}
