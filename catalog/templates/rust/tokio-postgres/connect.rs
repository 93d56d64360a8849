//! Connects to Azure Database for PostgreSQL with {{ driver.title }}.

use std::env;
{% block std %}{% endblock -%}
use std::time::Duration;

use anyhow::{Context, Result, ensure};
{% block azure %}{% endblock -%}
use native_tls::TlsConnector;
use postgres_native_tls::MakeTlsConnector;
use tokio::task::JoinHandle;
use tokio_postgres::config::SslMode;
use tokio_postgres::{Client, Config};
{% block scope %}{% endblock %}
{% include "rust/setting.rs" %}
/// Opens a connection that signs in with a {% block what %}password{% endblock %}.
///
/// The task does the talking to the server; it ends when the client is dropped.
async fn connect() -> Result<(Client, JoinHandle<Result<(), tokio_postgres::Error>>)> {
{% include "rust/tokio-postgres/config.rs" -%}
{% block password %}        .password(setting("{{ env.password }}")?)
{% endblock -%}
{% include "rust/tokio-postgres/tls.rs" -%}
{% block token %}{% endblock -%}
{{""}}    // Verifies the server's certificate and its name.
    let tls = MakeTlsConnector::new(TlsConnector::new()?);
    let (client, connection) = config.connect(tls).await?;
    Ok((client, tokio::spawn(connection)))
}

#[tokio::main]
async fn main() -> Result<()> {
    let (client, connection) = connect().await?;
    let row = client
        .query_one("SELECT current_user, version()", &[])
        .await?;
    let (user, version): (&str, &str) = (row.try_get(0)?, row.try_get(1)?);
    println!("{user} {version}");
    drop(client);
    connection.await??;
    Ok(())
}
