//! Outside the namespace: what is planned is rendered, installed, built and checked, then executed inside.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use azconn::catalog::Catalog;

use crate::Failure;
use crate::cases::Maker;
use crate::plan::{Planned, Wanted, plan};
use crate::project::Projects;
use crate::recipe::{Mutant, Mutants, Recipe};
use crate::results::{Results, State};
use crate::scene::{Case, Outcome, Scene};

/// What to run, and where.
pub struct Options {
    /// Which variants.
    pub wanted: Wanted,
    /// Which tests, by the first word of their names; all when empty. `mutants` stands for the mutants.
    pub tests: Vec<String>,
    /// The suite's folder: everything that it makes lies there.
    pub work: PathBuf,
    /// The folder with `recipes` and `mutants`.
    pub data: PathBuf,
    /// Whether samples go through their language's checkers.
    pub check: bool,
    /// Only variants that this result does not have as they are now.
    pub changed_since: Option<Results>,
    /// Programs that run side by side.
    pub jobs: usize,
    /// Shows what happens.
    pub say: fn(&str),
}

impl Options {
    fn is_everything(&self) -> bool {
        let Wanted { clients, auth, drivers, styles } = &self.wanted;
        [clients, auth, drivers, styles].iter().all(|list| list.is_empty()) && self.changed_since.is_none()
    }
}

/// One variant with what became of it.
pub struct Executed {
    /// The variant.
    pub planned: Planned,
    /// Why it cannot run here at all.
    pub skipped: Option<String>,
    /// Why it could not be installed, built or checked.
    pub broken: Option<String>,
    /// What became of its cases.
    pub outcomes: Vec<Outcome>,
}

impl Executed {
    /// How far it came.
    pub fn state(&self) -> State {
        if self.skipped.is_some() {
            State::Skipped
        } else if self.broken.is_some() || self.outcomes.iter().any(|outcome| outcome.failure.is_some()) {
            State::Failed
        } else if self.outcomes.is_empty() {
            State::Compiled
        } else {
            State::Executed
        }
    }

    /// Names of the tests that it passed, sorted.
    pub fn passed(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .outcomes
            .iter()
            .filter(|outcome| outcome.failure.is_none())
            .map(|outcome| outcome.test.clone())
            .collect();
        names.sort();
        names
    }
}

/// One mutant with what became of it.
pub struct Mutated {
    /// The client.
    pub client: String,
    /// The edit.
    pub mutant: Mutant,
    /// Nothing when it was killed, otherwise why not.
    pub alive: Option<String>,
}

/// What a whole run gave.
pub struct Report {
    /// Variants.
    pub executed: Vec<Executed>,
    /// Mutants.
    pub mutated: Vec<Mutated>,
    /// Versions by client, then name.
    pub versions: BTreeMap<String, BTreeMap<String, String>>,
}

/// The recipe of what the suite itself needs.
const BASE: &str = "base";

struct Prepared<'p> {
    planned: &'p Planned,
    folder: PathBuf,
    broken: Option<String>,
}

