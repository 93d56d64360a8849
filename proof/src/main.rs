//! `cargo run -p proof`: executes every sample against a real PostgreSQL.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use azconn::catalog::Catalog;
use clap::{Args, Parser, Subcommand};
use proof::outside::{Options, Report};
use proof::plan::Wanted;
use proof::scene::Scene;
use proof::{Failure, inside, outside};

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
        data: args.data,
        check: !args.no_check,
        jobs: args.jobs,
        say,
    };
    let report = outside::run(&catalog, &options)?;
    Ok(if summary(&report) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").ok();
}

/// Prints what failed and the counts; whether all is well.
fn summary(report: &Report) -> bool {
    let mut failed = 0;
    let mut cases = 0;
    for one in &report.executed {
        failed += usize::from(one.broken.is_some());
        cases += one.outcomes.len();
        failed += one.outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
    }
    let mut alive = 0;
    for one in &report.mutated {
        if let Some(why) = &one.alive {
            alive += 1;
            say(&format!("ALIVE  {} {}-{}/{} {}: {why}", one.client, one.mutant.driver, one.mutant.style, one.mutant.auth, one.mutant.name));
        }
    }
    let made = report.mutated.len();
    say(&format!("{} variants, {cases} cases, {failed} failed; {} of {made} mutants killed", report.executed.len(), made - alive));
    failed == 0 && alive == 0
}
