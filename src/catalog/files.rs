//! The catalog's files: built into the binary, with a user's folder laid over them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::problem::CatalogError;

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/catalog");

/// Reads files by their path relative to the catalog's root, with `/`.
#[derive(Debug)]
pub struct Files {
    overlay: Option<PathBuf>,
}

impl Files {
    pub(super) fn builtin() -> Self {
        Self { overlay: None }
    }

    pub(super) fn overlay(folder: &Path) -> Result<Self, CatalogError> {
        std::fs::read_dir(folder).map_err(|source| CatalogError::Unreadable { path: folder.to_owned(), source })?;
        Ok(Self { overlay: Some(folder.to_owned()) })
    }

    fn overlaid(&self, path: &str) -> Option<PathBuf> {
        self.overlay.as_ref().map(|folder| folder.join(path)).filter(|file| file.is_file())
    }

    /// Whether the user's folder has this file.
    pub fn is_overlaid(&self, path: &str) -> bool {
        self.overlaid(path).is_some()
    }

    /// Whether there is such a file.
    pub fn exists(&self, path: &str) -> bool {
        self.is_overlaid(path) || BUILTIN.get_file(path).is_some()
    }

    /// The file's name for messages: the path on disk for a user's file, `catalog/...` for a built-in one.
    pub fn shown(&self, path: &str) -> String {
        self.overlaid(path).map_or_else(|| format!("catalog/{path}"), |file| file.display().to_string())
    }

    /// The text of a file.
    ///
    /// # Errors
    /// When there is none, or it cannot be read, or is not UTF-8.
    pub fn read(&self, path: &str) -> Result<Cow<'static, str>, CatalogError> {
        if let Some(file) = self.overlaid(path) {
            return std::fs::read_to_string(&file)
                .map(Cow::Owned)
                .map_err(|source| CatalogError::Unreadable { path: file, source });
        }
        BUILTIN.get_file(path).and_then(include_dir::File::contents_utf8).map(Cow::Borrowed).ok_or_else(|| {
            CatalogError::Unreadable {
                path: PathBuf::from(format!("catalog/{path}")),
                source: std::io::Error::from(std::io::ErrorKind::NotFound),
            }
        })
    }

    /// Names without `.yaml` of the files in `folder`, sorted, both layers together.
    ///
    /// # Errors
    /// When the user's folder cannot be listed.
    pub fn ids(&self, folder: &str) -> Result<Vec<String>, CatalogError> {
        let mut ids = BTreeSet::new();
        let stem = |path: &Path| {
            (path.extension()? == "yaml").then(|| path.file_stem()?.to_str().map(str::to_owned)).flatten()
        };
        if let Some(dir) = BUILTIN.get_dir(folder) {
            ids.extend(dir.files().filter_map(|file| stem(file.path())));
        }
        for path in self.overlay_files(folder)? {
            ids.extend(stem(Path::new(&path)));
        }
        Ok(ids.into_iter().collect())
    }

    /// Relative paths of the user's files directly in `folder` (`""` for the root), sorted.
    ///
    /// # Errors
    /// When the user's folder cannot be listed.
    pub fn overlay_files(&self, folder: &str) -> Result<Vec<String>, CatalogError> {
        let Some(root) = &self.overlay else { return Ok(Vec::new()) };
        let path = root.join(folder);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let unreadable = |source| CatalogError::Unreadable { path: path.clone(), source };
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if let Some(name) = entry.file_name().to_str().filter(|_| entry.path().is_file()) {
                names.push(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") });
            }
        }
        names.sort();
        Ok(names)
    }
}
