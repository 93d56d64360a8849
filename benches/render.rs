//! Rendering every cell, driver and style in memory, beside starting a Python that does nothing.
//!
//! `cargo bench --bench render` prints both medians and their ratio; nothing is asserted, machines differ.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use azconn::catalog::Catalog;
use azconn::generate::{Generator, Values};

const ROUNDS: usize = 41;

fn render_all() -> usize {
    let catalog = Catalog::builtin();
    let values = Values::default();
    let mut bytes = 0;
    for id in catalog.client_ids().expect("clients") {
        let generator = Generator::new(&catalog, &id).expect("sound");
        for selection in generator.selections() {
            let variant = generator.resolve(&selection).expect("offered");
            let sample = generator.sample(&variant, &values, &BTreeMap::new()).expect("renders");
            bytes += sample.files.iter().map(|file| file.text.len()).sum::<usize>();
        }
    }
    bytes
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

/// The interpreter itself: a version manager's shim in front of it would count for us.
fn python() -> Option<String> {
    let output = Command::new("python3").args(["-c", "import sys; print(sys.executable)"]).output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned()).filter(|path| !path.is_empty())
}

fn main() {
    let bytes = render_all();
    let ours = median(|| {
        black_box(render_all());
    });
    println!(
        "every cell, driver and style, catalog parsed anew: {:.1} ms, {} KiB",
        ours.as_secs_f64() * 1e3,
        bytes / 1024
    );
    let Some(python) = python() else {
        println!("skipped: no python3 to compare with");
        return;
    };
    let theirs = median(|| {
        let status = Command::new(&python).args(["-c", "pass"]).status().expect("python3 runs");
        assert!(status.success());
    });
    println!("{python} -c pass: {:.1} ms", theirs.as_secs_f64() * 1e3);
    println!("ratio: {:.2}", ours.as_secs_f64() / theirs.as_secs_f64());
}
