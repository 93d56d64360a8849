//! Connects to Azure Database for PostgreSQL with a pool of {{ driver.title }}.

use std::env;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use sqlx::PgConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgSslMode};

{% include "rust/setting.rs" %}
/// Opens a pool that signs in with a password.
async fn open_pool() -> Result<PgPool> {
{% include "rust/sqlx/options.rs" -%}
{{""}}        .password(&setting("{{ env.password }}")?)
{% include "rust/sqlx/tls.rs" -%}
{{""}}    let pool = PgPoolOptions::new()
        .max_connections(10)
        .acquire_timeout(Duration::from_secs(10));
    Ok(pool.connect_with(options).await?)
}

{% include "rust/sqlx/print.rs" %}
#[tokio::main]
async fn main() -> Result<()> {
    let pool = open_pool().await?;
    let mut first = pool.acquire().await?;
    print_user(&mut first).await?;
    // The first connection is in use, so the pool opens another one.
    let mut second = pool.acquire().await?;
    print_user(&mut second).await?;
    drop((first, second));
    pool.close().await;
    Ok(())
}
