//! Runs one case and says whether it passed, by what the server, the token endpoints and the false servers saw.

use std::path::Path;
use std::time::Duration;

use regex::Regex;

use crate::Failure;
use crate::inside::World;
use crate::postgres::{DATABASE, Entry};
use crate::scene::{Case, Cause, Expect, Outcome, Server};
use crate::shell::{Ran, script};

/// What a program may take in all.
const LIMIT: Duration = Duration::from_secs(90);
/// What a program that fails may take: the contract of a sample.
const PATIENCE: Duration = Duration::from_secs(30);
/// The log is written by another process: how long its last line is awaited.
const LOG_DELAY: Duration = Duration::from_millis(250);
/// Programs with a rotating token that may be on their way to it at once.
const STARTING: usize = 2;
/// How much of a failed program's output is shown: lines, and characters of each.
const LAST_LINES: usize = 12;
const LAST_WIDTH: usize = 300;

/// Runs a case.
pub fn judge(world: &World, case: &Case) -> Outcome {
    let name: String = format!("{}~{}", case.variant, case.test)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._~-".contains(c) { c } else { '_' })
        .collect();
    let log = world.out.join(format!("{name}.log"));
    // What an earlier try left behind is no evidence.
    world.postgres.forget(&case.identity.role);
    world.sightings.forget(&case.host);
    world.registry.start(&case.identity.role, STARTING);
    let ran = script(&case.commands, &case.folder, &case.environment, &log, LIMIT);
    world.registry.end(&case.identity.role);
    let (failure, seconds, last_lines) = match ran {
        Ok(ran) => {
            let failure = verdict(world, case, &ran).unwrap_or_else(|error| Some(error.to_string()));
            let last = if failure.is_some() { last_lines(world, case, &ran.output) } else { Vec::new() };
            (failure, ran.time.as_secs_f64(), last)
        }
        Err(error) => (Some(error.to_string()), 0.0, Vec::new()),
    };
    let alive = case.killed_by.as_ref().and_then(|killed_by| survived(killed_by, failure.as_ref(), &log));
    let (variant, test) = (case.variant.clone(), case.test.clone());
    Outcome { variant, test, failure, alive, tries: 1, seconds, output: log, last_lines }
}

/// The end of an output, in lines that a terminal can bear; nothing of an output with a secret in it.
fn last_lines(world: &World, case: &Case, output: &str) -> Vec<String> {
    if world.registry.secrets(&case.identity.role).iter().any(|secret| output.contains(secret)) {
        return Vec::new();
    }
    let lines: Vec<&str> = output.lines().collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].iter().map(|line| line.chars().take(LAST_WIDTH).collect()).collect()
}

/// Why a mutant is alive; nothing when it was killed as expected.
fn survived(killed_by: &str, failure: Option<&String>, log: &Path) -> Option<String> {
    let Some(failure) = failure else { return Some("the test passed".to_owned()) };
    let said = format!("{failure}\n{}", std::fs::read_to_string(log).unwrap_or_default());
    match Regex::new(&format!("(?is){killed_by}")) {
        Ok(regex) if regex.is_match(&said) => None,
        Ok(_) => Some(format!("the test failed, but not as expected: {failure} (see {})", log.display())),
        Err(error) => Some(format!("/{killed_by}/: {error}")),
    }
}

/// Nothing, or why the case failed.
fn verdict(world: &World, case: &Case, ran: &Ran) -> Result<Option<String>, Failure> {
    for secret in world.registry.secrets(&case.identity.role) {
        if ran.output.contains(&secret) {
            return Ok(Some("it printed a secret".to_owned()));
        }
    }
    std::thread::sleep(LOG_DELAY);
    let entries = world.postgres.log_of(&case.identity.role)?;
    let authorized: Vec<&Entry> =
        entries.iter().filter(|entry| entry.message.starts_with("connection authorized: ")).collect();
    let wrong = authorized.iter().find(|entry| !is_right(entry, &case.identity.role));
    if let Some(wrong) = wrong {
        return Ok(Some(format!("the server authorised something else: {}", wrong.message)));
    }
    Ok(match &case.expect {
        Expect::SignedIn { connections } => signed_in(ran, authorized.len(), *connections),
        Expect::SignedInAgain => signed_in(ran, authorized.len(), 2).or_else(|| again(&authorized)),
        Expect::Refused { cause, tells } => refused(world, case, ran, (&entries, authorized.len()), (*cause, tells)),
    })
}

