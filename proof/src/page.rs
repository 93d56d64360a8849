//! The README's table: what was executed, with which versions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use azconn::catalog::{Catalog, Style};
use azconn::generate::Generator;

use crate::Failure;
use crate::results::{Results, State};

/// Where the table stands in the README.
pub const MARKS: (&str, &str) = ("<!-- cells -->\n", "<!-- /cells -->");

/// The table of cells, from the result alone; the catalog gives the order and the titles.
///
/// # Errors
/// A catalog that is broken.
pub fn table(catalog: &Catalog, results: &Results) -> Result<String, Failure> {
    let auth_types: Vec<String> = catalog.auth_types()?.auth.iter().map(|auth| auth.id.clone()).collect();
    let mut text = format!("| client | driver | style | {} | on AKS |\n", auth_types.join(" | "));
    text += &format!("| --- | --- | --- |{} --- |\n", " --- |".repeat(auth_types.len()));
    for id in catalog.client_ids()? {
        let generator = Generator::new(catalog, &id)?;
        let client = &generator.client;
        if client.drivers.is_empty() {
            let cells = vec!["environment"; auth_types.len()].join(" | ");
            let _ = writeln!(text, "| {} | none | | {cells} | |", client.title);
        }
        for driver in &client.drivers {
            let styles: BTreeSet<Style> = driver.samples.iter().map(|sample| sample.style).collect();
            for style in styles {
                let name = format!("{id}/{}-{}", driver.id, style.id());
                let state = |suffix: &str| {
                    results.variants.get(&format!("{name}/{suffix}")).map_or("-", |result| result.state.word())
                };
                let cells: Vec<&str> = auth_types.iter().map(|auth| state(auth)).collect();
                let mark = if driver.default { " (default)" } else { "" };
                let _ = writeln!(
                    text,
                    "| {} | {}{mark} | {} | {} | {} |",
                    client.title,
                    driver.title,
                    style.id(),
                    cells.join(" | "),
                    state("user-identity@aks")
                );
            }
        }
    }
    text += "\n";
    text += &summary(catalog, results)?;
    Ok(text)
}

fn summary(catalog: &Catalog, results: &Results) -> Result<String, Failure> {
    let executed = results.variants.values().filter(|result| result.state == State::Executed).count();
    let tests: usize = results.variants.values().map(|result| result.passed.len()).sum();
    let made: usize = results.mutants.values().map(|mutants| mutants.made).sum();
    let killed: usize = results.mutants.values().map(|mutants| mutants.killed).sum();
    let mut text = format!(
        "{executed} of {} variants executed, with {tests} tests; {killed} of {made} mistakes made on purpose were caught.\n\n",
        results.variants.len()
    );
    text += "| client | versions | mutants killed |\n| --- | --- | --- |\n";
    for id in catalog.client_ids()? {
        let Some(versions) = results.versions.get(&id) else { continue };
        let mut all: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, result) in &results.variants {
            if name.starts_with(&format!("{id}/")) {
                all.extend(result.packages.iter().map(|(name, version)| (name.as_str(), version.as_str())));
            }
        }
        let languages = versions.iter().map(|(name, version)| format!("{name} {version}"));
        let packages = all.iter().map(|(name, version)| format!("{name} {version}"));
        let list: Vec<String> = languages.chain(packages).collect();
        let mutants = results
            .mutants
            .get(&id)
            .map_or_else(String::new, |mutants| format!("{} of {}", mutants.killed, mutants.made));
        let _ = writeln!(text, "| {} | {} | {mutants} |", catalog.client(&id)?.title, list.join(", "));
    }
    if let Some(server) = results.versions.get("server") {
        let list: Vec<String> = server.iter().map(|(name, version)| format!("{name} {version}")).collect();
        let _ = write!(text, "\nServer: {}.\n", list.join(", "));
    }
    Ok(text)
}

/// The page with the table between its marks.
///
/// # Errors
/// A page without the marks.
pub fn with_table(page: &str, table: &str) -> Result<String, Failure> {
    let parts = page.split_once(MARKS.0).and_then(|(before, rest)| Some((before, rest.split_once(MARKS.1)?.1)));
    let (before, after) =
        parts.ok_or_else(|| Failure::new(format!("the page has no marks {} ... {}", MARKS.0.trim_end(), MARKS.1)))?;
    Ok(format!("{before}{}{table}{}{after}", MARKS.0, MARKS.1))
}
