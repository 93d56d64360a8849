//! `azconn lint`, `rules` and `explain`.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use super::args::{LintArgs, LintFormat, ListFormat, MinSeverity, RulesArgs};
use super::{Failure, Streams};
use crate::catalog::{Catalog, CatalogError};
use crate::lint::{Checked, Finding, Linter, Severity, Skipped, Told, Walked, lint_one, walk};
use crate::report::{self, FileFindings, Summary};

pub(super) fn lint(catalog: &Catalog, args: &LintArgs, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let begun = Instant::now();
    let told = told(catalog, args)?;
    let linter = Linter::new(catalog)?;
    let walked = if args.paths.iter().any(|path| path == Path::new("-")) {
        from_input(&linter, args, &told, streams)?
    } else {
        let here = [PathBuf::from(".")];
        let paths = if args.paths.is_empty() { &here[..] } else { &args.paths };
        walk(&linter, paths, &told, args.max_file_size)
    };
    if let Some((path, why)) = walked.missing.first() {
        return Err(Failure::Call(format!("cannot lint {}: {why}", path.display())));
    }
    let files: Vec<FileFindings<'_>> = walked
        .checked
        .iter()
        .map(|checked| FileFindings {
            path: &checked.path,
            source: &checked.source,
            findings: checked.linted.findings.iter().filter(|finding| is_shown(finding, args)).collect(),
            secrets: &checked.linted.secrets,
            cells: &checked.linted.cells,
        })
        .filter(|file| !file.findings.is_empty())
        .collect();
    let summary =
        Summary { files: walked.files, linted: walked.linted, skipped: &walked.skipped, took: begun.elapsed() };
    let text = match args.format {
        LintFormat::Human => report::human(&files, &summary, streams.styled),
        LintFormat::Concise => report::concise(&files),
        LintFormat::Json => report::findings_json(&files, &summary),
    };
    write!(streams.output, "{text}")?;
    if args.format == LintFormat::Concise {
        for skipped in &walked.skipped {
            writeln!(streams.notices, "skipped {}: {}", skipped.path.display(), skipped.why)?;
        }
    }
    Ok(u8::from(!files.is_empty() && !args.exit_zero))
}

fn is_shown(finding: &Finding, args: &LintArgs) -> bool {
    (finding.certain || args.pedantic)
        && (args.min_severity == MinSeverity::Warning || finding.severity == Severity::Error)
}

/// What was told, its words checked.
fn told(catalog: &Catalog, args: &LintArgs) -> Result<Told, Failure> {
    if let Some(client) = &args.client {
        let known = catalog.client_ids()?;
        if !known.contains(client) {
            return Err(CatalogError::unknown("client", client, known).into());
        }
    }
    if let Some(auth) = &args.auth {
        let known: Vec<String> = catalog.auth_types()?.auth.iter().map(|auth| auth.id.clone()).collect();
        if !known.contains(auth) {
            return Err(CatalogError::unknown("auth type", auth, known).into());
        }
    }
    Ok(Told { client: args.client.clone(), auth: args.auth.clone() })
}

fn from_input(linter: &Linter, args: &LintArgs, told: &Told, streams: &mut Streams<'_>) -> Result<Walked, Failure> {
    if args.paths.len() > 1 {
        return Err(Failure::Call("`-` stands alone: standard input is one file".into()));
    }
    let path = args.stdin_filename.clone().ok_or_else(|| {
        Failure::Call(
            "--stdin-filename is missing\n  help: its ending tells the language: `--stdin-filename app.py -`".into(),
        )
    })?;
    let mut bytes = Vec::new();
    streams.input.take(args.max_file_size + 1).read_to_end(&mut bytes)?;
    let mut walked = Walked { files: 1, ..Walked::default() };
    let skipped = |why: &str| Skipped { path: path.clone(), why: why.to_owned() };
    if bytes.len() as u64 > args.max_file_size {
        walked.skipped.push(skipped(&format!("larger than {} bytes", args.max_file_size)));
        return Ok(walked);
    }
    let Ok(source) = String::from_utf8(bytes) else {
        walked.skipped.push(skipped("it is not UTF-8"));
        return Ok(walked);
    };
    if !linter.can_read(&path) {
        walked.skipped.push(skipped("no language that is linted has this ending"));
        return Ok(walked);
    }
    match lint_one(linter, &path, &source, told) {
        Ok(None) => {}
        Ok(Some(linted)) => {
            walked.linted = 1;
            walked.checked.push(Checked { path: path.clone(), source, linted });
        }
        Err(why) => walked.skipped.push(skipped(&why)),
    }
    Ok(walked)
}

#[derive(Serialize)]
struct RuleRow<'a> {
    id: &'a str,
    severity: Severity,
    message: &'a str,
}

pub(super) fn rules(catalog: &Catalog, args: &RulesArgs, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let linter = Linter::new(catalog)?;
    let rows: Vec<RuleRow<'_>> =
        linter.pages().map(|page| RuleRow { id: &page.id, severity: page.severity, message: &page.message }).collect();
    match args.format {
        ListFormat::Json => write!(streams.output, "{}", report::json(&rows))?,
        ListFormat::Table => {
            let wide = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
            for row in &rows {
                writeln!(streams.output, "{:wide$}  {:7}  {}", row.id, row.severity.id(), row.message)?;
            }
        }
    }
    Ok(0)
}

pub(super) fn explain(catalog: &Catalog, rule: &str, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let linter = Linter::new(catalog)?;
    let Some(page) = linter.page(rule) else {
        let known = linter.pages().map(|page| page.id.clone()).collect();
        return Err(CatalogError::unknown("rule", rule, known).into());
    };
    writeln!(streams.output, "# {} ({})\n\n{}\n\n{}", page.id, page.severity.id(), page.message, page.text.trim_end())?;
    for link in &page.references {
        writeln!(streams.output, "\n- {}: {}", link.title, link.url)?;
    }
    Ok(0)
}
