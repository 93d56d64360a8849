//! Connects to Azure Database for PostgreSQL with {{ driver.title }}.

use std::env;
{% block std %}{% endblock -%}
use std::time::Duration;

use anyhow::{Context, Result, ensure};
{% block azure %}{% endblock -%}
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{Connection, PgConnection};
use tokio::time::timeout;
{% block scope %}{% endblock %}
{% include "rust/setting.rs" %}
/// Opens a connection that signs in with a {% block what %}password{% endblock %}.
async fn connect() -> Result<PgConnection> {
{% include "rust/sqlx/options.rs" -%}
{% block password %}        .password(&setting("{{ env.password }}")?)
{% endblock -%}
{% include "rust/sqlx/tls.rs" -%}
{% block token %}{% endblock -%}
{{""}}    // sqlx itself sets no time limit.
    let connecting = PgConnection::connect_with(&options);
    let connection = timeout(Duration::from_secs(10), connecting).await;
    Ok(connection.context("the server did not answer")??)
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut connection = connect().await?;
    let query = sqlx::query_as("SELECT current_user, version()");
    let (user, version): (String, String) = query.fetch_one(&mut connection).await?;
    println!("{user} {version}");
    connection.close().await?;
    Ok(())
}
