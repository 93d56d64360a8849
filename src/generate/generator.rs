//! Makes the samples of one client.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{CloudContext, Named, ReadmeContext, SampleContext};
use super::render::Templates;
use super::sample::{Dependency, EnvironmentRow, Sample, SampleFile};
use super::values::{Values, value_of};
use super::variant::{Selection, Variant};
use super::{GenerateError, escape};
use crate::catalog::{
    AuthTypes, Catalog, CatalogError, Client, Computes, CredentialKind, Driver, FileKind, FileSpec, Fragment, Language,
    Package, Problem, SampleSpec, Service, Step, Style, check_client, path_text,
};

const README: &str = "common/README.md";

/// One client with all that its samples need, parsed once.
#[derive(Debug)]
pub struct Generator<'c> {
    catalog: &'c Catalog,
    /// The client's id.
    pub client_id: String,
    /// The client.
    pub client: Client,
    /// Its language.
    pub language: Option<Language>,
    /// The service.
    pub service: &'c Service,
    auth_types: &'c AuthTypes,
    computes: &'c Computes,
    templates: Templates,
}

impl<'c> Generator<'c> {
    /// Parses what `client` needs, and nothing of another client.
    ///
    /// # Errors
    /// An unknown client, or files that are wrong; a user's own file is checked in full.
    pub fn new(catalog: &'c Catalog, client_id: &str) -> Result<Self, GenerateError> {
        let client = catalog.client(client_id)?;
        if catalog.files().is_overlaid(&format!("clients/{client_id}.yaml")) {
            let problems = check_client(catalog, client_id);
            if !problems.is_empty() {
                return Err(CatalogError::broken(problems).into());
            }
        }
        let language = client.language.as_deref().map(|id| catalog.language(id)).transpose()?;
        let samples = client.drivers.iter().flat_map(|driver| &driver.samples);
        let wanted = samples.flat_map(|sample| &sample.files).map(|file| file.template.as_str());
        let templates = Templates::load(catalog, wanted.chain([README]))?;
        Ok(Self {
            catalog,
            client_id: client_id.to_owned(),
            client,
            language,
            service: catalog.service()?,
            auth_types: catalog.auth_types()?,
            computes: catalog.computes()?,
            templates,
        })
    }

