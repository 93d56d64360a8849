//! The same settings, the password given by itself, and a connector that checks the certificate.

use std::env::{self, VarError};
use std::fmt::Write as _;

use tokio_postgres::{Client, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

fn given(name: &str) -> Result<String, VarError> {
    env::var(name)
}

fn conninfo(extra: &str) -> Result<String, Box<dyn std::error::Error>> {
    let mut text = String::new();
    write!(text, "host={} ", given("AZURE_POSTGRESQL_HOST")?)?;
    text.push_str("user=");
    text.push_str(&given("AZURE_POSTGRESQL_USERNAME")?);
    text += " dbname=";
    text += &given("AZURE_POSTGRESQL_DATABASE")?;
    write!(&mut text, " sslmode=require {extra}")?;
    Ok(text)
}

pub async fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let text = conninfo("connect_timeout=10")?;
    let mut config: Config = text.parse()?;
    config.password(given("AZURE_POSTGRESQL_PASSWORD")?);
    let roots = rustls::RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let connected = config.connect(MakeRustlsConnect::new(tls)).await;
    let client = match connected {
        Ok((client, connection)) => {
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    eprintln!("{error}");
                }
            });
            client
        }
        Err(error) => {
            println!("cannot connect: {error}");
            return Err(error.into());
        }
    };
    Ok(client)
}
