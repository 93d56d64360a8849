//! A sample for standard output.

use crate::catalog::FileKind;
use crate::generate::{Sample, SampleFile, escape};

fn shown(sample: &Sample) -> Vec<&SampleFile> {
    let code: Vec<&SampleFile> =
        sample.files.iter().filter(|file| matches!(file.kind, FileKind::Program | FileKind::Settings)).collect();
    if code.is_empty() { sample.files.iter().filter(|file| file.kind == FileKind::Env).collect() } else { code }
}

/// Program and settings files: one is printed bare, several under `==> path <==` as head(1) does. A client without code
/// has its environment printed.
pub fn sample_code(sample: &Sample) -> String {
    let files = shown(sample);
    if let [file] = files.as_slice() {
        return file.text.clone();
    }
    let parts: Vec<String> = files.iter().map(|file| format!("==> {} <==\n{}", file.path, file.text)).collect();
    parts.join("\n")
}

/// The same as fences for a page of documentation.
pub fn sample_markdown(sample: &Sample) -> String {
    let parts: Vec<String> = shown(sample)
        .iter()
        .map(|file| {
            let language = file.path.rsplit_once('.').map_or("", |(_, ending)| ending);
            let language = if file.kind == FileKind::Env { "sh" } else { language };
            let path = escape::markdown_code(&file.path);
            format!("{path}:\n\n````{language}\n{}````\n", file.text).replace("````", fence(&file.text))
        })
        .collect();
    parts.join("\n")
}

fn fence(text: &str) -> &'static str {
    if text.contains("```") { "````" } else { "```" }
}
