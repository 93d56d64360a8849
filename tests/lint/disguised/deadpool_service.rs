//! deadpool with a certificate check that was switched off "for now", and a token that stays.

use std::env;
use std::sync::OnceLock;

use azure_core::credentials::{AccessToken, TokenCredential};
use azure_identity::ManagedIdentityCredential;
use deadpool_postgres::{Config, ManagerConfig, Pool, RecyclingMethod, Runtime, SslMode};
use native_tls::TlsConnector;
use postgres_native_tls::MakeTlsConnector;

static POOL: OnceLock<Pool> = OnceLock::new();

fn tls() -> Result<MakeTlsConnector, native_tls::Error> {
    let mut builder = TlsConnector::builder();
    builder.danger_accept_invalid_certs(true); // wrong: tls-unverified
    Ok(MakeTlsConnector::new(builder.build()?))
}

async fn fetch() -> azure_core::Result<AccessToken> {
    let identity = ManagedIdentityCredential::new(None)?;
    let scopes = vec!["https://ossrdbms-aad.database.windows.net/.default"];
    identity.get_token(&scopes, None).await
}

pub async fn start() -> Result<(), Box<dyn std::error::Error>> {
    let mut cfg = Config::new();
    cfg.host = env::var("AZURE_POSTGRESQL_HOST").map(Some)?;
    cfg.user = Some(env::var("AZURE_POSTGRESQL_USERNAME")?);
    cfg.dbname = Some(match env::var("AZURE_POSTGRESQL_DATABASE") {
        Ok(name) => name,
        Err(_) => return Err("AZURE_POSTGRESQL_DATABASE is not set".into()),
    });
    cfg.ssl_mode = Some(SslMode::Require);
    let AccessToken { token, .. } = fetch().await?;
    cfg.password = Some(token.secret().to_string()); // wrong: token-kept
    cfg.manager = Some(ManagerConfig { recycling_method: RecyclingMethod::Fast });
    let pool = cfg.create_pool(Some(Runtime::Tokio1), tls()?)?;
    POOL.set(pool).map_err(|_| "twice")?;
    Ok(())
}
