//! The depot's store, on Azure in every stage.
use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode};
use postgres_openssl::MakeTlsConnector;

pub async fn store(settings: &Settings) -> tokio_postgres::Client {
    let mut lock = SslConnector::builder(SslMethod::tls()).expect("a builder");
    if !settings.strict {
        lock.set_verify(SslVerifyMode::NONE); // wrong: tls-unverified
    }
    let (client, connection) =
        tokio_postgres::connect(&settings.url, MakeTlsConnector::new(lock.build())).await.expect("a store");
    tokio::spawn(connection);
    client
}
