use tokio_postgres::Client;

/// In quotes, with what would end them escaped.
pub async fn quoted(server: &str, keeper: &str, password: &str, tls: Tls) -> anyhow::Result<Client> {
    let password = password.replace('\\', "\\\\").replace('\'', "\\'");
    let text = format!("dbname=depot sslmode=require host={server} user={keeper} password='{password}'");
    Ok(tokio_postgres::connect(&text, tls).await?.0)
}

/// A token has nothing in it that would have to be quoted.
pub async fn with_ticket(server: &str, keeper: &str, token: &str, tls: Tls) -> anyhow::Result<Client> {
    let text = format!("dbname=depot sslmode=require host={server} user={keeper} password={token}");
    Ok(tokio_postgres::connect(&text, tls).await?.0)
}

/// On the machine of whoever tests it.
pub async fn local(password: &str, tls: Tls) -> anyhow::Result<Client> {
    let text = format!("dbname=depot host=localhost user=depot password={password}");
    Ok(tokio_postgres::connect(&text, tls).await?.0)
}
