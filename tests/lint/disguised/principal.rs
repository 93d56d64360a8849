//! A service principal whose values are mixed up, and a token for something else that is logged.

use std::sync::LazyLock;

use azure_core::credentials::{Secret, TokenCredential};
use azure_identity::ClientSecretCredential;
use sqlx::{ConnectOptions, PgConnection, postgres::*};
use tracing::{debug, info};

static SCOPE: LazyLock<String> = LazyLock::new(|| {
    let service = "https://database.windows.net";
    service.to_owned() + "/.default" // wrong: wrong-scope
});

struct Principal {
    tenant: String,
    id: String,
    key: String,
}

impl Principal {
    fn read() -> Option<Self> {
        let read = |name: &str| std::env::var(name).ok();
        Some(Self {
            tenant: read("AZURE_POSTGRESQL_TENANTID")?,
            id: read("AZURE_POSTGRESQL_CLIENTID")?,
            key: read("AZURE_POSTGRESQL_CLIENTSECRET")?,
        })
    }
}

pub async fn open() -> anyhow::Result<PgConnection> {
    let Some(Principal { tenant, id, key }) = Principal::read() else {
        anyhow::bail!("the service principal is not configured")
    };
    let credential =
        ClientSecretCredential::new(&id, tenant, Secret::new(key), None)?; // wrong: credential-arguments
    let token = credential.get_token(&[SCOPE.as_str()], None).await?.token;
    debug!(token = token.secret(), "signing in"); // wrong: secret-logged
    let options = PgConnectOptions::new()
        .host(&std::env::var("AZURE_POSTGRESQL_HOST")?)
        .username(&std::env::var("AZURE_POSTGRESQL_USER")?)
        .database("shop")
        .password(token.secret())
        .ssl_mode(if cfg!(feature = "strict") { PgSslMode::VerifyFull } else { PgSslMode::VerifyCa });
    info!("connecting to {}", options.get_host());
    Ok(options.connect().await?)
}
