//! Arguments in, exit code out.

mod args;
mod catalog;
mod generate;
mod lint;
mod project;

use std::io::{Read, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::catalog::{Catalog, CatalogError};
use crate::generate::GenerateError;
use args::{Cli, Command};

/// The streams of one call, so that a call can be tested without a process.
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output: what was asked for.
    pub output: &'a mut dyn Write,
    /// Standard error: notices and errors.
    pub notices: &'a mut dyn Write,
    /// Whether standard output takes colours.
    pub styled: bool,
}

/// What went wrong, for people. Every one of these means exit code 2.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    #[error(transparent)]
    Generate(#[from] GenerateError),
    #[error("{0}")]
    Call(String),
    #[error("cannot write {path}: {source}")]
    Write { path: String, source: std::io::Error },
    #[error("cannot read {path}: {source}")]
    Read { path: String, source: std::io::Error },
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

/// The process: its arguments and streams.
pub fn main() -> ExitCode {
    let (mut input, mut output, mut notices) = (std::io::stdin(), anstream::stdout(), anstream::stderr());
    let styled = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let mut streams = Streams { input: &mut input, output: &mut output, notices: &mut notices, styled };
    ExitCode::from(run(std::env::args_os(), &mut streams))
}

/// One call. Returns the exit code: 0 all well, 1 findings, 2 the call or the catalog is wrong.
pub fn run<A>(args: impl IntoIterator<Item = A>, streams: &mut Streams<'_>) -> u8
where
    A: Into<std::ffi::OsString> + Clone,
{
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let text = error.render();
            let stream = if error.use_stderr() { &mut *streams.notices } else { &mut *streams.output };
            // Nothing is left to tell anybody when the stream itself is gone.
            let _ = write!(stream, "{}", text.ansi());
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    match dispatch(&cli, streams).and_then(|code| streams.output.flush().map(|()| code).map_err(Failure::from)) {
        Ok(code) => code,
        // A reader such as head(1) has seen enough.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(failure) => {
            let _ = writeln!(streams.notices, "error: {failure}");
            2
        }
    }
}

fn dispatch(cli: &Cli, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let catalog = match &cli.catalog {
        Some(folder) => Catalog::with_folder(folder)?,
        None => Catalog::builtin(),
    };
    match &cli.command {
        Command::Generate(args) => generate::generate(&catalog, args, streams),
        Command::List(args) => generate::list(&catalog, args, streams),
        Command::Describe(args) => generate::describe(&catalog, args, streams),
        Command::Lint(args) => lint::lint(&catalog, args, streams),
        Command::Rules(args) => lint::rules(&catalog, args, streams),
        Command::Explain { rule } => lint::explain(&catalog, rule, streams),
        Command::Catalog { command } => catalog::catalog(&catalog, command, streams),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::command(), "azconn", &mut streams.output);
            Ok(0)
        }
    }
}
