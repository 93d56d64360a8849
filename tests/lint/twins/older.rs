//! Code that is held at an older version of the SDK, with a type of its own around it.

use std::sync::Arc;

use azure_core::auth::TokenCredential;
use azure_identity::{DefaultAzureCredential, TokenCredentialOptions};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, PgConnection};

use crate::identity::Identity;

const SCOPE: &str = "https://ossrdbms-aad.database.windows.net/.default";

pub async fn fetch() -> anyhow::Result<String> {
    let credential: Arc<dyn TokenCredential> =
        Arc::new(DefaultAzureCredential::create(TokenCredentialOptions::default())?);
    Ok(credential.get_token(&[SCOPE]).await?.token.secret().to_owned())
}

async fn open(password: &str) -> anyhow::Result<PgConnection> {
    let options = PgConnectOptions::new()
        .host(&std::env::var("AZURE_POSTGRESQL_HOST")?)
        .username(&std::env::var("AZURE_POSTGRESQL_USERNAME")?)
        .password(password)
        .ssl_mode(PgSslMode::VerifyFull);
    Ok(options.connect().await?)
}

pub async fn connect() -> anyhow::Result<PgConnection> {
    open(&fetch().await?).await
}

/// What this gives is a text: the type is one of the project's own.
pub async fn by_own(identity: &Identity) -> anyhow::Result<PgConnection> {
    let token = identity.get_token(&[SCOPE]).await?;
    open(&format!("{token}")).await
}

pub async fn by_any(identity: &impl TokenCredential) -> anyhow::Result<PgConnection> {
    let token = identity.get_token(&[SCOPE]).await?;
    open(token.token.secret()).await
}
