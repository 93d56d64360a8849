//! The same request, complete, for one connection.

use reqwest::Client;
use serde::Deserialize;
use sqlx::Connection;

#[derive(Deserialize)]
struct Answer {
    access_token: String,
}

const METADATA: &str = "http://169.254.169.254/metadata/identity/oauth2/token";

async fn token(http: &Client) -> Result<String, reqwest::Error> {
    let query = [("api-version", "2018-02-01"), ("resource", "https://ossrdbms-aad.database.windows.net")];
    let request = http.get(METADATA).query(&query).header("Metadata", "true");
    let answer: Answer = request.send().await?.error_for_status()?.json().await?;
    Ok(answer.access_token)
}

async fn principal(http: &Client) -> Result<String, Box<dyn std::error::Error>> {
    let tenant = std::env::var("AZURE_POSTGRESQL_TENANTID")?;
    let form = std::collections::HashMap::from([
        ("grant_type", "client_credentials".to_string()),
        ("client_id", std::env::var("AZURE_POSTGRESQL_CLIENTID")?),
        ("client_secret", std::env::var("AZURE_POSTGRESQL_CLIENTSECRET")?),
        ("scope", "https://ossrdbms-aad.database.windows.net/.default".to_string()),
    ]);
    let url = format!("https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token");
    let answer = http.post(url).form(&form).send().await?.error_for_status()?;
    let answer: serde_json::Value = answer.json().await?;
    Ok(answer["access_token"].as_str().ok_or("no token in the answer")?.to_owned())
}

pub async fn connection(managed: bool) -> Result<sqlx::PgConnection, Box<dyn std::error::Error>> {
    let http = Client::builder().build()?;
    let (host, user) = (std::env::var("AZURE_POSTGRESQL_HOST")?, std::env::var("AZURE_POSTGRESQL_USERNAME")?);
    let token = if managed { token(&http).await? } else { principal(&http).await? };
    let url = format!("postgres://{user}:{token}@{host}/shop?sslmode=verify-full");
    Ok(sqlx::PgConnection::connect(&url).await?)
}
