//! Reads what `az ... connection list-configuration -o json` prints: which cell it is, its names and its values.

use std::collections::BTreeMap;
use std::fmt;

use regex::Regex;
use serde::Deserialize;

use super::sample::{EnvironmentRow, SampleFile};
use super::values::Values;
use super::{GenerateError, generator};
use crate::catalog::{Catalog, ReadBy, Service, ValueFormat, Variable};

/// A real connection's settings. Its `Debug` form holds no value.
pub struct Received {
    /// Client id.
    pub client: String,
    /// Auth type.
    pub auth: String,
    /// Cloud, where the host tells it.
    pub cloud: Option<String>,
    /// Names that the variables really have, by key.
    pub names: BTreeMap<String, String>,
    /// Server, database and role.
    pub values: Values,
    /// What people should be told, without any value.
    pub notices: Vec<String>,
    settings: Vec<Setting>,
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received").field("client", &self.client).field("auth", &self.auth).finish_non_exhaustive()
    }
}

impl Received {
    /// The real values as a `.env` or `.properties` file: secret.
    pub fn environment_text(&self) -> String {
        let rows: Vec<EnvironmentRow> = self
            .settings
            .iter()
            .map(|setting| EnvironmentRow {
                key: String::new(),
                name: setting.name.clone(),
                value: setting.value.clone(),
                secret: true,
                read_by: ReadBy::Application,
                note: None,
            })
            .collect();
        let SampleFile { text, .. } = generator::environment_file(&rows);
        text
    }
}

#[derive(Deserialize)]
struct Setting {
    name: String,
    #[serde(default)]
    value: String,
}

#[derive(Deserialize)]
struct Configuration {
    configurations: Vec<Setting>,
}

struct Candidate {
    client: String,
    auth: String,
    names: BTreeMap<String, String>,
    /// How well it fits: variables found under their own name, found under another.
    score: (usize, usize),
    values: BTreeMap<&'static str, String>,
}

/// Finds the cell whose environment this is.
///
/// # Errors
/// Text that is not the command's JSON; an environment that fits no cell, or several. No message holds a value.
pub fn received(
    catalog: &Catalog,
    text: &str,
    client: Option<&str>,
    auth: Option<&str>,
) -> Result<Received, GenerateError> {
    let settings = parse(text)?;
    let service = catalog.service()?;
    let mut candidates = Vec::new();
    for id in catalog.client_ids()? {
        if client.is_some_and(|wanted| wanted != id) {
            continue;
        }
        let known = catalog.client(&id)?;
        for (auth_id, variables) in &known.environment {
            if auth.is_none_or(|wanted| wanted == auth_id) {
                candidates.extend(fit(service, &id, (auth_id, variables), &settings));
            }
        }
    }
    if let Some(wanted) = client
        && !catalog.client_ids()?.iter().any(|id| id == wanted)
    {
        catalog.client(wanted)?;
    }
    let best = candidates.iter().map(|candidate| candidate.score).max();
    candidates.retain(|candidate| Some(candidate.score) == best);
    let found = match candidates.len() {
        0 => return Err(GenerateError::Received(nothing_fits(&settings))),
        1 => candidates.remove(0),
        _ => {
            let cells: Vec<String> =
                candidates.iter().map(|c| format!("--client {} --auth {}", c.client, c.auth)).collect();
            return Err(GenerateError::Received(format!(
                "these settings fit more than one cell; say which:\n  {}",
                cells.join("\n  ")
            )));
        }
    };
    let host = found.values.get("host").cloned();
    let cloud = host.as_ref().and_then(|host| service.clouds.iter().find(|cloud| host.ends_with(&cloud.host_suffix)));
    let mut notices = Vec::new();
    if host.is_some() && cloud.is_none() {
        notices.push("the host is in no cloud that azconn knows; give --cloud if it is not the public one".to_owned());
    }
    Ok(Received {
        cloud: cloud.map(|cloud| cloud.id.clone()),
        client: found.client,
        auth: found.auth,
        names: found.names,
        values: Values {
            server: host,
            database: found.values.get("database").cloned(),
            user: found.values.get("user").cloned(),
        },
        notices,
        settings,
    })
}

fn parse(text: &str) -> Result<Vec<Setting>, GenerateError> {
    // serde_json's messages quote no values of the input, only the kind of thing that was found.
    let settings = serde_json::from_str::<Configuration>(text)
        .map(|all| all.configurations)
        .or_else(|_| serde_json::from_str::<Vec<Setting>>(text))
        .map_err(|error| {
            GenerateError::Received(format!(
                "this is not what `az ... connection list-configuration --output json` prints: line {}, column {}\n  \
                 help: it begins with {{\"configurations\": [{{\"name\": ..., \"value\": ...}}]}}",
                error.line(),
                error.column()
            ))
        })?;
    if settings.is_empty() {
        return Err(GenerateError::Received("the connection has no settings".to_owned()));
    }
    Ok(settings)
}

