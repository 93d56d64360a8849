//! The same service principal, in order.

use std::sync::LazyLock;

use azure_core::credentials::{Secret, TokenCredential};
use azure_identity::ClientSecretCredential;
use sqlx::{ConnectOptions, PgConnection, postgres::*};
use tracing::{debug, info};

static SCOPE: LazyLock<String> = LazyLock::new(|| {
    let service = "https://ossrdbms-aad.database.windows.net";
    service.to_owned() + "/.default"
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
    let credential = ClientSecretCredential::new(&tenant, id, Secret::new(key), None)?;
    let token = credential.get_token(&[SCOPE.as_str()], None).await?;
    debug!(expires = %token.expires_on, "signing in");
    let options = PgConnectOptions::new()
        .host(&std::env::var("AZURE_POSTGRESQL_HOST")?)
        .username(&std::env::var("AZURE_POSTGRESQL_USERNAME")?)
        .database("shop")
        .password(token.token.secret())
        .ssl_mode(PgSslMode::VerifyFull);
    info!("connecting to {}", options.get_host());
    Ok(options.connect().await?)
}
