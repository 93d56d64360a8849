//! What the README says was executed is what azconn writes today.

use std::path::Path;

use azconn::catalog::Catalog;
use proof::page;
use proof::plan::{Wanted, plan};
use proof::recipe::{Recipe, Skips};
use proof::results::{Results, State, mutants_digest};

fn data() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_variant_was_executed_as_it_is_now() {
    let catalog = Catalog::builtin();
    let results = Results::read(data()).expect("a result");
    let skips = Skips::read(data()).expect("a list");
    let mut stale = Vec::new();
    let planned = plan(&catalog, &Wanted::default()).expect("renders");
    for one in &planned {
        if skips.reason(&one.id).is_none() && !results.fits(&one.id, &one.sample) {
            stale.push(one.id.as_str());
        }
    }
    assert!(
        stale.is_empty(),
        "{} of {} variants are not the ones that were executed; run `cargo run -p proof -- --changed --write`:\n{}",
        stale.len(),
        planned.len(),
        stale.join("\n")
    );
}

#[test]
fn the_result_holds_nothing_else() {
    let catalog = Catalog::builtin();
    let results = Results::read(data()).expect("a result");
    let ids: Vec<String> = plan(&catalog, &Wanted::default()).expect("renders").into_iter().map(|one| one.id).collect();
    for id in results.variants.keys() {
        assert!(ids.contains(id), "{id} is no variant");
    }
}

#[test]
fn every_mutant_was_killed() {
    let catalog = Catalog::builtin();
    let results = Results::read(data()).expect("a result");
    for id in catalog.client_ids().expect("clients") {
        if catalog.client(&id).expect("sound").drivers.is_empty() {
            continue;
        }
        let mutants = results.mutants.get(&id).unwrap_or_else(|| panic!("{id} has no mutants"));
        assert!(
            mutants.made > 0 && mutants.made == mutants.killed,
            "{id}: {} of {} killed",
            mutants.killed,
            mutants.made
        );
        assert_eq!(mutants.digest, mutants_digest(data(), &id), "the mutants of {id} are not those that were run");
        Recipe::read(data(), &id).expect("a recipe");
    }
}

#[test]
fn the_readme_shows_the_result() {
    let catalog = Catalog::builtin();
    let results = Results::read(data()).expect("a result");
    let readme = std::fs::read_to_string(data().join("../README.md")).expect("a README");
    let table = page::table(&catalog, &results).expect("a table");
    assert_eq!(page::with_table(&readme, &table).expect("marks"), readme);
    assert!(results.variants.values().all(|result| result.state != State::Failed));
}