fn nothing_fits(settings: &[Setting]) -> String {
    let names: Vec<&str> = settings.iter().map(|setting| setting.name.as_str()).collect();
    format!(
        "these settings fit no cell: {}\n  help: say which it is with --client and --auth; `azconn describe` shows what each holds",
        names.join(", ")
    )
}

/// Whether all of a cell's variables are there, under their names or others.
fn fit(service: &Service, id: &str, (auth, variables): (&str, &[Variable]), settings: &[Setting]) -> Option<Candidate> {
    let mut names = BTreeMap::new();
    let mut values = BTreeMap::new();
    let mut taken = vec![false; settings.len()];
    let (mut exact, mut other) = (0, 0);
    for variable in variables {
        let pattern = Pattern::of(variable)?;
        let place = |test: &dyn Fn(&Setting) -> bool| {
            settings
                .iter()
                .enumerate()
                .position(|(index, setting)| !taken[index] && test(setting) && pattern.regex.is_match(&setting.value))
        };
        let own = place(&|setting| setting.name == variable.name);
        let index = own
            .or_else(|| place(&|setting| with_word(&setting.name, &variable.name, &service.prefix)))
            .or_else(|| place(&|setting| pattern.tells_apart && !setting.name.starts_with(&service.prefix)))?;
        if own.is_some() {
            exact += 1;
        } else {
            other += 1;
        }
        taken[index] = true;
        names.insert(variable.key.clone(), settings[index].name.clone());
        values.extend(pattern.values(&settings[index].value));
    }
    // A variable more means another cell, unless it is none of the service's.
    let strange =
        settings.iter().zip(&taken).any(|(setting, taken)| !taken && setting.name.starts_with(&service.prefix));
    (!strange).then(|| Candidate {
        client: id.to_owned(),
        auth: auth.to_owned(),
        names,
        score: (exact + other, exact),
        values,
    })
}

/// Whether `name` is `default` with a connection's own word after the prefix: `AZURE_POSTGRESQL_CONN2_HOST`.
fn with_word(name: &str, default: &str, prefix: &str) -> bool {
    let (Some(rest), Some(tail)) = (name.strip_prefix(prefix), default.strip_prefix(prefix)) else { return false };
    rest.strip_suffix(tail).is_some_and(|word| word.len() > 1 && word.ends_with('_'))
}

/// A variable's value as a regular expression.
struct Pattern {
    regex: Regex,
    format: ValueFormat,
    /// Whether the value says enough to be known without its name.
    tells_apart: bool,
}

impl Pattern {
    fn of(variable: &Variable) -> Option<Self> {
        let mut regex = String::from("(?s)^");
        let mut rest = variable.value.as_str();
        let mut fixed = 0;
        let mut seen: Vec<&str> = Vec::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}')?;
            regex.push_str(&regex::escape(before));
            fixed += before.len();
            let inner = match variable.format {
                ValueFormat::Libpq => r"'(?:[^'\\]|\\.)*'|[^\s']*",
                ValueFormat::Npgsql => r#""(?:[^"]|"")*"|'(?:[^']|'')*'|[^;"']*"#,
                ValueFormat::Jdbc => r"[^&?/:]*",
                ValueFormat::Plain => ".*",
            };
            if seen.contains(&name) {
                regex.push_str(&format!("(?:{inner})"));
            } else {
                regex.push_str(&format!("(?P<{name}>{inner})"));
                seen.push(name);
            }
            rest = tail;
        }
        regex.push_str(&regex::escape(rest));
        regex.push('$');
        Some(Self { regex: Regex::new(&regex).ok()?, format: variable.format, tells_apart: fixed > 8 })
    }

    fn values(&self, text: &str) -> Vec<(&'static str, String)> {
        let Some(found) = self.regex.captures(text) else { return Vec::new() };
        ["host", "database", "user"]
            .into_iter()
            .filter_map(|name| Some((name, unescape(found.name(name)?.as_str(), self.format))))
            .collect()
    }
}

/// Undoes what [`super::escape`] does for the format.
fn unescape(text: &str, format: ValueFormat) -> String {
    let inner = |quote: char| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    match format {
        ValueFormat::Plain => text.to_owned(),
        ValueFormat::Libpq => {
            let mut plain = String::new();
            let mut escaped = false;
            for c in inner('\'').unwrap_or(text).chars() {
                escaped = c == '\\' && !escaped;
                if !escaped {
                    plain.push(c);
                }
            }
            plain
        }
        ValueFormat::Npgsql => match (inner('"'), inner('\'')) {
            (Some(inner), _) => inner.replace("\"\"", "\""),
            (_, Some(inner)) => inner.replace("''", "'"),
            _ => text.to_owned(),
        },
        ValueFormat::Jdbc => percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned(),
    }
}
