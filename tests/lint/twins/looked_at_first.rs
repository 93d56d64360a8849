use url::Url;

/// Where the till is, whichever way it is written.
pub fn host() -> anyhow::Result<Option<String>> {
    let given = std::env::var("AZURE_POSTGRESQL_CONNECTIONSTRING")?;
    if given.starts_with("postgres") {
        return Ok(Url::parse(&given)?.host_str().map(str::to_owned));
    }
    let config: tokio_postgres::Config = given.parse()?;
    Ok(config.get_dbname().map(str::to_owned))
}
