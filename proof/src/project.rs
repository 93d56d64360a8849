//! A sample as a project on disk: written, its dependencies laid, built and checked.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use azconn::catalog::FileKind;
use azconn::generate::Sample;

use crate::Failure;
use crate::cases::fill;
use crate::recipe::Recipe;
use crate::registry::digest;
use crate::shell::{Ran, output, script};

/// What installing, building or checking one project may take on two cores from nothing.
const LIMIT: Duration = Duration::from_secs(1200);
/// What was installed, built and checked already, with this content, is not again.
const STATE: &str = ".proof-state";

/// Runs commands in a folder.
type Run<'r> = dyn Fn(&[String], &Path) -> Result<(), Failure> + 'r;

/// Lays projects below the suite's folder.
pub struct Projects<'a> {
    work: &'a Path,
    environment: BTreeMap<String, String>,
    /// Shared folders are made by one thread only.
    sharing: Mutex<()>,
    /// Whether Debian's lists of packages were read anew.
    updated: OnceLock<()>,
}

impl<'a> Projects<'a> {
    /// Projects below `work`. Commands of a recipe find the repository, the parent of `data`, in `$AZCONN_REPOSITORY`.
    ///
    /// # Errors
    /// When `data` is no folder.
    pub fn new(work: &'a Path, data: &Path) -> Result<Self, Failure> {
        let mut environment: BTreeMap<String, String> = std::env::vars().collect();
        environment.insert("DEBIAN_FRONTEND".to_owned(), "noninteractive".to_owned());
        let repository = fs::canonicalize(data.join(".."))?;
        environment.insert("AZCONN_REPOSITORY".to_owned(), repository.display().to_string());
        Ok(Self { work, environment, sharing: Mutex::new(()), updated: OnceLock::new() })
    }

    /// Installs what a client's recipe needs on the machine, and its tools.
    ///
    /// # Errors
    /// What the installer says.
    pub fn install(&self, client: &str, recipe: &Recipe) -> Result<(), Failure> {
        let tools = self.work.join("tools").join(client);
        fs::create_dir_all(&tools)?;
        let environment = self.with(client, &recipe.environment);
        for need in &recipe.needs {
            let log = tools.join("need.log");
            let have = std::slice::from_ref(&need.have);
            if !script(have, &tools, &environment, &log, LIMIT).is_ok_and(|ran| ran.succeeded()) {
                let commands = self.filled(client, &need.install);
                if commands.iter().any(|command| command.starts_with("apt-get")) && self.updated.set(()).is_ok() {
                    let update = ["apt-get update --quiet".to_owned()];
                    expect(script(&update, &tools, &environment, &log, LIMIT)?, &update)?;
                }
                expect(script(&commands, &tools, &environment, &log, LIMIT)?, &commands)?;
            }
        }
        if recipe.tools.is_empty() {
            return Ok(());
        }
        let commands = self.filled(client, &recipe.tools);
        let wanted = digest(&[&commands.join("\n")]);
        if fs::read_to_string(tools.join(STATE)).ok().as_deref() != Some(&wanted) {
            expect(script(&commands, &tools, &environment, &tools.join("tools.log"), LIMIT)?, &commands)?;
            fs::write(tools.join(STATE), wanted)?;
        }
        Ok(())
    }

    /// Writes a sample into `folder`, installs and builds it; with `check` it goes through the recipe's checks too.
    ///
    /// # Errors
    /// What the language's tools say.
    pub fn prepare(&self, sample: &Sample, recipe: &Recipe, folder: &Path, check: bool) -> Result<(), Failure> {
        let Some(wanted) = lay(sample, folder, &format!("{recipe:?} {check}"))? else { return Ok(()) };
        let client = &sample.client;
        let environment = self.with(client, &recipe.environment);
        let run = |commands: &[String], folder: &Path| self.run(client, commands, folder, &environment);
        let install = if recipe.install.is_empty() { &sample.install } else { &recipe.install };
        if recipe.shares.is_empty() {
            run(install, folder)?;
        } else {
            let shared = self.shared(sample, recipe, install, &run)?;
            for name in &recipe.shares {
                symlink(shared.join(name), folder.join(name))?;
            }
        }
        run(&recipe.build, folder)?;
        if check {
            // Each by itself, so that its failure names it.
            for command in &recipe.check {
                run(std::slice::from_ref(command), folder)?;
            }
        }
        fs::write(folder.join(STATE), wanted)?;
        Ok(())
    }

