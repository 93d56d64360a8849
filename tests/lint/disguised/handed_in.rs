use std::fmt::Write;

use tokio_postgres::Client;

/// A depot on a flexible server, `NAME.postgres.database.azure.com`.
pub struct Depot(Client);

impl Depot {
    pub async fn of(server: &str, keeper: &str, password: &str, tls: Tls) -> anyhow::Result<Self> {
        let mut text = String::from("dbname=depot sslmode=require");
        write!(text, " host={server} user={keeper}")?;
        let text = format!("{text} password={}", password); // wrong: unquoted-value
        let (client, connection) = tokio_postgres::connect(&text, tls).await?;
        tokio::spawn(connection);
        Ok(Self(client))
    }
}
