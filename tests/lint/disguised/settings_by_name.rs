pub struct Store {
    pub host: String,
    pub user: String,
    pub password: String,
}

pub fn till() -> Store {
    Store {
        host: "till.postgres.database.azure.com".to_string(),
        user: "keeper".into(),
        password: String::from("vX8-quarry-Lamp"), // wrong: hardcoded-secret
    }
}