    /// Finds everything that a selection names.
    ///
    /// # Errors
    /// An unknown auth type, driver, compute service or cloud, with the nearest spelling; a style that the driver does not
    /// have; an auth type that the compute service does not offer.
    pub fn resolve(&self, selection: &Selection) -> Result<Variant<'_>, GenerateError> {
        let auth = find("auth type", &self.auth_types.auth, &selection.auth, |auth| &auth.id)?;
        let cloud = match &selection.cloud {
            Some(id) => find("cloud", &self.service.clouds, id, |cloud| &cloud.id)?,
            None => first(&self.service.clouds, "service.yaml", "clouds")?,
        };
        let compute = match &selection.compute {
            Some(id) => find("compute service", &self.computes.computes, id, |compute| &compute.id)?,
            None => first(&self.computes.computes, "compute.yaml", "computes")?,
        };
        let offer = compute.auth.get(&auth.id).ok_or_else(|| GenerateError::NotOffered {
            compute: compute.title.clone(),
            auth: auth.id.clone(),
            reason: compute.refused.get(&auth.id).cloned().unwrap_or_default(),
            offers: compute.auth.keys().cloned().collect(),
        })?;
        let credential = offer.credential.unwrap_or(auth.credential);
        let code = self.code(selection, credential)?;
        Ok(Variant { auth, compute, offer, cloud, credential, code })
    }

    fn code(
        &self,
        selection: &Selection,
        credential: CredentialKind,
    ) -> Result<Option<(&Driver, &SampleSpec)>, GenerateError> {
        let driver = match &selection.driver {
            Some(id) => find("driver", &self.client.drivers, id, |driver| &driver.id)?,
            None => match self.client.drivers.iter().find(|driver| driver.default) {
                Some(driver) => driver,
                None => return Ok(None),
            },
        };
        let mut fitting: Vec<&SampleSpec> =
            driver.samples.iter().filter(|sample| sample.credentials.contains(&credential)).collect();
        fitting.sort_by_key(|sample| sample.style);
        let sample = match selection.style {
            None => fitting.first(),
            Some(style) => fitting.iter().find(|sample| sample.style == style),
        };
        sample.map(|sample| Some((driver, *sample))).ok_or_else(|| GenerateError::NoSuchStyle {
            driver: driver.title.clone(),
            style: selection.style.map_or("connect", Style::id).to_owned(),
            has: fitting.iter().map(|sample| sample.style.id().to_owned()).collect(),
        })
    }

    /// Every cell, driver and style of this client for the default compute service and cloud, in a fixed order.
    pub fn selections(&self) -> Vec<Selection> {
        let mut all = Vec::new();
        for auth in &self.auth_types.auth {
            if self.client.drivers.is_empty() {
                all.push(Selection { auth: auth.id.clone(), ..Selection::default() });
            }
            for driver in &self.client.drivers {
                let styles: BTreeSet<Style> = driver.samples.iter().map(|sample| sample.style).collect();
                all.extend(styles.into_iter().map(|style| Selection {
                    auth: auth.id.clone(),
                    driver: Some(driver.id.clone()),
                    style: Some(style),
                    ..Selection::default()
                }));
            }
        }
        all
    }

    /// Every variant there is: [`selections`](Self::selections) on every compute service that offers the auth type and in every cloud.
    pub fn all_selections(&self) -> Vec<Selection> {
        let mut all = Vec::new();
        for selection in self.selections() {
            for compute in self.computes.computes.iter().filter(|compute| compute.auth.contains_key(&selection.auth)) {
                for cloud in &self.service.clouds {
                    all.push(Selection {
                        compute: Some(compute.id.clone()),
                        cloud: Some(cloud.id.clone()),
                        ..selection.clone()
                    });
                }
            }
        }
        all
    }

    /// The environment of a variant, with the user's values in it.
    pub fn environment(&self, variant: &Variant<'_>, values: &Values) -> Vec<EnvironmentRow> {
        let variables = self.client.environment.get(variant.environment_of()).map_or(&[][..], Vec::as_slice);
        variables
            .iter()
            .map(|variable| EnvironmentRow {
                key: variable.key.clone(),
                name: variable.name.clone(),
                value: value_of(variable, values, variant.cloud, self.service.port),
                secret: variable.secret,
                read_by: variable.read_by,
                note: variable.note.clone(),
            })
            .collect()
    }

    /// Renders a variant; `names` replaces variables' default names, by key.
    ///
    /// # Errors
    /// A template that uses a name it does not have.
    pub fn sample(
        &self,
        variant: &Variant<'_>,
        values: &Values,
        names: &BTreeMap<String, String>,
    ) -> Result<Sample, GenerateError> {
        let mut environment = self.environment(variant, values);
        for row in &mut environment {
            if let Some(name) = names.get(&row.key) {
                row.name.clone_from(name);
            }
        }
        let mut sample = Sample {
            client: self.client_id.clone(),
            auth: variant.auth.id.clone(),
            credential: variant.credential,
            driver: variant.code.map(|(driver, _)| driver.id.clone()),
            style: variant.code.map(|(_, spec)| spec.style),
            compute: variant.compute.id.clone(),
            cloud: variant.cloud.id.clone(),
            files: Vec::new(),
            environment,
            dependencies: Vec::new(),
            install: Vec::new(),
            run: Vec::new(),
            notes: self.client.notes.clone(),
        };
        let Some((driver, spec)) = variant.code else {
            sample.files.push(environment_file(&sample.environment));
            return Ok(sample);
        };
        let (place, fragment) = self.fragment(spec, variant.credential).unzip();
        sample.dependencies = self.dependencies(spec, fragment);
        sample.install = own(&[&spec.install, &driver.install, &self.client.install]);
        sample.run = own(&[&spec.run, &driver.run, &self.client.run]);
        let of_fragment = fragment.map_or(&[][..], |fragment| &fragment.notes);
        sample.notes.extend(driver.notes.iter().chain(&spec.notes).chain(of_fragment).cloned());
        let steps = self.steps(variant, values)?;
        let files = self.files(variant, (driver, spec), (place, fragment), &sample, &steps)?;
        sample.files = files;
        Ok(sample)
    }

    fn files(
        &self,
        variant: &Variant<'_>,
        (driver, spec): (&Driver, &SampleSpec),
        (place, fragment): (Option<Vec<Step>>, Option<&Fragment>),
        sample: &Sample,
        steps: &[String],
    ) -> Result<Vec<SampleFile>, GenerateError> {
        let mut context = self.context(variant, driver, spec, sample);
        let mut pieces = BTreeMap::from([("kind", variant.credential.id().to_owned())]);
        for (name, piece) in fragment.iter().flat_map(|fragment| &fragment.pieces) {
            let text = self.templates.render_text(piece, &context).map_err(|message| {
                let mut path = place.clone().unwrap_or_default();
                path.extend([Step::from("pieces"), Step::from(name.as_str())]);
                GenerateError::Template(self.problem_at(spec, &path, message))
            })?;
            pieces.insert(name, text);
        }
        context.credential = pieces;
        let render = |file: &FileSpec| -> Result<SampleFile, GenerateError> {
            let text = self.templates.render(self.catalog, &file.template, &context)?;
            Ok(SampleFile { path: file.path.clone(), kind: file.kind, text: finish(&text) })
        };
        let mut files = spec.files.iter().map(render).collect::<Result<Vec<_>, _>>()?;
        let example = environment_file(&sample.environment);
        let readme = ReadmeContext {
            sample: &context,
            environment: &sample.environment,
            install: &sample.install,
            run: &sample.run,
            notes: &sample.notes,
            example: &example.path,
            files: files.iter().map(|file| file.path.as_str()).collect(),
            steps,
        };
        let text = finish(&self.templates.render(self.catalog, README, &readme)?);
        files.push(example);
        files.push(SampleFile { path: "README.md".to_owned(), kind: FileKind::Readme, text });
        Ok(files)
    }

    fn context<'a>(
        &'a self,
        variant: &'a Variant<'_>,
        driver: &'a Driver,
        spec: &'a SampleSpec,
        sample: &'a Sample,
    ) -> SampleContext<'a> {
        let cloud = variant.cloud;
        let terms = self.language.as_ref().and_then(|language| language.clouds.get(&cloud.id));
        SampleContext {
            client: Named { id: &self.client_id, title: &self.client.title },
            driver: Named { id: &driver.id, title: &driver.title },
            style: spec.style.id(),
            auth: Named { id: &variant.auth.id, title: &variant.auth.title },
            compute: Named { id: &variant.compute.id, title: &variant.compute.title },
            cloud: CloudContext {
                id: &cloud.id,
                title: &cloud.title,
                scope: &cloud.scope,
                resource: &cloud.resource,
                host_suffix: &cloud.host_suffix,
                authority: format!("https://{}", cloud.authority),
                authority_host: &cloud.authority,
                sovereign: cloud.sovereign,
                terms: terms.iter().flat_map(|terms| terms.iter().map(|(k, v)| (k.as_str(), v.as_str()))).collect(),
            },
            env: sample.environment.iter().map(|row| (row.key.as_str(), row.name.as_str())).collect(),
            platform: variant
                .compute
                .platform
                .iter()
                .filter(|variable| variable.credentials.contains(&variant.credential))
                .map(|variable| (variable.key.as_str(), variable.name.as_str()))
                .collect(),
            port: self.service.port,
            packages: &sample.dependencies,
            package: sample.dependencies.iter().map(|package| (package.id.as_str(), package)).collect(),
            credential: BTreeMap::new(),
        }
    }

    /// The fragment of a sample and where it stands in its YAML file.
    fn fragment(&self, spec: &SampleSpec, kind: CredentialKind) -> Option<(Vec<Step>, &Fragment)> {
        let name = spec.fragments.as_ref()?;
        let kinds = self
            .client
            .fragments
            .get(name)
            .or_else(|| self.language.as_ref().and_then(|language| language.fragments.get(name)))?;
        let path = vec![Step::from("fragments"), Step::from(name.as_str()), Step::from(kind.id())];
        Some((path, kinds.get(&kind)?))
    }

    fn problem_at(&self, spec: &SampleSpec, path: &[Step], message: String) -> Problem {
        let own = spec.fragments.as_ref().is_some_and(|name| self.client.fragments.contains_key(name));
        let file = match &self.client.language {
            Some(language) if !own => format!("languages/{language}.yaml"),
            _ => format!("clients/{}.yaml", self.client_id),
        };
        let text = self.catalog.files().read(&file).unwrap_or_default();
        Problem::at(&self.catalog.files().shown(&file), &text, path, format!("{}: {message}", path_text(path)))
            .help("see CONTRIBUTING.md for the names that a piece can use")
    }

    /// The templates, with the filters that the catalog's commands use too.
    pub(super) fn templates(&self) -> &Templates {
        &self.templates
    }

    /// What the facts on this client were read from, with the day.
    pub(super) fn sources(&self) -> Vec<String> {
        let of_language = self.language.iter().flat_map(|language| language.sources.values());
        let all = self.client.sources.values().chain(of_language).chain(self.service.sources.values());
        all.map(|source| {
            let place = source.url.as_ref().map(|url| format!(", {url}")).unwrap_or_default();
            format!("{}{place} (checked {})", source.title, source.checked)
        })
        .collect()
    }

    fn dependencies(&self, spec: &SampleSpec, fragment: Option<&Fragment>) -> Vec<Dependency> {
        let mut seen = BTreeSet::new();
        spec.packages
            .iter()
            .chain(fragment.iter().flat_map(|fragment| &fragment.packages))
            .filter(|id| seen.insert(id.as_str()))
            .filter_map(|id| {
                let package: &Package = self
                    .client
                    .packages
                    .get(id)
                    .or_else(|| self.language.as_ref().and_then(|language| language.packages.get(id)))?;
                Some(Dependency {
                    id: id.clone(),
                    name: package.name.clone(),
                    version: package.version.clone(),
                    options: package.options.clone(),
                })
            })
            .collect()
    }
}