fn is_right(entry: &Entry, role: &str) -> bool {
    entry.message.contains(&format!("user={role} database={DATABASE} "))
        && entry.message.contains("SSL enabled (protocol=TLS")
}

fn signed_in(ran: &Ran, authorized: usize, wanted: usize) -> Option<String> {
    match ran.code {
        None => Some(format!("it did not end within {} s", LIMIT.as_secs())),
        Some(0) if authorized >= wanted => None,
        Some(0) => Some(format!("it ended well, but the server authorised {authorized} connections of {wanted}")),
        Some(code) => Some(format!("exit code {code}, {authorized} connections authorised")),
    }
}

/// The last connection must have been opened after the password of the first had changed.
fn again(authorized: &[&Entry]) -> Option<String> {
    let moment = |entry: &Entry| -> Option<f64> {
        let time = entry.timestamp.split(' ').nth(1)?;
        let mut parts = time.split(':').map(str::parse::<f64>);
        Some(parts.next()?.ok()? * 3600.0 + parts.next()?.ok()? * 60.0 + parts.next()?.ok()?)
    };
    let (first, last) =
        (authorized.first().and_then(|entry| moment(entry)), authorized.last().and_then(|entry| moment(entry)));
    match (first, last) {
        // Across midnight the difference is negative.
        (Some(first), Some(last)) if (last - first).rem_euclid(86_400.0) > crate::registry::PERIOD.as_secs_f64() => {
            None
        }
        _ => {
            let times: Vec<&str> = authorized.iter().map(|entry| entry.timestamp.as_str()).collect();
            Some(format!("all connections were opened before the first token had changed: {}", times.join(", ")))
        }
    }
}

fn refused(
    world: &World,
    case: &Case,
    ran: &Ran,
    (entries, authorized): (&[Entry], usize),
    (cause, tells): (Cause, &str),
) -> Option<String> {
    let code = match ran.code {
        None => return Some(format!("it did not end within {} s", LIMIT.as_secs())),
        Some(0) => return Some("it ended with exit code 0".to_owned()),
        Some(code) => code,
    };
    if ran.time > PATIENCE {
        return Some(format!("it took {:.0} s to fail", ran.time.as_secs_f64()));
    }
    if authorized > 0 {
        return Some("the server authorised it".to_owned());
    }
    let refusals = world.registry.refusals(&case.identity.role);
    let by_postgres = entries.iter().any(|entry| entry.error_severity == "FATAL");
    let seen = match cause {
        Cause::Program => refusals.is_empty() && !by_postgres,
        Cause::TokenEndpoint => !refusals.is_empty(),
        Cause::Postgres => by_postgres,
        Cause::PostgresOrProgram => refusals.is_empty(),
        Cause::FalseServer => {
            let seen = world.sightings.of(&case.host);
            if seen.passwords > 0 {
                return Some("it handed its password to a false server".to_owned());
            }
            if case.server == Server::Plain && seen.started > 0 {
                return Some("it went on without TLS".to_owned());
            }
            seen.connections > 0
        }
    };
    if !seen {
        return Some(format!(
            "it failed (exit code {code}), but not of the expected cause; token endpoint: {refusals:?}, server refused: {by_postgres}"
        ));
    }
    match Regex::new(&format!("(?is){tells}")) {
        Ok(regex) if regex.is_match(&ran.output) => None,
        Ok(_) => Some(format!("its output does not tell the cause: /{tells}/ does not match")),
        Err(error) => Some(format!("/{tells}/: {error}")),
    }
}