/// Runs everything that is wanted.
///
/// # Errors
/// When the suite itself cannot work; what fails in a variant is in the report.
pub fn run(catalog: &Catalog, options: &Options) -> Result<Report, Failure> {
    fs::create_dir_all(&options.work)?;
    let work = fs::canonicalize(&options.work)?;
    let mut planned = plan(catalog, &options.wanted)?;
    if let Some(results) = &options.changed_since {
        planned.retain(|planned| !results.fits(&planned.id, &planned.sample));
    }
    let projects = Projects::new(&work, &options.data)?;
    let base = Recipe::read(&options.data, BASE)?;
    projects.install(BASE, &base)?;
    let mut versions = BTreeMap::from([("server".to_owned(), read_versions(&base, &work, BASE)?)]);
    let clients: BTreeSet<String> = planned.iter().map(|planned| planned.sample.client.clone()).collect();
    let mut recipes = BTreeMap::new();
    let mut absent = BTreeMap::new();
    for client in clients {
        let recipe = Recipe::read(&options.data, &client)?;
        (options.say)(&format!("{client}: what its samples need"));
        match projects.install(&client, &recipe).and_then(|()| read_versions(&recipe, &work, &client)) {
            Ok(found) => {
                versions.insert(client.clone(), found);
                recipes.insert(client, recipe);
            }
            Err(error) => {
                (options.say)(&format!("skipped: {client}: {error}"));
                absent.insert(client, error.to_string());
            }
        }
    }
    let (planned, without): (Vec<Planned>, Vec<Planned>) =
        planned.into_iter().partition(|planned| recipes.contains_key(&planned.sample.client));
    let start = Instant::now();
    let prepared = prepare(&projects, &planned, &recipes, &work, options);
    (options.say)(&format!(
        "{} samples installed, built and checked in {:.0} s",
        prepared.len(),
        start.elapsed().as_secs_f64()
    ));

    let maker = Maker::new(&work);
    let mut cases = Vec::new();
    for one in prepared.iter().filter(|one| one.broken.is_none()) {
        let made = maker.cases(one.planned, recipe_of(&recipes, one.planned)?, &one.folder)?;
        cases.extend(made.into_iter().filter(|case| is_wanted(&options.tests, &case.test)));
    }
    let (mut mutated, mutant_cases) = if is_wanted(&options.tests, "mutants") {
        mutants(&projects, &planned, &recipes, &maker, &work, options)?
    } else {
        (Vec::new(), Vec::new())
    };
    cases.extend(mutant_cases);

    let outcomes = inside(Scene { bundles: bundles(&work, &recipes), work, cases, jobs: options.jobs }, options.say)?;
    for one in mutated.iter_mut().filter(|one| one.alive.is_some()) {
        let name = mutant_name(&one.client, &one.mutant);
        if let Some(outcome) = outcomes.iter().find(|outcome| outcome.variant == name) {
            one.alive.clone_from(&outcome.alive);
        }
    }
    let skipped = without.into_iter().map(|planned| Executed {
        skipped: absent.get(&planned.sample.client).cloned(),
        planned,
        broken: None,
        outcomes: Vec::new(),
    });
    let executed = prepared
        .into_iter()
        .map(|one| Executed {
            skipped: None,
            outcomes: outcomes.iter().filter(|outcome| outcome.variant == one.planned.id).cloned().collect(),
            planned: one.planned.clone(),
            broken: one.broken,
        })
        .chain(skipped)
        .collect();
    Ok(Report { executed, mutated, versions })
}

fn recipe_of<'r>(recipes: &'r BTreeMap<String, Recipe>, planned: &Planned) -> Result<&'r Recipe, Failure> {
    recipes.get(&planned.sample.client).ok_or_else(|| Failure::new(format!("{}: no recipe", planned.sample.client)))
}

fn is_wanted(tests: &[String], test: &str) -> bool {
    tests.is_empty() || tests.iter().any(|wanted| test.split([' ', ',']).next() == Some(wanted))
}

fn read_versions(recipe: &Recipe, work: &Path, client: &str) -> Result<BTreeMap<String, String>, Failure> {
    let ask = |command: &String| {
        let command = crate::cases::fill(command, work, client);
        crate::shell::output(Command::new("bash").arg("-c").arg(command)).map(|text| text.trim().to_owned())
    };
    recipe.versions.iter().map(|(name, command)| Ok((name.clone(), ask(command)?))).collect()
}

fn prepare<'p>(
    projects: &Projects<'_>,
    planned: &'p [Planned],
    recipes: &BTreeMap<String, Recipe>,
    work: &Path,
    options: &Options,
) -> Vec<Prepared<'p>> {
    in_parallel(planned.iter().collect(), options.jobs, |one: &Planned| {
        let folder = work.join("samples").join(&one.id);
        let result =
            recipe_of(recipes, one).and_then(|recipe| projects.prepare(&one.sample, recipe, &folder, options.check));
        if let Err(error) = &result {
            (options.say)(&format!("FAILED {}: {error}", one.id));
        }
        Prepared { planned: one, folder, broken: result.err().map(|error| error.to_string()) }
    })
}