/// Renders every variant of a client and tells what is wrong with its templates.
pub fn verify(catalog: &Catalog, client_id: &str) -> Vec<Problem> {
    let tell = |error: GenerateError| match error {
        GenerateError::Template(problem) => vec![problem],
        // What the checks of the files already told is not told twice.
        GenerateError::Catalog(CatalogError::Broken(_) | CatalogError::Unknown { .. }) => Vec::new(),
        other => {
            vec![Problem::of_file(&catalog.files().shown(&format!("clients/{client_id}.yaml")), other.to_string())]
        }
    };
    let generator = match Generator::new(catalog, client_id) {
        Ok(generator) => generator,
        Err(error) => return tell(error),
    };
    let mut problems: Vec<Problem> = Vec::new();
    for selection in generator.all_selections() {
        let made = generator
            .resolve(&selection)
            .and_then(|variant| generator.sample(&variant, &Values::default(), &BTreeMap::new()));
        if let Err(error) = made {
            problems.extend(tell(error).into_iter().filter(|problem| !problems.contains(problem)).collect::<Vec<_>>());
        }
    }
    problems
}

/// The first list that is not empty.
fn own(lists: &[&Vec<String>]) -> Vec<String> {
    lists.iter().find(|list| !list.is_empty()).map(|list| (*list).clone()).unwrap_or_default()
}

