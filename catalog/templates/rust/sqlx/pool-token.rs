//! Connects to Azure Database for PostgreSQL with a pool of {{ driver.title }}.

use std::env;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
{{ credential.imports }}
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgSslMode};
use sqlx::{PgConnection, Postgres};

const SCOPE: &str = "{{ cloud.scope }}";

{% include "rust/setting.rs" %}
/// A pool that signs in with a token.
///
/// sqlx asks nobody for a password when the pool opens a connection, it takes the one that the
/// pool's options hold. So take connections here, where a valid token is put there first.
struct Database {
    pool: PgPool,
    credential: Arc<dyn TokenCredential>,
}

impl Database {
    /// Takes an idle connection, or opens another one.
    async fn acquire(&self) -> Result<PoolConnection<Postgres>> {
        // The credential keeps its token and asks for the next one before that expires.
        let token = self.credential.get_token(&[SCOPE], None).await?;
        let options = PgConnectOptions::clone(&self.pool.connect_options());
        self.pool
            .set_connect_options(options.password(token.token.secret()));
        Ok(self.pool.acquire().await?)
    }
}

/// Makes the pool, which opens no connection yet.
fn open_database() -> Result<Database> {
{% include "rust/sqlx/options.rs" -%}
{% include "rust/sqlx/tls.rs" -%}
{{ credential.declare }}
    let pool = PgPoolOptions::new()
        .max_connections(10)
        .acquire_timeout(Duration::from_secs(10))
        .connect_lazy_with(options);
    Ok(Database { pool, credential })
}

{% include "rust/sqlx/print.rs" %}
#[tokio::main]
async fn main() -> Result<()> {
    let database = open_database()?;
    let mut first = database.acquire().await?;
    print_user(&mut first).await?;
    // The first connection is in use, so the pool opens another one.
    let mut second = database.acquire().await?;
    print_user(&mut second).await?;
    drop((first, second));
    database.pool.close().await;
    Ok(())
}
