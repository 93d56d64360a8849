    let port = setting("{{ env.port }}")?;
    let options = PgConnectOptions::new_without_pgpass()
        .host(&setting("{{ env.host }}")?)
        .port(port.parse().context("the port is not a number")?)
        .database(&setting("{{ env.database }}")?)
        .username(&setting("{{ env.user }}")?)
