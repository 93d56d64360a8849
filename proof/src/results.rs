//! The result of the suite as it is kept: `proof/results.json`. Only the suite writes it, the README's table is made from it,
//! and a test fails where a variant is no longer the one that was executed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use azconn::catalog::Catalog;
use azconn::generate::Sample;
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::outside::Report;
use crate::plan::{Wanted, plan};
use crate::registry::digest;

/// The whole result.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Versions of languages and servers: client (`server` for PostgreSQL), then name.
    pub versions: BTreeMap<String, BTreeMap<String, String>>,
    /// Variants by id.
    pub variants: BTreeMap<String, VariantResult>,
    /// Mutants by client.
    pub mutants: BTreeMap<String, MutantResult>,
}

/// What became of one variant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VariantResult {
    /// How far it came.
    pub state: State,
    /// Of its rendered files and the versions of its language.
    pub digest: String,
    /// Packages and versions of its manifest.
    pub packages: BTreeMap<String, String>,
    /// Tests that passed.
    pub passed: Vec<String>,
    /// Wall-clock time of its tests, rounded.
    pub seconds: u64,
}

/// How far a variant came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It passed every test.
    Executed,
    /// It went through its language's tools, but no test was run.
    Compiled,
    /// It cannot run here; the reason stands in the list of skips.
    Skipped,
    /// Something failed.
    Failed,
}

/// Mutants of one client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MutantResult {
    /// Made.
    pub made: usize,
    /// Killed.
    pub killed: usize,
    /// Of the table of edits.
    pub digest: String,
}

impl State {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Executed => "executed",
            Self::Compiled => "compiled",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// Tells one variant's files and the versions that they ran with from all others.
pub fn variant_digest(sample: &Sample, versions: Option<&BTreeMap<String, String>>) -> String {
    let mut texts: Vec<&str> = sample.files.iter().flat_map(|file| [file.path.as_str(), file.text.as_str()]).collect();
    texts.extend(
        versions
            .iter()
            .flat_map(|versions| versions.iter().flat_map(|(name, version)| [name.as_str(), version.as_str()])),
    );
    digest(&texts)
}

/// The digest of a client's table of edits; empty where it has none.
pub fn mutants_digest(data: &Path, client: &str) -> String {
    fs::read_to_string(data.join("mutants").join(format!("{client}.yaml")))
        .map_or_else(|_| String::new(), |text| digest(&[&text]))
}

impl Results {
    /// Reads the file; an empty result where there is none yet.
    ///
    /// # Errors
    /// A file that is no result.
    pub fn read(data: &Path) -> Result<Self, Failure> {
        let path = data.join("results.json");
        if !path.exists() {
            return Ok(Self::default());
        }
        Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, data: &Path) -> Result<(), Failure> {
        Ok(fs::write(data.join("results.json"), serde_json::to_string_pretty(self)? + "\n")?)
    }

    /// Takes over what a run of whole variants gave. A client whose versions changed loses its older results by their digests.
    pub fn merge(&mut self, report: &Report, data: &Path) {
        self.versions.extend(report.versions.clone());
        for one in &report.executed {
            let sample = &one.planned.sample;
            let result = VariantResult {
                state: one.state(),
                digest: variant_digest(sample, self.versions.get(&sample.client)),
                packages: sample
                    .dependencies
                    .iter()
                    .map(|package| (package.name.clone(), package.version.clone()))
                    .collect(),
                passed: one.passed(),
                seconds: one.outcomes.iter().map(|outcome| outcome.seconds).sum::<f64>().round().max(0.0) as u64,
            };
            self.variants.insert(one.planned.id.clone(), result);
        }
        for client in report.mutated.iter().map(|one| one.client.as_str()).collect::<BTreeSet<_>>() {
            let of_client: Vec<_> = report.mutated.iter().filter(|one| one.client == client).collect();
            let killed = of_client.iter().filter(|one| one.alive.is_none()).count();
            let result = MutantResult { made: of_client.len(), killed, digest: mutants_digest(data, client) };
            self.mutants.insert(client.to_owned(), result);
        }
    }

    /// Drops variants that the catalog no longer has.
    ///
    /// # Errors
    /// A catalog that is broken.
    pub fn retain_planned(&mut self, catalog: &Catalog) -> Result<(), Failure> {
        let ids: BTreeSet<String> = plan(catalog, &Wanted::default())?.into_iter().map(|planned| planned.id).collect();
        self.variants.retain(|id, _| ids.contains(id));
        Ok(())
    }

    /// Whether a variant was executed as it is now.
    pub fn fits(&self, id: &str, sample: &Sample) -> bool {
        self.variants.get(id).is_some_and(|result| {
            result.state == State::Executed
                && result.digest == variant_digest(sample, self.versions.get(&sample.client))
        })
    }
}
