use std::env;

use sqlx::postgres::{PgConnectOptions, PgPool, PgSslMode};

/// The till stands on a flexible server, NAME.postgres.database.azure.com.
#[derive(Debug)]
struct Place {
    host: String,
    word: String,
}

pub async fn open() -> anyhow::Result<PgPool> {
    let place = Place { host: env::var("TILL_HOST")?, word: env::var("TILL_WORD")? };
    tracing::debug!("opening {:?}", place); // wrong: secret-logged
    let options = PgConnectOptions::new().host(&place.host).username("till").password(&place.word);
    Ok(PgPool::connect_with(options.ssl_mode(PgSslMode::VerifyFull)).await?)
}
