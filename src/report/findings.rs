//! Findings for people and machines.

use std::path::Path;
use std::time::Duration;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use crate::lint::{Cell, Finding, Severity, Skipped, Span};

/// One file's findings, ready to be shown.
pub struct FileFindings<'a> {
    /// The file.
    pub path: &'a Path,
    /// Its text.
    pub source: &'a str,
    /// What is shown.
    pub findings: Vec<&'a Finding>,
    /// What must not be shown.
    pub secrets: &'a [Span],
    /// Its cells, where it is a notebook: findings are shown in them.
    pub cells: &'a [Cell],
}

impl FileFindings<'_> {
    /// The cell in which something stands, by its place among them.
    fn cell_of(&self, span: Span) -> Option<usize> {
        self.cells.iter().position(|cell| cell.code.place_of(span.start).is_some())
    }
}

/// What a run did.
pub struct Summary<'a> {
    /// Files with a language.
    pub files: usize,
    /// Files that were parsed.
    pub linted: usize,
    /// Files that were not, and why.
    pub skipped: &'a [Skipped],
    /// How long it took.
    pub took: Duration,
}

/// One line a finding, for hooks and coding assistants.
pub fn concise(files: &[FileFindings<'_>]) -> String {
    let mut text = String::new();
    for file in files {
        for finding in &file.findings {
            let mut path = file.path.display().to_string();
            let mut at = place(file.source, finding.span.start);
            if let Some(cell) = file.cell_of(finding.span).map(|index| &file.cells[index]) {
                path.push_str(&format!(":cell {}", cell.number));
                at = place(&cell.code.text, cell.code.place_of(finding.span.start).unwrap_or(0));
            }
            text.push_str(&format!(
                "{}:{}:{}: {} [{}] {}; {}\n",
                path,
                at.line,
                at.column,
                finding.severity.id(),
                finding.rule,
                finding.message,
                finding.help
            ));
        }
    }
    text
}

/// Frames of code with what is wrong in them.
pub fn human(files: &[FileFindings<'_>], summary: &Summary<'_>, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(if styled { DecorStyle::Unicode } else { DecorStyle::Ascii });
    let mut text = String::new();
    let mut count = 0;
    for file in files {
        let views = views(file);
        // Of a place that is in none of the cells, the JSON is shown.
        let view_of = |span: Span| file.cell_of(span).map_or(0, |index| index + 1);
        for finding in &file.findings {
            count += 1;
            let level = if finding.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
            let mut group = Group::with_title(level.primary_title(finding.message.as_str()).id(finding.rule));
            // The text that has to change first, then the others with related places.
            let own = view_of(finding.span);
            let mut shown = vec![own];
            shown.extend(finding.related.iter().map(|related| view_of(related.span)));
            let mut done: Vec<usize> = Vec::new();
            for index in shown {
                if done.contains(&index) {
                    continue;
                }
                done.push(index);
                let view = &views[index];
                let mut snippet = Snippet::source(view.hidden.text.as_str()).path(view.path.as_str());
                if index == own {
                    snippet = snippet.annotation(AnnotationKind::Primary.span(view.range(finding.span)));
                }
                for related in finding.related.iter().filter(|related| view_of(related.span) == index) {
                    snippet = snippet.annotation(
                        AnnotationKind::Context.span(view.range(related.span)).label(related.message.as_str()),
                    );
                }
                group = group.element(snippet);
            }
            if !finding.help.is_empty() {
                group = group.element(Level::HELP.message(finding.help.as_str()));
            }
            text.push_str(&renderer.render(&[group]));
            text.push_str("\n\n");
        }
    }
    for skipped in summary.skipped {
        text.push_str(&format!("skipped {}: {}\n", skipped.path.display(), skipped.why));
    }
    let findings = match count {
        0 => "nothing found".to_owned(),
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    text.push_str(&format!("{findings} in {} ({} linted)\n", files_text(summary.files), summary.linted));
    text
}

fn files_text(files: usize) -> String {
    if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
}

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    findings: Vec<JsonFinding<'a>>,
    summary: JsonSummary<'a>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    severity: Severity,
    certain: bool,
    path: String,
    /// Where it stands in the cell of a notebook; `start` and `end` are places of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<JsonCell>,
    start: Place,
    end: Place,
    message: &'a str,
    help: &'a str,
    related: Vec<JsonRelated<'a>>,
    fix: Option<()>,
}

#[derive(Serialize)]
struct JsonCell {
    number: usize,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    start: Place,
    end: Place,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonSummary<'a> {
    files: usize,
    linted: usize,
    skipped: Vec<JsonSkipped<'a>>,
    findings: usize,
    seconds: f64,
}

#[derive(Serialize)]
struct JsonSkipped<'a> {
    path: String,
    why: &'a str,
}

/// A place in a file: line and column from 1, columns in Unicode scalar values, the offset in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// From 0.
    pub offset: usize,
}

