use std::env;

/// What the till reads is not what the service sets.
pub fn set_up() -> Result<(), env::VarError> {
    let (user, word) = (env::var("AZURE_POSTGRESQL_USERNAME")?, env::var("AZURE_POSTGRESQL_PASSWORD")?);
    let host = env::var("AZURE_POSTGRESQL_HOST")?;
    let way = format!("postgresql://{user}:{word}@{host}/till?sslmode=verify-full"); // wrong: unquoted-value
    unsafe { env::set_var("DATABASE_URL", way) };
    Ok(())
}
