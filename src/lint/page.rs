//! The page of a rule: its documentation and its test.

use serde::Deserialize;

use super::finding::Severity;
use crate::catalog::{Catalog, CatalogError, Link, Problem};

/// What stands at the head of a page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: String,
    severity: Severity,
    message: String,
    #[serde(default)]
    references: Vec<Link>,
    #[serde(default)]
    no_such_construct: std::collections::BTreeMap<String, String>,
}

/// A rule's page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The rule.
    pub id: String,
    /// How bad what it reports is.
    pub severity: Severity,
    /// What it reports, in one sentence.
    pub message: String,
    /// Where more can be read.
    pub references: Vec<Link>,
    /// Languages in which the mistake cannot be made, and why.
    pub no_such_construct: std::collections::BTreeMap<String, String>,
    /// The page without its head: Markdown.
    pub text: String,
}

/// Reads a page.
///
/// # Errors
/// When there is none, or its head is wrong.
pub(super) fn load(catalog: &Catalog, id: &str) -> Result<Page, CatalogError> {
    let path = format!("rules/{id}.md");
    let whole = catalog.files().read(&path)?;
    let wrong = |message: String| CatalogError::broken(vec![Problem::of_file(&catalog.files().shown(&path), message)]);
    let (head, text) = whole
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .ok_or_else(|| wrong("does not begin with a head of YAML between two lines of `---`".into()))?;
    let head: Head = serde_yaml::from_str(head).map_err(|error| wrong(error.to_string()))?;
    if head.id != id {
        return Err(wrong(format!("its id is `{}`", head.id)));
    }
    Ok(Page {
        id: head.id,
        severity: head.severity,
        message: head.message,
        references: head.references,
        no_such_construct: head.no_such_construct,
        text: text.trim_start_matches('\n').to_owned(),
    })
}
