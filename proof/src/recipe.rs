//! How one client's samples are installed, built and checked on this machine: `proof/recipes/<client>.yaml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Failure;

/// One client's recipe. In every command and value `{work}` is the suite's folder and `{tools}` the client's folder for tools.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// What has to be on the machine.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Commands that install the checkers, once, run in `{tools}`.
    #[serde(default)]
    pub tools: Vec<String>,
    /// Name and command of each version that stands in the result, such as the language's own.
    #[serde(default)]
    pub versions: BTreeMap<String, String>,
    /// Folders that a sample's own install commands make, made once for each set of manifests and then linked.
    #[serde(default)]
    pub shares: Vec<String>,
    /// Replaces the sample's install commands, where the README's would fetch what the machine has.
    #[serde(default)]
    pub install: Vec<String>,
    /// Commands that build a sample, so that running it builds no more.
    #[serde(default)]
    pub build: Vec<String>,
    /// Commands that check a sample: its language's compiler, formatter and linters, warnings as errors.
    #[serde(default)]
    pub check: Vec<String>,
    /// Replaces the sample's run commands.
    #[serde(default)]
    pub run: Vec<String>,
    /// Variables for install, build, check and run.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// How a mutant is built; as its sample is, when left out.
    #[serde(default)]
    pub mutant: Option<MutantRecipe>,
    /// Variables that make the language trust the run's root, whose certificate is the file `{ca}`.
    #[serde(default)]
    pub trust: BTreeMap<String, String>,
    /// Ends of paths of root bundles below the folders that are shared, over which one with the run's root is bound.
    #[serde(default)]
    pub bundles: Vec<String>,
    /// Whether each sample is also run with every period in a variable's name turned into `_`, as App Service does.
    #[serde(default)]
    pub underscores: bool,
    /// Regular expressions for what a refused program has to say, by test, where the common one does not fit.
    #[serde(default)]
    pub tells: BTreeMap<String, String>,
}

/// A quicker way to a mutant, which needs to compile and not to please: from what the build of its sample left behind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MutantRecipe {
    /// Folders that are copied from the sample's folder.
    pub copies: Vec<String>,
    /// Replaces install and build commands.
    pub install: Vec<String>,
    /// Variables for these commands besides those of the recipe.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
}

/// Something that has to be on the machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// A command that succeeds when it is there.
    pub have: String,
    /// Commands that install it.
    pub install: Vec<String>,
}

/// A table of edits: `proof/mutants/<client>.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutants {
    /// The edits.
    pub mutants: Vec<Mutant>,
}

/// A mistake made on purpose in a rendered sample. The named test must fail, of the cause that the test looks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutant {
    /// What the mistake is.
    pub name: String,
    /// Driver, style and auth type of the sample.
    pub driver: String,
    /// `connect` or `pool`.
    pub style: String,
    /// Auth type.
    pub auth: String,
    /// Compute service, where it is not the default one.
    #[serde(default)]
    pub compute: Option<String>,
    /// The file.
    pub file: String,
    /// What is replaced: text that stands there.
    pub from: String,
    /// By what.
    pub to: String,
    /// The test that has to fail: `sample`, `expiry`, `plaintext`, `other-root`, `wrong-name`, `missing NAME`, ...
    pub test: String,
    /// What must then be seen: the reason that the suite gives, as a regular expression.
    pub killed_by: String,
}

impl Recipe {
    /// Reads the recipe of a client.
    ///
    /// # Errors
    /// When there is none or it is wrong.
    pub fn read(folder: &Path, client: &str) -> Result<Self, Failure> {
        parse(&folder.join("recipes").join(format!("{client}.yaml")))
    }
}

/// The allowed skips: `proof/skips.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skips {
    /// Each with its reason.
    pub skips: Vec<Skip>,
}

/// Variants that cannot run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// A regular expression over ids.
    pub variant: String,
    /// Why.
    pub why: String,
}

impl Skips {
    /// Reads the list.
    ///
    /// # Errors
    /// When it is missing or wrong.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        parse(&folder.join("skips.yaml"))
    }

    /// The reason why a variant may be skipped.
    pub fn reason(&self, id: &str) -> Option<&str> {
        let fits =
            |skip: &&Skip| regex::Regex::new(&format!("^(?:{})$", skip.variant)).is_ok_and(|regex| regex.is_match(id));
        self.skips.iter().find(fits).map(|skip| skip.why.as_str())
    }
}

impl Mutants {
    /// Reads the mutants of a client; none where there is no file.
    ///
    /// # Errors
    /// When the file is wrong.
    pub fn read(folder: &Path, client: &str) -> Result<Vec<Mutant>, Failure> {
        let path = folder.join("mutants").join(format!("{client}.yaml"));
        if path.exists() { Ok(parse::<Self>(&path)?.mutants) } else { Ok(Vec::new()) }
    }
}

fn parse<T: serde::de::DeserializeOwned>(path: &PathBuf) -> Result<T, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    serde_yaml::from_str(&text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}
