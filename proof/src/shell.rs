//! Running other programs: to the end, or until their time is over.

use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;

/// Runs a program and gives its standard output.
///
/// # Errors
/// When it cannot start or fails; the message holds what it said.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let done = command.stdin(Stdio::null()).output().map_err(|error| Failure::new(format!("{command:?}: {error}")))?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    if done.status.success() {
        return Ok(said);
    }
    let complaint = String::from_utf8_lossy(&done.stderr);
    Err(Failure::new(format!("{command:?} failed ({}):\n{said}{complaint}", done.status)))
}

/// What became of a script.
#[derive(Debug, Clone)]
pub struct Ran {
    /// The exit code; nothing when it was stopped.
    pub code: Option<i32>,
    /// Wall-clock time.
    pub time: Duration,
    /// Standard output and standard error, in the order in which they came.
    pub output: String,
}

impl Ran {
    /// Whether it ended by itself with 0.
    pub fn succeeded(&self) -> bool {
        self.code == Some(0)
    }
}

/// Runs shell commands one after the other until one fails, in `folder`, with nothing but `environment`, all output in the
/// file `log`. What still runs after `limit` is killed with all that it started.
///
/// # Errors
/// When the shell cannot start.
pub fn script(
    commands: &[String],
    folder: &Path,
    environment: &BTreeMap<String, String>,
    log: &Path,
    limit: Duration,
) -> Result<Ran, Failure> {
    let file = File::create(log)?;
    let start = Instant::now();
    let [setup @ .., last] = commands else { return Err(Failure::new("there is no command to run")) };
    // The last command replaces the shell: dash drops variables whose names are no shell names, so no shell stands between
    // env(1), which keeps them, and the program.
    let mut all = vec!["set -e".to_owned()];
    all.extend(setup.iter().cloned());
    all.push(last.clone());
    let mut command = direct(commands).unwrap_or_else(|| {
        let mut shell = Command::new("bash");
        shell.arg("-c").arg(all.join("\n"));
        shell
    });
    let mut child = command
        .current_dir(folder)
        .env_clear()
        .envs(environment)
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .process_group(0)
        .spawn()
        .map_err(|error| Failure::new(format!("{}: {error}", commands.join("; "))))?;
    let code = loop {
        if let Some(status) = child.try_wait()? {
            break status.code();
        }
        if start.elapsed() > limit {
            Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status().ok();
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let time = start.elapsed();
    // A process that was left behind must not hold a port or a folder.
    Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status().ok();
    Ok(Ran { code, time, output: String::from_utf8_lossy(&std::fs::read(log)?).into_owned() })
}

/// One command of plain words needs no shell.
fn direct(commands: &[String]) -> Option<Command> {
    let [only] = commands else { return None };
    if only.contains(|c: char| "\"'\\$`|&;<>(){}*?~#=\n".contains(c)) {
        return None;
    }
    let mut words = only.split_whitespace();
    let mut command = Command::new(words.next()?);
    command.args(words);
    Some(command)
}
