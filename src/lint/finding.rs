//! What was found.

use serde::Serialize;

use super::form::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It works now and goes wrong later, or for somebody else.
    Warning,
    /// It fails, or gives a secret away.
    Error,
}

impl Severity {
    /// As people write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What.
    pub message: String,
}

/// One reported mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Whether it is wrong in every run; otherwise it is shown with `--pedantic` only.
    pub certain: bool,
    /// The text that has to change.
    pub span: Span,
    /// What is wrong and why.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where it does harm.
    pub related: Vec<Related>,
}

impl Finding {
    /// A certain error at `span`.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            certain: true,
            span,
            message: message.into(),
            help: String::new(),
            related: Vec::new(),
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Another place.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Less than an error.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Only likely: for `--pedantic`.
    #[must_use]
    pub fn likely(mut self) -> Self {
        self.certain = false;
        self
    }
}