    /// Writes a mutant of the sample that was built in `original` into `folder` and builds it.
    ///
    /// # Errors
    /// What the language's tools say.
    pub fn prepare_mutant(
        &self,
        mutant: &Sample,
        recipe: &Recipe,
        folder: &Path,
        original: &Path,
    ) -> Result<(), Failure> {
        let Some(short) = recipe.mutant.as_ref().filter(|_| original.join(STATE).exists()) else {
            return self.prepare(mutant, recipe, folder, false);
        };
        let Some(wanted) = lay(mutant, folder, &format!("{recipe:?}"))? else { return Ok(()) };
        for name in &short.copies {
            let to = folder.join(name);
            fs::create_dir_all(to.parent().unwrap_or(folder))?;
            // With its times, by which a compiler knows that the sources are newer.
            output(Command::new("cp").arg("-a").arg(original.join(name)).arg(to))?;
        }
        let client = &mutant.client;
        let mut environment = self.with(client, &recipe.environment);
        environment.extend(short.environment.clone());
        self.run(client, &short.install, folder, &environment)?;
        fs::write(folder.join(STATE), wanted)?;
        Ok(())
    }

    /// Runs commands in a folder, if there are any.
    fn run(
        &self,
        client: &str,
        commands: &[String],
        folder: &Path,
        environment: &BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        let commands = self.filled(client, commands);
        if commands.is_empty() {
            return Ok(());
        }
        expect(script(&commands, folder, environment, &folder.join(".proof.log"), LIMIT)?, &commands)
    }

    /// The folder in which the install commands ran for these manifests.
    fn shared(&self, sample: &Sample, recipe: &Recipe, install: &[String], run: &Run<'_>) -> Result<PathBuf, Failure> {
        let manifests: Vec<_> = sample.files.iter().filter(|file| file.kind == FileKind::Manifest).collect();
        let mut texts: Vec<&str> = manifests.iter().flat_map(|file| [file.path.as_str(), file.text.as_str()]).collect();
        texts.extend(install.iter().chain(&recipe.shares).map(String::as_str));
        let key: String = digest(&texts).chars().filter(char::is_ascii_alphanumeric).take(12).collect();
        let folder = self.work.join("deps").join(format!("{}-{key}", sample.client));
        let _only = self.sharing.lock().unwrap_or_else(PoisonError::into_inner);
        if folder.join(STATE).exists() {
            return Ok(folder);
        }
        fs::create_dir_all(&folder)?;
        for file in manifests {
            fs::write(folder.join(&file.path), &file.text)?;
        }
        run(install, &folder)?;
        fs::write(folder.join(STATE), "")?;
        Ok(folder)
    }

    fn with(&self, client: &str, more: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut environment = self.environment.clone();
        environment.extend(more.iter().map(|(name, value)| (name.clone(), fill(value, self.work, client))));
        environment
    }

    fn filled(&self, client: &str, commands: &[String]) -> Vec<String> {
        commands.iter().map(|command| fill(command, self.work, client)).collect()
    }
}

/// Writes a sample's files into a folder that holds nothing else. Gives what marks the folder as done; nothing when it is
/// done already with these files in the same `way`.
fn lay(sample: &Sample, folder: &Path, way: &str) -> Result<Option<String>, Failure> {
    let mut texts: Vec<&str> = sample.files.iter().flat_map(|file| [file.path.as_str(), file.text.as_str()]).collect();
    texts.push(way);
    let wanted = digest(&texts);
    if fs::read_to_string(folder.join(STATE)).ok().as_deref() == Some(&wanted) {
        return Ok(None);
    }
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for file in &sample.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, &file.text)?;
    }
    Ok(Some(wanted))
}

fn expect(ran: Ran, commands: &[String]) -> Result<(), Failure> {
    if ran.succeeded() {
        return Ok(());
    }
    let lines: Vec<&str> = ran.output.lines().collect();
    let tail = lines[lines.len().saturating_sub(40)..].join("\n");
    Err(Failure::new(format!("`{}` failed ({:?}):\n{tail}", commands.join("; "), ran.code)))
}
