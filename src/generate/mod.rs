//! Variant and options to sample: everything that `azconn generate` and `azconn describe` know.
//!
//! It reads the catalog, knows nothing of lint, and prints nothing.

mod command;
mod context;
mod describe;
pub mod escape;
mod generator;
mod received;
mod render;
mod sample;
mod values;
mod variant;

pub use describe::{Command, Description, EnvironmentFile, Step, describe};
pub use generator::{Generator, verify};
pub use received::{Received, received};
pub use sample::{EnvironmentRow, Sample, SampleFile};
pub use values::Values;
pub use variant::{Selection, Variant};

use crate::catalog::{CatalogError, Problem};

/// Why no sample could be made.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The catalog lacks what was asked for, or is broken.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A template of the catalog is broken.
    #[error("{0}")]
    Template(Problem),
    /// The compute service does not offer the auth type.
    #[error("{compute} does not offer `{auth}`: {reason}\n  it offers: {}", offers.join(", "))]
    NotOffered {
        /// The compute service's title.
        compute: String,
        /// The auth type's id.
        auth: String,
        /// Why.
        reason: String,
        /// What it offers.
        offers: Vec<String>,
    },
    /// The driver has no such style.
    #[error("{driver} has no style `{style}`\n  it has: {}", has.join(", "))]
    NoSuchStyle {
        /// The driver's title.
        driver: String,
        /// What was asked for.
        style: String,
        /// What there is.
        has: Vec<String>,
    },
    /// What Service Connector is said to have written does not make sense.
    #[error("{0}")]
    Received(String),
}
