/// Reads an environment variable that has to be set.
fn setting(name: &str) -> Result<String> {
    let value = env::var(name).unwrap_or_default();
    ensure!(!value.is_empty(), "{name} is not set");
    Ok(value)
}