/// Line and column of a byte.
pub fn place(source: &str, offset: usize) -> Place {
    let offset = offset.min(source.len());
    let before = source.get(..offset).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Place { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1, offset }
}

/// Everything, for programs.
pub fn findings_json(files: &[FileFindings<'_>], summary: &Summary<'_>) -> String {
    let findings: Vec<JsonFinding<'_>> = files
        .iter()
        .flat_map(|file| {
            file.findings.iter().map(|finding| JsonFinding {
                rule: finding.rule,
                severity: finding.severity,
                certain: finding.certain,
                path: file.path.display().to_string(),
                cell: file.cell_of(finding.span).map(|index| {
                    let cell = &file.cells[index];
                    let span = cell.code.inverse(finding.span).unwrap_or_default();
                    let at = |offset| place(&cell.code.text, offset);
                    JsonCell { number: cell.number, start: at(span.start), end: at(span.end) }
                }),
                start: place(file.source, finding.span.start),
                end: place(file.source, finding.span.end),
                message: &finding.message,
                help: &finding.help,
                related: finding
                    .related
                    .iter()
                    .map(|related| JsonRelated {
                        start: place(file.source, related.span.start),
                        end: place(file.source, related.span.end),
                        message: &related.message,
                    })
                    .collect(),
                fix: None,
            })
        })
        .collect();
    let count = findings.len();
    super::json(&Report {
        version: 1,
        findings,
        summary: JsonSummary {
            files: summary.files,
            linted: summary.linted,
            skipped: summary
                .skipped
                .iter()
                .map(|skipped| JsonSkipped { path: skipped.path.display().to_string(), why: &skipped.why })
                .collect(),
            findings: count,
            seconds: summary.took.as_secs_f64(),
        },
    })
}

/// A text in which findings are shown: the file, or one cell of it.
struct View<'a> {
    path: String,
    cell: Option<&'a Cell>,
    hidden: Hidden,
}

impl View<'_> {
    fn range(&self, span: Span) -> std::ops::Range<usize> {
        self.hidden.range(self.cell.map_or(span, |cell| cell.code.inverse(span).unwrap_or_default()))
    }
}

/// The file, and its cells.
fn views<'a>(file: &FileFindings<'a>) -> Vec<View<'a>> {
    let path = file.path.display().to_string();
    let whole = View { path: path.clone(), cell: None, hidden: Hidden::new(file.source, file.secrets) };
    let cells = file.cells.iter().map(|cell| {
        let secrets: Vec<Span> = file.secrets.iter().filter_map(|secret| cell.code.inverse(*secret)).collect();
        let hidden = Hidden::new(&cell.code.text, &secrets);
        View { path: format!("{path}:cell {}", cell.number), cell: Some(cell), hidden }
    });
    std::iter::once(whole).chain(cells).collect()
}

/// A text with its secrets replaced, and where everything else went.
struct Hidden {
    text: String,
    /// From where in the original, to where here.
    moved: Vec<(usize, usize)>,
}

const MASK: &str = "***";

impl Hidden {
    fn new(source: &str, secrets: &[Span]) -> Self {
        let (mut text, mut moved, mut at) = (String::with_capacity(source.len()), vec![(0, 0)], 0);
        for secret in secrets {
            if secret.start < at || source.get(secret.start..secret.end).is_none() {
                continue;
            }
            text.push_str(&source[at..secret.start]);
            text.push_str(MASK);
            at = secret.end;
            moved.push((at, text.len()));
        }
        text.push_str(&source[at..]);
        Self { text, moved }
    }

    fn offset(&self, original: usize) -> usize {
        let index = self.moved.partition_point(|(from, _)| *from <= original).max(1) - 1;
        let (from, to) = self.moved[index];
        let next = self.moved.get(index + 1).map_or(self.text.len(), |(_, to)| *to);
        let mut offset = (to + original - from).min(next);
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn range(&self, span: Span) -> std::ops::Range<usize> {
        let (start, end) = (self.offset(span.start), self.offset(span.end));
        // An empty place is shown as the character at it.
        if start < end { start..end } else { start..(start + 1).min(self.text.len()) }
    }
}
