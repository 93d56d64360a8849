//! Programs in Rust that ask for their token by hand, and what breaks them.

use super::Mutant;
use super::by_hand::{Change, broken};

const IDENTITY: &str = r#"use std::env;

use serde::Deserialize;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{Connection, PgConnection};

#[derive(Deserialize)]
struct Answer {
    access_token: String,
}

async fn token() -> anyhow::Result<String> {
    let client = reqwest::Client::new();
    let request = client.get(env::var("IDENTITY_ENDPOINT")?);
    let request = request
        .query(&[("api-version", "2019-08-01"), ("resource", "https://ossrdbms-aad.database.windows.net")])
        .header("X-IDENTITY-HEADER", env::var("IDENTITY_HEADER")?);
    let answer = request.send().await?.error_for_status()?;
    let answer: Answer = answer.json().await?;
    Ok(answer.access_token)
}

async fn connect() -> anyhow::Result<PgConnection> {
    let token = token().await?;
    let options = PgConnectOptions::new_without_pgpass()
        .host(&env::var("AZURE_POSTGRESQL_HOST")?)
        .username(&env::var("AZURE_POSTGRESQL_USERNAME")?)
        .database(&env::var("AZURE_POSTGRESQL_DATABASE")?)
        .password(&token)
        .ssl_mode(PgSslMode::VerifyFull);
    Ok(PgConnection::connect_with(&options).await?)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    connect().await?.close().await?;
    Ok(())
}
"#;

const PRINCIPAL: &str = r#"use std::env;

use native_tls::TlsConnector;
use postgres_native_tls::MakeTlsConnector;
use tokio_postgres::{Client, Config};

fn token() -> anyhow::Result<String> {
    let tenant = env::var("AZURE_POSTGRESQL_TENANTID")?;
    let url = format!("https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token");
    let id = env::var("AZURE_POSTGRESQL_CLIENTID")?;
    let secret = env::var("AZURE_POSTGRESQL_CLIENTSECRET")?;
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", id.as_str()),
        ("client_secret", secret.as_str()),
        ("scope", "https://ossrdbms-aad.database.windows.net/.default"),
    ];
    let answer = reqwest::blocking::Client::new().post(url).form(&form).send()?.error_for_status()?;
    let answer: serde_json::Value = answer.json()?;
    Ok(answer["access_token"].as_str().unwrap_or_default().to_owned())
}

async fn connect() -> anyhow::Result<Client> {
    let (host, user) = (env::var("AZURE_POSTGRESQL_HOST")?, env::var("AZURE_POSTGRESQL_USERNAME")?);
    let conninfo = format!("host={host} user={user} dbname=shop sslmode=require");
    let mut config: Config = conninfo.parse()?;
    config.password(token()?);
    let (client, connection) = config.connect(MakeTlsConnector::new(TlsConnector::new()?)).await?;
    tokio::spawn(connection);
    Ok(client)
}
"#;

const OF_IDENTITY: &[Change] = &[
    ("identity-request", "\n        .header(\"X-IDENTITY-HEADER\", env::var(\"IDENTITY_HEADER\")?)", "", "client.get("),
    ("identity-request", "\"X-IDENTITY-HEADER\"", "\"Metadata\"", "client.get("),
    ("identity-request", "(\"api-version\", \"2019-08-01\"), ", "", "client.get("),
    ("identity-request", "(\"resource\", ", "(\"audience\", ", "client.get("),
    ("identity-request", ".error_for_status()?", "", "client.get("),
    ("default-in-resource", "windows.net\"", "windows.net/.default\"", "/.default"),
    ("wrong-scope", "ossrdbms-aad.", "", "https://database"),
    (
        "token-kept",
        "PgConnection::connect_with(&options).await?)\n}\n\n#[tokio::main]\nasync fn main() -> anyhow::Result<()> {\n    connect().await?.close().await?;\n",
        "sqlx::PgPool::connect_with(options).await?)\n}\n\n#[tokio::main]\nasync fn main() -> anyhow::Result<()> {\n    serve_from(connect().await?).await?;\n",
        ".password(&token)",
    ),
    ("missing-password", "        .password(&token)\n", "", "PgConnection::connect_with"),
    ("secret-logged", "    let options", "    println!(\"{token}\");\n    let options", "println!"),
    ("undefined-secret", ".password(&token)", ".password(&tokn)", ".password(&tokn)"),
    ("tls-disabled", "PgSslMode::VerifyFull", "PgSslMode::Allow", "PgSslMode::Allow"),
    ("tls-disabled", "        .ssl_mode(PgSslMode::VerifyFull);", "        ;", "PgConnection::connect_with"),
];

const OF_PRINCIPAL: &[Change] = &[
    ("identity-request", "(\"scope\", ", "(\"resource\", ", "\"resource\""),
    ("identity-request", "        (\"grant_type\", \"client_credentials\"),\n", "", ".post(url)"),
    ("identity-request", "        (\"client_secret\", secret.as_str()),\n", "", ".post(url)"),
    ("identity-request", ".form(&form)", ".json(&form)", ".json(&form)"),
    ("identity-request", ".error_for_status()?", "", ".post(url)"),
    ("scope-without-default", "/.default", "", "\"scope\""),
    ("cloud-mismatch", "microsoftonline.com", "microsoftonline.us", "microsoftonline.us"),
    ("hardcoded-secret", "env::var(\"AZURE_POSTGRESQL_CLIENTSECRET\")?", "\"vX8-quarry-Lamp\"", "vX8"),
    ("missing-password", "    config.password(token()?);\n", "    drop(token()?);\n", "config.connect("),
    ("conninfo-separator", "user={user} dbname", "user={user}dbname", "let conninfo"),
    ("unknown-keyword", "sslmode=require", "sslmode=verify-full", "sslmode=verify-full"),
    ("unknown-keyword", "dbname=shop", "database=shop", "database=shop"),
    ("unknown-keyword", "user={user}", "username={user}", "username="),
    ("tls-disabled", "sslmode=require", "sslmode=disable", "sslmode=disable"),
    ("tls-disabled", "sslmode=require", "sslmode=prefer", "sslmode=prefer"),
    ("tls-disabled", " sslmode=require", "", "let conninfo"),
    (
        "unquoted-value",
        "sslmode=require\")",
        "sslmode=require password={}\", env::var(\"DB_PASSWORD\")?)",
        "let conninfo",
    ),
    (
        "tls-unverified",
        "TlsConnector::new()?",
        "TlsConnector::builder().danger_accept_invalid_certs(true).build()?",
        "danger_accept_invalid_certs",
    ),
    ("conflicting-settings", "MakeTlsConnector::new(TlsConnector::new()?)", "tokio_postgres::NoTls", "NoTls"),
    (
        "wrong-format",
        "host={host} user={user} dbname=shop sslmode=require",
        "Server={host};User Id={user};",
        "conninfo.parse",
    ),
];

/// Correct programs, and what breaks them.
pub fn seeds() -> Vec<(String, Vec<Mutant>)> {
    [(IDENTITY, OF_IDENTITY), (PRINCIPAL, OF_PRINCIPAL)]
        .into_iter()
        .map(|(text, changes)| (text.to_owned(), broken(text, changes)))
        .collect()
}
