async fn print_user(connection: &mut PgConnection) -> Result<()> {
    let query = sqlx::query_as("SELECT current_user, version()");
    let (user, version): (String, String) = query.fetch_one(connection).await?;
    println!("{user} {version}");
    Ok(())
}