fn find<'a, T>(
    what: &'static str,
    list: &'a [T],
    given: &str,
    id: impl Fn(&T) -> &String,
) -> Result<&'a T, GenerateError> {
    list.iter()
        .find(|item| id(item) == given)
        .ok_or_else(|| CatalogError::unknown(what, given, list.iter().map(|item| id(item).clone()).collect()).into())
}

fn first<'a, T>(list: &'a [T], file: &str, name: &str) -> Result<&'a T, GenerateError> {
    list.first().ok_or_else(|| {
        CatalogError::broken(vec![Problem::of_file(&format!("catalog/{file}"), format!("`{name}` is empty"))]).into()
    })
}

/// A file ends with exactly one line break.
fn finish(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

/// The example environment: for a shell where every name can be a shell variable, otherwise for Spring.
pub(super) fn environment_file(environment: &[EnvironmentRow]) -> SampleFile {
    let shell = environment.iter().all(|row| is_shell_name(&row.name));
    let lines = environment.iter().map(|row| {
        if shell {
            format!("{}={}\n", row.name, escape::sh(&row.value))
        } else {
            format!("{}={}\n", row.name, escape::spring(&row.value))
        }
    });
    let path = if shell { ".env.example" } else { "connection.properties.example" };
    SampleFile { path: path.to_owned(), kind: FileKind::Env, text: lines.collect() }
}

fn is_shell_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_ascii_digit())
}
