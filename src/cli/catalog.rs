//! `azconn catalog`.

use super::args::CatalogCommand;
use super::{Failure, Streams};
use crate::catalog::{Catalog, check, schema};
use crate::generate::verify;

/// `catalog check` and `catalog schema`. A broken catalog is exit code 2.
pub(super) fn catalog(given: &Catalog, command: &CatalogCommand, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    match command {
        CatalogCommand::Schema => {
            writeln!(streams.output, "{:#}", schema())?;
            Ok(0)
        }
        CatalogCommand::Check { folder: Some(folder) } => check_all(&Catalog::with_folder(folder)?, streams),
        CatalogCommand::Check { folder: None } => check_all(given, streams),
    }
}

fn check_all(catalog: &Catalog, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let mut problems = check(catalog);
    let clients = catalog.client_ids()?;
    // A template can only be judged where the file that uses it is sound.
    for client in &clients {
        let file = catalog.files().shown(&format!("clients/{client}.yaml"));
        if !problems.iter().any(|problem| problem.file == file) {
            problems.extend(verify(catalog, client));
        }
    }
    if problems.is_empty() {
        writeln!(streams.notices, "the catalog is sound: {} clients", clients.len())?;
        return Ok(0);
    }
    problems.sort_by(|a, b| (&a.file, a.position).cmp(&(&b.file, b.position)));
    problems.dedup();
    for problem in &problems {
        writeln!(streams.notices, "error: {problem}")?;
    }
    let count = problems.len();
    writeln!(streams.notices, "{count} {}", if count == 1 { "problem" } else { "problems" })?;
    Ok(2)
}