/// What `work` gives for each item, in the items' order, in so many threads.
fn in_parallel<T: Send, R: Send>(items: Vec<T>, jobs: usize, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let queue = Mutex::new(items.into_iter().enumerate().collect::<VecDeque<_>>());
    let done = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    let Some((number, item)) = next else { break };
                    let result = work(item);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(number, result);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

fn mutant_name(client: &str, mutant: &Mutant) -> String {
    let compute = mutant.compute.as_ref().map(|compute| format!("@{compute}")).unwrap_or_default();
    format!("mutant {client}/{}-{}/{}{compute}: {}", mutant.driver, mutant.style, mutant.auth, mutant.name)
}

/// Lays each mutant as a project and makes the one case that has to kill it.
fn mutants(
    projects: &Projects<'_>,
    planned: &[Planned],
    recipes: &BTreeMap<String, Recipe>,
    maker: &Maker<'_>,
    work: &Path,
    options: &Options,
) -> Result<(Vec<Mutated>, Vec<Case>), Failure> {
    let mut wanted = Vec::new();
    for (client, recipe) in recipes {
        for (number, mutant) in Mutants::read(&options.data, client)?.into_iter().enumerate() {
            let suffix = mutant.compute.as_ref().map(|compute| format!("@{compute}")).unwrap_or_default();
            let id = format!("{client}/{}-{}/{}{suffix}", mutant.driver, mutant.style, mutant.auth);
            match planned.iter().find(|planned| planned.id == id) {
                Some(original) => wanted.push((client, recipe, number, mutant, original)),
                // Of a selection, other variants' mutants are left out; of everything, there is none without a variant.
                None if options.is_everything() => {
                    return Err(Failure::new(format!("a mutant of {id}, which is no variant")));
                }
                None => {}
            }
        }
    }
    let made = in_parallel(wanted, options.jobs, |(client, recipe, number, mutant, original)| {
        let folder = work.join("mutants").join(client).join(number.to_string());
        let name = mutant_name(client, &mutant);
        let case = mutate(original, &mutant).and_then(|planned| {
            projects.prepare_mutant(&planned.sample, recipe, &folder, &work.join("samples").join(&planned.id))?;
            let all = maker.cases(&planned, recipe, &folder)?;
            let found = all.into_iter().find(|case| case.test == mutant.test);
            found.ok_or_else(|| Failure::new(format!("there is no test `{}`", mutant.test)))
        });
        let (alive, case) = match case {
            Ok(case) => (
                "it was not run".to_owned(),
                Some(Case { variant: name, killed_by: Some(mutant.killed_by.clone()), ..case }),
            ),
            Err(error) => {
                (options.say)(&format!("FAILED {name}: {error}"));
                (error.to_string(), None)
            }
        };
        (Mutated { client: client.clone(), mutant, alive: Some(alive) }, case)
    });
    let (mutated, cases): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    Ok((mutated, cases.into_iter().flatten().collect()))
}

fn mutate(original: &Planned, mutant: &Mutant) -> Result<Planned, Failure> {
    let mut planned = original.clone();
    let file = planned
        .sample
        .files
        .iter_mut()
        .find(|file| file.path == mutant.file)
        .ok_or_else(|| Failure::new(format!("there is no file {}", mutant.file)))?;
    if !file.text.contains(&mutant.from) {
        return Err(Failure::new(format!("{} does not hold `{}`", mutant.file, mutant.from)));
    }
    file.text = file.text.replace(&mutant.from, &mutant.to);
    Ok(planned)
}

/// Bundles of root certificates below the shared folders.
fn bundles(work: &Path, recipes: &BTreeMap<String, Recipe>) -> Vec<PathBuf> {
    let ends: Vec<&String> = recipes.values().flat_map(|recipe| &recipe.bundles).collect();
    if ends.is_empty() {
        return Vec::new();
    }
    let all = walkdir::WalkDir::new(work.join("deps")).into_iter().flatten();
    all.map(walkdir::DirEntry::into_path).filter(|path| ends.iter().any(|end| path.ends_with(end))).collect()
}

/// Runs the scene in a namespace: this program again, as the first process of its own process tree, so that all it started
/// ends with it.
fn inside(scene: Scene, say: fn(&str)) -> Result<Vec<Outcome>, Failure> {
    if scene.cases.is_empty() {
        return Ok(Vec::new());
    }
    let path = scene.work.join("scene.json");
    fs::write(&path, serde_json::to_string(&scene)?)?;
    say(&format!("{} cases", scene.cases.len()));
    let mut child = Command::new("unshare")
        .args(["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"])
        .arg(std::env::current_exe()?)
        .arg("inside")
        .arg(&path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut outcomes = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let outcome: Outcome = serde_json::from_str(&line?)?;
            let name = format!("{} ({}) {:.1} s", outcome.variant, outcome.test, outcome.seconds);
            match &outcome.failure {
                // A mutant that fails is what is wanted.
                _ if outcome.variant.starts_with("mutant ") => {}
                None if outcome.tries > 1 => say(&format!("ok     {name}, at the second try")),
                None => say(&format!("ok     {name}")),
                Some(failure) => say(&format!("FAILED {name}: {failure}\n       {}", outcome.output.display())),
            }
            outcomes.push(outcome);
        }
    }
    let status = child.wait()?;
    if status.success() {
        Ok(outcomes)
    } else {
        Err(Failure::new(format!("the run inside the namespace failed: {status}")))
    }
}
