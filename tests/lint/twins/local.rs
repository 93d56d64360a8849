//! What is for the machine itself, for tests, or another database, is nobody's mistake.

use std::env;

use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::r2d2::{self, ConnectionManager};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgSslMode};
use tokio_postgres::NoTls;

pub fn establish() -> PgConnection {
    dotenvy::dotenv().ok();
    let database_url = env::var("DATABASE_URL").expect("DATABASE_URL must be set");
    PgConnection::establish(&database_url).unwrap_or_else(|_| panic!("cannot connect"))
}

pub fn pooled() -> r2d2::Pool<ConnectionManager<PgConnection>> {
    let manager = ConnectionManager::<PgConnection>::new(env::var("DATABASE_URL").unwrap());
    r2d2::Pool::builder().test_on_check_out(true).build(manager).expect("a pool")
}

pub async fn local() -> Result<PgPool, sqlx::Error> {
    let options = PgConnectOptions::new().host("localhost").password("postgres").ssl_mode(PgSslMode::Disable);
    PgPoolOptions::new().max_connections(5).connect_with(options).await
}

pub async fn by_environment() -> Result<PgPool, sqlx::Error> {
    let mode = match env::var("APP_ENVIRONMENT").as_deref() {
        Ok("local") => PgSslMode::Prefer,
        _ => PgSslMode::VerifyFull,
    };
    let options = PgConnectOptions::new()
        .host(&env::var("AZURE_POSTGRESQL_HOST").unwrap())
        .username(&env::var("AZURE_POSTGRESQL_USERNAME").unwrap())
        .password(&env::var("AZURE_POSTGRESQL_PASSWORD").unwrap())
        .ssl_mode(mode);
    PgPool::connect_with(options).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn connects() {
        let (client, connection) =
            tokio_postgres::connect("host=127.0.0.1 user=app password=correct-horse", NoTls).await.unwrap();
        tokio::spawn(connection);
        client.query_one("SELECT 1", &[]).await.unwrap();
    }

    #[test]
    fn reads_settings() {
        let options: PgConnectOptions =
            "postgres://app:vX8-quarry-Lamp@shop.postgres.database.azure.com/shop?sslmode=verify-full".parse().unwrap();
        assert_eq!(options.get_host(), "shop.postgres.database.azure.com");
    }
}
