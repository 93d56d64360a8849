//! A keyword string put together piece by piece.

use std::env::{self, VarError};
use std::fmt::Write as _;

use tokio_postgres::{Client, NoTls};

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
    let password = given("AZURE_POSTGRESQL_PASSWORD")?;
    write!(&mut text, " password={password} {extra}")?; // wrong: unquoted-value
    Ok(text)
}

pub async fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let text = conninfo("connect_timeout=10 sslrootcert=/etc/ssl/azure.pem")?; // wrong: unknown-keyword
    let connected = tokio_postgres::connect(&text, NoTls).await; // wrong: tls-disabled
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
            println!("cannot connect with {text}: {error}"); // wrong: secret-logged
            return Err(error.into());
        }
    };
    Ok(client)
}
