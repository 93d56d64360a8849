//! deadpool's own way: a manager that asks for a token whenever it opens a connection.

use std::env;
use std::error::Error;
use std::sync::Arc;

use azure_core::credentials::TokenCredential;
use azure_identity::ManagedIdentityCredential;
use deadpool::managed::{Manager, Metrics, Pool, RecycleResult};
use deadpool_postgres::ClientWrapper;
use native_tls::TlsConnector;
use postgres_native_tls::MakeTlsConnector;
use tokio_postgres::Config;
use tokio_postgres::config::SslMode;

type Failure = Box<dyn Error + Send + Sync>;

struct Azure {
    config: Config,
    identity: Arc<dyn TokenCredential>,
    tls: MakeTlsConnector,
}

impl Manager for Azure {
    type Type = ClientWrapper;
    type Error = Failure;

    async fn create(&self) -> Result<ClientWrapper, Failure> {
        let token = self.identity.get_token(&["https://ossrdbms-aad.database.windows.net/.default"], None).await?;
        let mut config = self.config.clone();
        config.password(token.token.secret());
        let (client, connection) = config.connect(self.tls.clone()).await?;
        Ok(ClientWrapper::new(client, tokio::spawn(async move { drop(connection.await) })))
    }

    async fn recycle(&self, client: &mut ClientWrapper, _: &Metrics) -> RecycleResult<Failure> {
        if client.is_closed() { Err(deadpool::managed::RecycleError::message("closed")) } else { Ok(()) }
    }
}

pub fn pool() -> Result<Pool<Azure>, Failure> {
    let mut config = Config::new();
    config
        .host(&env::var("AZURE_POSTGRESQL_HOST")?)
        .user(&env::var("AZURE_POSTGRESQL_USERNAME")?)
        .dbname(&env::var("AZURE_POSTGRESQL_DATABASE")?)
        .ssl_mode(SslMode::Require);
    let identity: Arc<dyn TokenCredential> = ManagedIdentityCredential::new(None)?;
    let tls = MakeTlsConnector::new(TlsConnector::new()?);
    Ok(Pool::builder(Azure { config, identity, tls }).max_size(8).build()?)
}
