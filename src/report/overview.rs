//! The table of `azconn list`.

use std::fmt::Write as _;

use serde::Serialize;

use crate::catalog::{Catalog, CatalogError, Style};

/// Everything that `--client`, `--auth`, `--driver`, `--style`, `--compute` and `--cloud` understand.
#[derive(Debug, Serialize)]
pub struct Overview {
    clients: Vec<ClientRow>,
    auth: Vec<Row>,
    compute: Vec<ComputeRow>,
    cloud: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    title: String,
}

#[derive(Debug, Serialize)]
struct ComputeRow {
    id: String,
    title: String,
    auth: Vec<String>,
    retired: bool,
}

#[derive(Debug, Serialize)]
struct ClientRow {
    id: String,
    title: String,
    client_type: String,
    drivers: Vec<DriverRow>,
}

#[derive(Debug, Serialize)]
struct DriverRow {
    id: String,
    title: String,
    default: bool,
    styles: Vec<Style>,
}

fn row(id: &str, title: &str) -> Row {
    Row { id: id.to_owned(), title: title.to_owned() }
}

/// Reads every client.
///
/// # Errors
/// A catalog that is broken.
pub fn overview(catalog: &Catalog) -> Result<Overview, CatalogError> {
    let mut clients = Vec::new();
    for id in catalog.client_ids()? {
        let client = catalog.client(&id)?;
        let drivers = client.drivers.into_iter().map(|driver| {
            let mut styles: Vec<Style> = driver.samples.iter().map(|sample| sample.style).collect();
            styles.sort_unstable();
            styles.dedup();
            DriverRow { id: driver.id, title: driver.title, default: driver.default, styles }
        });
        let drivers = drivers.collect();
        clients.push(ClientRow { id, title: client.title, client_type: client.client_type, drivers });
    }
    let computes = catalog.computes()?.computes.iter().map(|compute| ComputeRow {
        id: compute.id.clone(),
        title: compute.title.clone(),
        auth: compute.auth.keys().cloned().collect(),
        retired: compute.retired.is_some(),
    });
    Ok(Overview {
        clients,
        auth: catalog.auth_types()?.auth.iter().map(|auth| row(&auth.id, &auth.title)).collect(),
        compute: computes.collect(),
        cloud: catalog.service()?.clouds.iter().map(|cloud| row(&cloud.id, &cloud.title)).collect(),
    })
}

/// For people.
pub fn overview_table(overview: &Overview) -> String {
    let mut rows = vec![["client", "driver", "styles", ""].map(str::to_owned)];
    for client in &overview.clients {
        for (index, driver) in client.drivers.iter().enumerate() {
            let styles: Vec<&str> = driver.styles.iter().map(|style| style.id()).collect();
            let name = if index == 0 { client.id.clone() } else { String::new() };
            let mark = if driver.default { "default" } else { "" };
            rows.push([name, driver.id.clone(), styles.join(" "), mark.to_owned()]);
        }
        if client.drivers.is_empty() {
            rows.push([client.id.clone(), "-".into(), "environment only".into(), String::new()]);
        }
    }
    let mut text = columns(&rows);
    let mut rows = vec![["auth", ""].map(str::to_owned)];
    rows.extend(overview.auth.iter().map(|row| [row.id.clone(), row.title.clone()]));
    let _ = write!(text, "\n{}", columns(&rows));
    let mut rows = vec![["compute", "", "auth"].map(str::to_owned)];
    rows.extend(overview.compute.iter().map(|row| {
        let title = if row.retired { format!("{} (retired)", row.title) } else { row.title.clone() };
        [row.id.clone(), title, row.auth.join(" ")]
    }));
    let _ = write!(text, "\n{}", columns(&rows));
    let mut rows = vec![["cloud", ""].map(str::to_owned)];
    rows.extend(overview.cloud.iter().map(|row| [row.id.clone(), row.title.clone()]));
    let _ = write!(text, "\n{}", columns(&rows));
    text
}

/// Columns as wide as their widest cell, two blanks between.
pub(super) fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
