//! A token asked for by hand, as code without an SDK does it.

use reqwest::Client;
use serde::Deserialize;

#[derive(Deserialize)]
struct Answer {
    access_token: String,
}

const METADATA: &str = "http://169.254.169.254/metadata/identity/oauth2/token";

async fn token(http: &Client) -> Result<String, reqwest::Error> {
    let query = [
        ("api-version", "2018-02-01"),
        ("resource", "https://ossrdbms-aad.database.windows.net/.default"), // wrong: default-in-resource
    ];
    let answer: Answer = http.get(METADATA).query(&query).send().await?.error_for_status()?.json().await?; // wrong: identity-request
    Ok(answer.access_token)
}

pub async fn pool() -> Result<sqlx::PgPool, Box<dyn std::error::Error>> {
    let http = Client::builder().build()?;
    let (host, user) = (std::env::var("AZURE_POSTGRESQL_HOST")?, std::env::var("AZURE_POSTGRESQL_USERNAME")?);
    let token = token(&http).await?;
    let url = format!("postgres://{user}:{token}@{host}/shop?sslmode=verify-full"); // wrong: token-kept
    Ok(sqlx::PgPool::connect(&url).await?)
}
