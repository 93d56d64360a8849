//! A pool in a struct of its own, everything under other names.

use std::{env as surroundings, sync::Arc};

use anyhow::Context as _;
use azure_core::credentials::TokenCredential as Asks;
use azure_identity::{self as identity, ManagedIdentityCredentialOptions as Choice, UserAssignedId as Who};
use sqlx::postgres::{PgConnectOptions as Settings, PgPoolOptions as Pooling, PgSslMode as Mode};
use sqlx::{Pool, Postgres};

const FOR: &[&str] = &["https://ossrdbms-aad.database.windows.net/.default"];

pub struct Store {
    inner: Pool<Postgres>,
}

fn read(what: &'static str) -> anyhow::Result<String> {
    surroundings::var(what).with_context(|| format!("{what} is missing"))
}

async fn sign_in(by: &Arc<dyn Asks>) -> anyhow::Result<String> {
    let answer = by.get_token(FOR, None).await.context("no token")?;
    Ok(answer.token.secret().to_owned())
}

impl Store {
    pub async fn open() -> anyhow::Result<Self> {
        let who = Who::ClientId(read("AZURE_POSTGRESQL_CLIENTID")?);
        let choice = Choice { user_assigned_id: Some(who), ..Default::default() };
        let by: Arc<dyn Asks> = identity::ManagedIdentityCredential::new(Some(choice))?;
        let key = sign_in(&by).await?;
        let settings = {
            let settings = Settings::new_without_pgpass().host(&read("AZURE_POSTGRESQL_HOST")?);
            settings
                .username(&read("AZURE_POSTGRESQL_USERNAME")?)
                .database(&read("AZURE_POSTGRESQL_DATABASE")?)
                .ssl_mode(Mode::VerifyFull)
        };
        let inner = Pooling::new()
            .max_connections(8)
            .connect_with(settings.password(&key)) // wrong: token-kept
            .await?;
        Ok(Self { inner })
    }

    pub fn pool(&self) -> &Pool<Postgres> {
        &self.inner
    }
}
