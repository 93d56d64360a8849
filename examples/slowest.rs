//! Prints which files of a folder take lint longest: for whoever makes it faster.
//! `cargo run --release --example slowest -- FOLDER [CLIENT]`

#![expect(clippy::print_stdout, reason = "it is a tool for the command line")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use azconn::catalog::Catalog;
use azconn::lint::{Linter, Told, lint_one};

fn files(folder: PathBuf, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files(entry.path(), into)?;
        } else {
            into.push(entry.path());
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("usage: slowest FOLDER [CLIENT]")?;
    let told = Told { client: args.next(), auth: None };
    let linter = Linter::new(&Catalog::builtin())?;
    let mut paths = Vec::new();
    files(folder.into(), &mut paths)?;
    let mut times: Vec<(Duration, PathBuf, usize)> = Vec::new();
    for path in paths {
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        let start = Instant::now();
        match lint_one(&linter, &path, &source, &told) {
            Ok(None) => continue,
            Ok(Some(_)) => {}
            Err(why) => println!("skipped {}: {why}", path.display()),
        }
        times.push((start.elapsed(), path, source.len()));
    }
    times.sort_by(|one, other| other.cmp(one));
    let all: Duration = times.iter().map(|(time, ..)| *time).sum();
    println!("{} files, {:.1} s", times.len(), all.as_secs_f64());
    for (time, path, size) in times.iter().take(20) {
        println!("{:7.0} ms  {:4} KiB  {}", time.as_secs_f64() * 1e3, size / 1024, path.display());
    }
    Ok(())
}
