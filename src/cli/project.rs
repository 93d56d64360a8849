//! Writes samples to disk. Nothing that is there is lost without `--force`.

use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use super::Failure;
use crate::generate::Sample;

/// Writes all files of a sample below `folder`.
///
/// # Errors
/// A file that exists already (then nothing is written), or one that cannot be written.
pub(super) fn write(sample: &Sample, folder: &Path, force: bool) -> Result<Vec<PathBuf>, Failure> {
    let mut targets = Vec::new();
    for file in &sample.files {
        let relative = Path::new(&file.path);
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(Failure::Call(format!("the catalog's file path `{}` leads out of the project", file.path)));
        }
        targets.push((folder.join(relative), &file.text));
    }
    if !force {
        let there: Vec<String> = targets
            .iter()
            .filter(|(path, text)| {
                path.symlink_metadata().is_ok() && std::fs::read_to_string(path).ok().as_ref() != Some(text)
            })
            .map(|(path, _)| path.display().to_string())
            .collect();
        if !there.is_empty() {
            return Err(Failure::Call(format!(
                "nothing was written, because there is already:\n  {}\n  help: name another folder, or overwrite with --force",
                there.join("\n  ")
            )));
        }
    }
    for (path, text) in &targets {
        write_file(path, text)?;
    }
    Ok(targets.into_iter().map(|(path, _)| path).collect())
}

fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |source| Failure::Write { path: path.display().to_string(), source };
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(fail)?;
    }
    // Only where it differs: writing the same text again would needlessly trigger builds.
    if std::fs::read_to_string(path).ok().as_deref() == Some(text) {
        return Ok(());
    }
    std::fs::write(path, text).map_err(fail)
}

/// Writes a file that holds secrets: mode 0600 from its first byte on.
///
/// # Errors
/// When it exists and `force` is not given, or cannot be written.
pub(super) fn write_secret(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let fail = |source| Failure::Write { path: path.display().to_string(), source };
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(fail)?;
    }
    if force && path.is_file() {
        std::fs::remove_file(path).map_err(fail)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)
}
