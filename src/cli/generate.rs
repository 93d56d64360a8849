//! `azconn generate`, `list` and `describe`.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use super::args::{DescribeArgs, DescribeFormat, GenerateArgs, ListArgs, ListFormat, SampleFormat, VariantArgs};
use super::{Failure, Streams, project};
use crate::catalog::Catalog;
use crate::generate::{self, Generator, Received, Sample, Selection, Values};
use crate::report;

/// Largest file that `--from` reads, in bytes: a real one has a few hundred.
const LARGEST_CONFIGURATION: u64 = 1 << 20;

impl VariantArgs {
    fn values(&self) -> Values {
        Values { server: self.server.clone(), database: self.database.clone(), user: self.user.clone() }
    }

    fn selection(&self, auth: String) -> Selection {
        Selection {
            auth,
            driver: self.driver.clone(),
            style: self.style,
            compute: self.compute.clone(),
            cloud: self.cloud.clone(),
        }
    }

    fn needed(given: Option<&String>, flag: &str, there: &[String]) -> Result<String, Failure> {
        given.cloned().ok_or_else(|| Failure::Call(format!("--{flag} is missing\n  there is: {}", there.join(", "))))
    }

    fn cell(&self, catalog: &Catalog) -> Result<(String, String), Failure> {
        let client = Self::needed(self.client.as_ref(), "client", &catalog.client_ids()?)?;
        let auth_types: Vec<String> = catalog.auth_types()?.auth.iter().map(|auth| auth.id.clone()).collect();
        let auth = Self::needed(self.auth.as_ref(), "auth", &auth_types)?;
        Ok((client, auth))
    }
}

pub(super) fn generate(catalog: &Catalog, args: &GenerateArgs, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    if let (true, Some(folder)) = (args.all, &args.out) {
        return all(catalog, args, folder, streams);
    }
    let received = args.from.as_deref().map(|path| read_configuration(catalog, path, args, streams)).transpose()?;
    let (client, auth, names, values) = match &received {
        Some(Received { client, auth, names, values, .. }) => {
            (client.clone(), auth.clone(), names.clone(), merge(args.variant.values(), values))
        }
        None => {
            let (client, auth) = args.variant.cell(catalog)?;
            (client, auth, BTreeMap::new(), args.variant.values())
        }
    };
    let generator = Generator::new(catalog, &client)?;
    let mut selection = args.variant.selection(auth);
    if let Some(received) = &received {
        selection.cloud = selection.cloud.or_else(|| received.cloud.clone());
    }
    let variant = generator.resolve(&selection)?;
    let sample = generator.sample(&variant, &values, &names)?;
    if let (Some(path), Some(received)) = (&args.env_out, &received) {
        project::write_secret(path, &received.environment_text(), args.force)?;
        writeln!(streams.notices, "wrote the connection's values to {}", path.display())?;
    }
    show(&sample, args, streams)
}

fn merge(given: Values, received: &Values) -> Values {
    Values {
        server: given.server.or_else(|| received.server.clone()),
        database: given.database.or_else(|| received.database.clone()),
        user: given.user.or_else(|| received.user.clone()),
    }
}

fn show(sample: &Sample, args: &GenerateArgs, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    if let Some(folder) = &args.out {
        let written = project::write(sample, folder, args.force)?;
        for path in written {
            writeln!(streams.notices, "wrote {}", path.display())?;
        }
        return Ok(0);
    }
    if let Some(wanted) = &args.file {
        let file = sample.files.iter().find(|file| &file.path == wanted).ok_or_else(|| {
            let paths: Vec<&str> = sample.files.iter().map(|file| file.path.as_str()).collect();
            Failure::Call(format!("this sample has no file `{wanted}`\n  it has: {}", paths.join(", ")))
        })?;
        write!(streams.output, "{}", file.text)?;
        return Ok(0);
    }
    let text = match args.format {
        SampleFormat::Code => report::sample_code(sample),
        SampleFormat::Json => report::json(sample),
        SampleFormat::Markdown => report::sample_markdown(sample),
    };
    write!(streams.output, "{text}")?;
    Ok(0)
}

/// Every cell, driver and style, in `<client>/<auth>/<driver>-<style>`.
fn all(catalog: &Catalog, args: &GenerateArgs, folder: &Path, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let mut count = 0;
    for id in catalog.client_ids()? {
        let generator = Generator::new(catalog, &id)?;
        for selection in generator.selections() {
            let selection =
                Selection { compute: args.variant.compute.clone(), cloud: args.variant.cloud.clone(), ..selection };
            let variant = match generator.resolve(&selection) {
                Ok(variant) => variant,
                Err(generate::GenerateError::NotOffered { .. }) => continue,
                Err(error) => return Err(error.into()),
            };
            let sample = generator.sample(&variant, &args.variant.values(), &BTreeMap::new())?;
            let mut place = folder.join(&id).join(&sample.auth);
            if let (Some(driver), Some(style)) = (&sample.driver, sample.style) {
                place = place.join(format!("{driver}-{}", style.id()));
            }
            project::write(&sample, &place, args.force)?;
            count += 1;
        }
    }
    writeln!(streams.notices, "wrote {count} samples below {}", folder.display())?;
    Ok(0)
}

fn read_configuration(
    catalog: &Catalog,
    path: &Path,
    args: &GenerateArgs,
    streams: &mut Streams<'_>,
) -> Result<Received, Failure> {
    let fail = |source| Failure::Read { path: path.display().to_string(), source };
    let mut text = String::new();
    if path == Path::new("-") {
        (&mut *streams.input).take(LARGEST_CONFIGURATION + 1).read_to_string(&mut text).map_err(fail)?;
    } else {
        let file = std::fs::File::open(path).map_err(fail)?;
        file.take(LARGEST_CONFIGURATION + 1).read_to_string(&mut text).map_err(fail)?;
    }
    if text.len() as u64 > LARGEST_CONFIGURATION {
        return Err(Failure::Call(format!(
            "{} is larger than 1 MiB: not what `list-configuration` prints",
            path.display()
        )));
    }
    let received = generate::received(catalog, &text, args.variant.client.as_deref(), args.variant.auth.as_deref())?;
    writeln!(streams.notices, "this is the environment of client `{}` with auth `{}`", received.client, received.auth)?;
    for notice in &received.notices {
        writeln!(streams.notices, "{notice}")?;
    }
    Ok(received)
}

pub(super) fn list(catalog: &Catalog, args: &ListArgs, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let overview = report::overview(catalog)?;
    let text = match args.format {
        ListFormat::Table => report::overview_table(&overview),
        ListFormat::Json => report::json(&overview),
    };
    write!(streams.output, "{text}")?;
    Ok(0)
}

pub(super) fn describe(catalog: &Catalog, args: &DescribeArgs, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let (client, auth) = args.variant.cell(catalog)?;
    let generator = Generator::new(catalog, &client)?;
    let variant = generator.resolve(&args.variant.selection(auth))?;
    let description = generate::describe(&generator, &variant, &args.variant.values())?;
    let text = match args.format {
        DescribeFormat::Text => report::description_text(&description),
        DescribeFormat::Json => report::json(&description),
        DescribeFormat::Env => description.environment_file.text.clone(),
    };
    write!(streams.output, "{text}")?;
    Ok(0)
}
