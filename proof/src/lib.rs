//! The proof of azconn: every sample is executed against a real PostgreSQL over TLS, signing in as on Azure.
//!
//! The outer process renders the samples, installs and builds them; then it starts itself once more in a network and mount
//! namespace of its own, where Azure's names lead to a PostgreSQL server and to a stand-in for the token endpoints. What the
//! server logs is the verdict. See docs/execution.md.

pub mod authority;
pub mod cases;
pub mod endpoints;
pub mod false_server;
pub mod http;
pub mod inside;
pub mod judge;
pub mod outside;
pub mod page;
pub mod plan;
pub mod postgres;
pub mod project;
pub mod recipe;
pub mod registry;
pub mod results;
pub mod scene;
pub mod shell;

/// Something that the suite cannot go on without.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    /// A failure with its message.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

macro_rules! from {
    ($($error:ty),* $(,)?) => { $(impl From<$error> for Failure {
        fn from(error: $error) -> Self {
            Self(error.to_string())
        }
    })* };
}

from!(
    std::io::Error,
    rcgen::Error,
    rustls::Error,
    serde_json::Error,
    azconn::catalog::CatalogError,
    azconn::generate::GenerateError,
);
