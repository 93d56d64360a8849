//! Commands and steps that stand in the catalog as templates.

use serde::Serialize;

use super::GenerateError;
use super::generator::Generator;
use super::values::Values;
use super::variant::Variant;
use crate::catalog::Problem;

/// What commands in the catalog see: the user's values, and what surrounds them.
#[derive(Debug, Serialize)]
struct CommandContext<'a> {
    values: CommandValues<'a>,
    /// The statements, each in a line.
    sql: &'a str,
    /// Service Connector's name of the client.
    client_type: &'a str,
}

#[derive(Debug, Serialize)]
struct CommandValues<'a> {
    server: &'a str,
    host: &'a str,
    database: &'a str,
    user: &'a str,
}

impl Generator<'_> {
    /// Fills a command of the catalog's `file`; `sql` is what `{{ sql }}` stands for.
    ///
    /// # Errors
    /// A name that a command does not have.
    pub(super) fn command(
        &self,
        file: &str,
        text: &str,
        variant: &Variant<'_>,
        values: &Values,
        sql: &str,
    ) -> Result<String, GenerateError> {
        let host = values.host(variant.cloud);
        let context = CommandContext {
            values: CommandValues {
                server: values.server_name(),
                host: &host,
                database: values.database(),
                user: values.user(),
            },
            sql,
            client_type: &self.client.client_type,
        };
        self.templates().render_text(text, &context).map_err(|message| {
            GenerateError::Template(Problem::of_file(&format!("catalog/{file}"), format!("`{text}`: {message}")).help(
                "a command can use values.server, values.host, values.database, values.user, sql and client_type",
            ))
        })
    }

    /// The steps by hand of a compute service that has no command for the auth type.
    ///
    /// # Errors
    /// A name that a step does not have.
    pub(super) fn steps(&self, variant: &Variant<'_>, values: &Values) -> Result<Vec<String>, GenerateError> {
        variant.offer.steps.iter().map(|step| self.command("compute.yaml", step, variant, values, "")).collect()
    }
}
