//! `cargo run -p proof`: executes every sample against a real PostgreSQL.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use azconn::catalog::Catalog;
use clap::{Args, Parser, Subcommand};
use proof::outside::{Options, Report};
use proof::plan::Wanted;
use proof::recipe::Skips;
use proof::results::{Results, State};
use proof::scene::Scene;
use proof::{Failure, inside, outside, page};

/// Executes every sample of azconn against a real PostgreSQL over TLS, signing in as on Azure. Needs root, for namespaces.
#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(flatten)]
    run: RunArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// What runs in the namespace; not called by hand.
    #[command(hide = true)]
    Inside {
        /// The scene, JSON.
        scene: PathBuf,
    },
}

#[derive(Args)]
struct RunArgs {
    /// Clients; all when left out.
    #[arg(long)]
    client: Vec<String>,
    /// Auth types.
    #[arg(long)]
    auth: Vec<String>,
    /// Drivers.
    #[arg(long)]
    driver: Vec<String>,
    /// Styles.
    #[arg(long)]
    style: Vec<String>,
    /// Tests: sample, expiry, missing, wrong-scope, plaintext, other-root, wrong-name, ..., mutants.
    #[arg(long)]
    test: Vec<String>,
    /// A folder that is laid over the built-in catalog.
    #[arg(long)]
    catalog: Option<PathBuf>,
    /// Folder for everything that is made.
    #[arg(long, default_value = "target/proof")]
    work: PathBuf,
    /// Folder with recipes and mutants.
    #[arg(long, default_value = "proof")]
    data: PathBuf,
    /// Only variants that changed since the kept result.
    #[arg(long)]
    changed: bool,
    /// Keep the result, and make the README's table of it: results.json in the data folder, README.md beside that.
    #[arg(long, conflicts_with_all = ["test", "no_check"])]
    write: bool,
    /// Leave the languages' checkers out.
    #[arg(long)]
    no_check: bool,
    /// Programs that run side by side.
    #[arg(long, default_value_t = 3)]
    jobs: usize,
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Failure> {
    let cli = Cli::parse();
    if let Some(Command::Inside { scene }) = &cli.command {
        let scene: Scene = serde_json::from_str(&std::fs::read_to_string(scene)?)?;
        let world = Arc::new(inside::build(&scene)?);
        inside::start_turning(&world);
        inside::run(&world, &scene, |outcome| {
            if let Ok(line) = serde_json::to_string(outcome) {
                writeln!(std::io::stdout(), "{line}").ok();
            }
        });
        return Ok(ExitCode::SUCCESS);
    }
    let args = cli.run;
    let catalog = match &args.catalog {
        Some(folder) => Catalog::with_folder(folder)?,
        None => Catalog::builtin(),
    };
    let options = Options {
        wanted: Wanted { clients: args.client, auth: args.auth, drivers: args.driver, styles: args.style },
        tests: args.test,
        work: args.work,
        data: args.data.clone(),
        check: !args.no_check,
        changed_since: args.changed.then(|| Results::read(&args.data)).transpose()?,
        jobs: args.jobs,
        say,
    };
    let report = outside::run(&catalog, &options)?;
    if args.write {
        let mut results = Results::read(&args.data)?;
        results.merge(&report, &args.data);
        results.retain_planned(&catalog)?;
        results.write(&args.data)?;
        let readme = args.data.join("../README.md");
        let text = page::with_table(&std::fs::read_to_string(&readme)?, &page::table(&catalog, &results)?)?;
        std::fs::write(readme, text)?;
    }
    let well = summary(&report, &Skips::read(&args.data)?);
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").ok();
}

/// Prints the table, what is wrong, and the counts; whether all is well.
fn summary(report: &Report, skips: &Skips) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut well = true;
    for one in &report.executed {
        let state = one.state();
        *counts.entry(state.word()).or_default() += 1;
        let seconds: f64 = one.outcomes.iter().map(|outcome| outcome.seconds).sum();
        let mut line =
            format!("{:9} {:58} {:3} tests {seconds:6.1} s", state.word(), one.planned.id, one.outcomes.len());
        if let Some(why) = &one.skipped {
            let allowed = skips.reason(&one.planned.id);
            line += &format!("  skipped: {}", allowed.unwrap_or(why));
            well &= allowed.is_some();
        }
        well &= state != State::Failed;
        say(&line);
        for outcome in one.outcomes.iter().filter(|outcome| outcome.failure.is_some()) {
            say(&format!("          {}: {}", outcome.test, outcome.failure.as_deref().unwrap_or_default()));
        }
        if let Some(broken) = &one.broken {
            say(&format!("          {broken}"));
        }
    }
    let mut checked: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for one in &report.executed {
        let (passed, made) = checked.entry(&one.planned.sample.client).or_default();
        *made += 1;
        *passed += usize::from(one.broken.is_none() && one.skipped.is_none());
    }
    for (client, (passed, made)) in checked {
        say(&format!("checked by the tools of {client}: {passed} of {made} samples"));
    }
    let mut mutants: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for one in &report.mutated {
        let (killed, made) = mutants.entry(&one.client).or_default();
        *made += 1;
        *killed += usize::from(one.alive.is_none());
        if let Some(why) = &one.alive {
            well = false;
            say(&format!(
                "ALIVE  {} {}-{}/{} {}: {why}",
                one.client, one.mutant.driver, one.mutant.style, one.mutant.auth, one.mutant.name
            ));
        }
    }
    for (client, (killed, made)) in mutants {
        say(&format!("mutants of {client}: {killed} of {made} killed"));
    }
    closer_look(report);
    let cases: usize = report.executed.iter().map(|one| one.outcomes.len()).sum();
    let again = report
        .executed
        .iter()
        .flat_map(|one| &one.outcomes)
        .filter(|outcome| outcome.tries > 1 && outcome.failure.is_none());
    say(&format!("passed at the second try only: {}", again.count()));
    let list: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    say(&format!("{} variants, {cases} cases: {}", report.executed.len(), list.join(", ")));
    let failed = counts.get("failed").copied().unwrap_or(0);
    let skipped = counts.get("skipped").copied().unwrap_or(0);
    say(&format!("{} passed, {failed} failed, {skipped} skipped", report.executed.len() - failed - skipped));
    well
}

/// The first failed case of each client with the end of what its program printed: CI keeps no other trace of it.
fn closer_look(report: &Report) {
    let mut clients = BTreeSet::new();
    for one in &report.executed {
        for outcome in &one.outcomes {
            let Some(failure) = &outcome.failure else { continue };
            if clients.insert(one.planned.sample.client.clone()) {
                say(&format!("{} ({}): {failure}", outcome.variant, outcome.test));
                for line in &outcome.last_lines {
                    say(&format!("    {line}"));
                }
            }
        }
    }
}
