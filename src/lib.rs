//! azconn writes and checks the code that connects an application to Azure Database for PostgreSQL.
//!
//! One catalog, two readers: [`generate`] writes a correct sample from it, lint holds existing code against it.
//! Arrows run one way: cli → report → generate → catalog.

pub mod catalog;
pub mod cli;
pub mod generate;
pub mod lint;
pub mod report;
