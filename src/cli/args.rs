//! The command line's words.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::catalog::Style;

/// Writes and checks the code that connects an application to Azure Database for PostgreSQL.
#[derive(Debug, Parser)]
#[command(name = "azconn", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "Examples:
  azconn generate --client python --auth user-identity > main.py
  azconn generate --client go --auth system-identity --style pool --out app
  azconn describe --client dotnet --auth secret
  azconn lint src
  azconn list")]
pub struct Cli {
    /// Lay a folder of your own over the built-in catalog: a file there replaces the one of the same path, or adds one.
    #[arg(long, global = true, value_name = "DIR")]
    pub catalog: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a complete sample that connects.
    Generate(GenerateArgs),
    /// List clients, auth types, drivers and styles.
    List(ListArgs),
    /// Tell everything about a cell: environment, dependencies, commands, grants, pages.
    Describe(DescribeArgs),
    /// Hold code against the catalog: where is its connection wrong?
    Lint(LintArgs),
    /// List the rules of `lint`.
    Rules(RulesArgs),
    /// Tell what a rule reports, and why.
    #[command(after_help = "Examples:
  azconn explain token-kept")]
    Explain {
        /// The rule's id (see `azconn rules`).
        rule: String,
    },
    /// Check a catalog, or print its JSON Schema.
    Catalog {
        /// Which.
        #[command(subcommand)]
        command: CatalogCommand,
    },
    /// Print completions for a shell.
    #[command(after_help = "Examples:
  azconn completions bash > /etc/bash_completion.d/azconn
  azconn completions zsh > ~/.zfunc/_azconn")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Which sample is meant.
#[derive(Debug, Args)]
pub struct VariantArgs {
    /// What the application is written with (see `azconn list`).
    #[arg(long, short)]
    pub client: Option<String>,
    /// How it signs in: system-identity, user-identity, secret, service-principal.
    #[arg(long, short)]
    pub auth: Option<String>,
    /// The library that the code calls; the client's default one when left out.
    #[arg(long, short)]
    pub driver: Option<String>,
    /// One connection, or a long-lived pool; one connection where the driver has it when left out.
    #[arg(long, short, value_enum)]
    pub style: Option<Style>,
    /// Where the application runs: webapp, functionapp, containerapp, aks, spring, local.
    #[arg(long)]
    pub compute: Option<String>,
    /// AzureCloud, AzureUSGovernment or AzureChinaCloud.
    #[arg(long)]
    pub cloud: Option<String>,
    /// The server's name or host name, for the example environment and the commands.
    #[arg(long, value_name = "NAME")]
    pub server: Option<String>,
    /// The database's name, likewise.
    #[arg(long, value_name = "NAME")]
    pub database: Option<String>,
    /// The role's name, likewise.
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
}

/// `azconn generate`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  azconn generate --client python --auth user-identity            the program on standard output
  azconn generate -c nodejs -a secret --style pool --out app      a project that runs
  az webapp connection list-configuration -g G -n N --connection C -o json |
    azconn generate --from - --out app --env-out app/.env         with the names and values of a real connection
  azconn generate --all --out samples                             every cell, driver and style")]
pub struct GenerateArgs {
    /// Which sample.
    #[command(flatten)]
    pub variant: VariantArgs,
    /// Read names and values from what `az ... connection list-configuration -o json` prints; `-` is standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "all")]
    pub from: Option<PathBuf>,
    /// With --from: write the connection's real values, secrets among them, to this file (mode 0600).
    #[arg(long, value_name = "FILE", requires = "from")]
    pub env_out: Option<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = SampleFormat::Code, conflicts_with = "out")]
    pub format: SampleFormat,
    /// Print this file of the sample alone.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["out", "format"])]
    pub file: Option<String>,
    /// Write the whole project into this folder.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// With --out: overwrite files that are there.
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Every cell, driver and style, each into a folder of its own below --out.
    #[arg(long, requires = "out", conflicts_with_all = ["client", "auth", "driver", "style"])]
    pub all: bool,
}

