//! The `azconn` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    azconn::cli::main()
}
