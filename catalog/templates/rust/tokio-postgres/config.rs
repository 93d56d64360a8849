    let port = setting("{{ env.port }}")?;
    let mut config = Config::new();
    config
        .host(&setting("{{ env.host }}")?)
        .port(port.parse().context("the port is not a number")?)
        .dbname(&setting("{{ env.database }}")?)
        .user(&setting("{{ env.user }}")?)