/// How to print a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SampleFormat {
    /// Program and settings files, one of them bare.
    Code,
    /// Everything, for programs.
    Json,
    /// Program and settings files as fences, for documentation.
    Markdown,
}

/// `azconn list`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  azconn list
  azconn list --format json | jq -r '.clients[].id'")]
pub struct ListArgs {
    /// How to print.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
}

/// `azconn lint`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  azconn lint                                    everything below this folder, as git sees it
  azconn lint --auth user-identity app.py        told how it signs in, more can be seen
  azconn lint --format concise src               one line a finding
  azconn lint README.md explore.ipynb            the code in a document or a notebook
  cat app.py | azconn lint --stdin-filename app.py -

Exit codes: 0 nothing found, 1 something is shown, 2 the call or the catalog is wrong.
A comment `azconn: allow RULE` on the line, or on a line of its own before it, silences a finding there.")]
pub struct LintArgs {
    /// Files and folders; this folder when left out. `-` is standard input, with --stdin-filename.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The client that the code is written for (see `azconn list`); inferred when left out.
    #[arg(long, short)]
    pub client: Option<String>,
    /// How it signs in: system-identity, user-identity, secret, service-principal; inferred when left out.
    #[arg(long, short)]
    pub auth: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = LintFormat::Human)]
    pub format: LintFormat,
    /// The name under which standard input is linted: its ending tells the language.
    #[arg(long, value_name = "F")]
    pub stdin_filename: Option<PathBuf>,
    /// Show what is only likely to be wrong, too.
    #[arg(long)]
    pub pedantic: bool,
    /// Exit with 0 whatever is found.
    #[arg(long)]
    pub exit_zero: bool,
    /// Show and count nothing below this.
    #[arg(long, value_enum, default_value_t = MinSeverity::Warning)]
    pub min_severity: MinSeverity,
    /// Skip files with more bytes; skipped files are named.
    #[arg(long, value_name = "BYTES", default_value_t = 2_000_000)]
    pub max_file_size: u64,
}

/// How to print findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// Frames of code, for people.
    Human,
    /// One line a finding, for hooks and coding assistants.
    Concise,
    /// Everything, for programs.
    Json,
}

/// The least severity that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MinSeverity {
    /// Everything.
    Warning,
    /// Errors alone.
    Error,
}

/// `azconn rules`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  azconn rules
  azconn rules --format json | jq -r '.[].id'")]
pub struct RulesArgs {
    /// How to print.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
}

/// How to print a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// `azconn describe`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  azconn describe --client java --auth user-identity
  azconn describe -c python -a secret --compute aks --server db1 --database shop
  azconn describe -c springboot -a secret --format env > connection.properties")]
pub struct DescribeArgs {
    /// Which cell.
    #[command(flatten)]
    pub variant: VariantArgs,
    /// How to print.
    #[arg(long, value_enum, default_value_t = DescribeFormat::Text)]
    pub format: DescribeFormat,
}

/// How to print a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DescribeFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// The example environment alone: `.env` for variables, `.properties` for Spring.
    Env,
}

/// `azconn catalog`.
#[derive(Debug, Subcommand)]
pub enum CatalogCommand {
    /// Check every file of the catalog, templates included.
    #[command(after_help = "Examples:
  azconn catalog check              the built-in catalog
  azconn catalog check my-catalog   with your folder laid over it")]
    Check {
        /// A folder laid over the built-in catalog.
        folder: Option<PathBuf>,
    },
    /// Print the JSON Schema of the catalog's files.
    #[command(after_help = "Examples:
  azconn catalog schema > azconn-catalog.schema.json
  # then, as the first line of clients/my-client.yaml, for editors with the YAML language server:
  # yaml-language-server: $schema=azconn-catalog.schema.json")]
    Schema,
}
