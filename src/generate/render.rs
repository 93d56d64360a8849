//! Renders templates: tera with our filters, and errors that name file, line and column.

use std::collections::BTreeSet;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

use super::{GenerateError, escape};
use crate::catalog::{Catalog, Position, Problem};

/// The templates of one client, parsed once.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// Parses the templates named `wanted` and all that they extend or include.
    ///
    /// # Errors
    /// A template that is not there or does not parse.
    pub fn load<'t>(catalog: &Catalog, wanted: impl IntoIterator<Item = &'t str>) -> Result<Self, GenerateError> {
        let mut tera = Tera::default();
        tera.autoescape_on(Vec::<&str>::new());
        register_filters(&mut tera);
        let mut texts: Vec<(String, String)> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut pending: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
        while let Some(name) = pending.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let text = catalog.files().read(&format!("templates/{name}"))?.into_owned();
            pending.extend(mentioned(&text));
            texts.push((name, text));
        }
        tera.add_raw_templates(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|error| GenerateError::Template(problem(catalog, &error)))?;
        Ok(Self { tera })
    }

    /// Renders a template.
    ///
    /// # Errors
    /// A name that the context does not have.
    pub fn render(&self, catalog: &Catalog, name: &str, context: &impl Serialize) -> Result<String, GenerateError> {
        let fail = |error| GenerateError::Template(problem(catalog, &error));
        let context = Context::from_serialize(context).map_err(fail)?;
        self.tera.render(name, &context).map_err(fail)
    }

    /// Renders a piece of text that stands in a YAML file.
    ///
    /// # Errors
    /// tera's message.
    pub fn render_text(&self, text: &str, context: &impl Serialize) -> Result<String, String> {
        if !text.contains("{{") && !text.contains("{%") && !text.contains("{#") {
            return Ok(text.to_owned());
        }
        let context = Context::from_serialize(context).map_err(|error| error.to_string())?;
        self.tera.render_str(text, &context, false).map_err(|error| match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.message().to_owned(),
            _ => error.to_string(),
        })
    }
}

/// Names in `{% extends "x" %}` and `{% include "x" %}`.
fn mentioned(text: &str) -> Vec<String> {
    text.split("{%")
        .skip(1)
        .filter_map(|tag| {
            let tag = tag.split("%}").next()?.trim_start_matches('-').trim();
            let rest = tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include"))?;
            rest.split('"').nth(1).map(str::to_owned)
        })
        .collect()
}

fn register_filters(tera: &mut Tera) {
    for (name, filter) in [
        ("sh", escape::sh as fn(&str) -> String),
        ("libpq", escape::libpq),
        ("npgsql", escape::npgsql),
        ("url", escape::url),
        ("properties", escape::properties),
        ("sql_identifier", escape::sql_identifier),
        ("sql_literal", escape::sql_literal),
        ("json", escape::json),
        ("code", escape::markdown_code),
        ("xml", escape::xml),
    ] {
        tera.register_filter(name, move |text: &str, _: Kwargs, _: &State| filter(text));
    }
}

fn problem(catalog: &Catalog, error: &tera::Error) -> Problem {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let path = format!("templates/{}", report.filename());
            let span = report.span();
            Problem {
                file: catalog.files().shown(&path),
                position: Some(Position { line: span.start_line, column: span.start_col + 1 }),
                message: report.message().to_owned(),
                help: Some("see CONTRIBUTING.md for the names that a template can use".to_owned()),
            }
        }
        _ => Problem::of_file("catalog/templates", error.to_string()),
    }
}
