//! From a variant to its cases: what is run, in which environment, and what must come of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use azconn::catalog::{CredentialKind, FileKind, ReadBy, Style, ValueFormat, Variable};
use azconn::generate::escape;

use crate::Failure;
use crate::inside::IDENTITY_ENDPOINT;
use crate::plan::{Depth, Planned};
use crate::postgres::DATABASE;
use crate::recipe::Recipe;
use crate::registry::digest;
use crate::scene::{Case, Cause, Expect, Identity, Server};

/// A password that every grammar has trouble with.
const PASSWORD: &str = r#"It's a "p%41s\s;w=o+r/d@&?#:"#;
/// A client id that nobody has.
const UNKNOWN_CLIENT: &str = "99999999-9999-4999-8999-999999999999";

/// What a refused program must say, by test; a recipe may have another.
const TELLS: [(&str, &str); 8] = [
    ("wrong-scope", "AADSTS500011"),
    ("wrong-client-id", "AADSTS700016|No User Assigned"),
    ("wrong-secret", "AADSTS7000215"),
    ("missing-password", "password"),
    ("wrong-password", "password authentication failed"),
    ("plaintext", r"\b(SSL|TLS)\b"),
    ("other-root", r"certificate|PKIX"),
    ("wrong-name", r"host ?name|server name|does not match|doesn't match|mismatch|altnames|not valid for|alternative"),
];

/// Makes the cases of variants.
pub struct Maker<'a> {
    /// Folder of the suite.
    pub work: &'a Path,
    /// Words that may be in every environment: `PATH` and `HOME`.
    pub base: BTreeMap<String, String>,
    count: AtomicUsize,
}

/// What differs from a plain run.
struct Change<'c> {
    test: String,
    server: Server,
    expect: Expect,
    rotating: bool,
    /// Another resource than the one that the sample asks for is the only one that there is.
    unknown_resource: bool,
    /// Edits the environment that Service Connector and the platform set.
    edit: &'c dyn Fn(&mut BTreeMap<String, String>, &Identity),
    /// Values as they are written into the environment.
    password: &'c str,
    /// Periods in names become `_`.
    underscores: bool,
}

impl<'a> Maker<'a> {
    /// A maker of cases below `work`.
    pub fn new(work: &'a Path) -> Self {
        let base =
            ["PATH", "HOME"].iter().filter_map(|&name| Some((name.to_owned(), std::env::var(name).ok()?))).collect();
        Self { work, base, count: AtomicUsize::new(0) }
    }

    /// All cases of a variant.
    ///
    /// # Errors
    /// When a token file cannot be written.
    pub fn cases(&self, planned: &Planned, recipe: &Recipe, folder: &Path) -> Result<Vec<Case>, Failure> {
        let connections = if planned.style() == Style::Pool { 2 } else { 1 };
        let mut changes: Vec<Change<'_>> = vec![Change::plain("sample", Expect::SignedIn { connections })];
        if recipe.underscores {
            let expect = Expect::SignedIn { connections };
            changes.push(Change { underscores: true, ..Change::plain("sample, periods as _", expect) });
        }
        let by_token = planned.credential() != CredentialKind::Password;
        if planned.depth != Depth::SignIn && by_token && planned.style() == Style::Pool {
            changes.push(Change { rotating: true, ..Change::plain("expiry", Expect::SignedInAgain) });
        }
        let tells = |test: &str| -> String {
            let common = TELLS.iter().find(|(name, _)| *name == test).map_or("", |(_, tells)| tells);
            recipe.tells.get(test).map_or(common, String::as_str).to_owned()
        };
        let refuse = |test: &str, cause: Cause| Change::plain(test, Expect::Refused { cause, tells: tells(test) });
        if planned.depth != Depth::SignIn {
            changes.extend(identity_changes(planned, &refuse));
        }
        if planned.depth == Depth::Full {
            for (test, server) in
                [("plaintext", Server::Plain), ("other-root", Server::OtherRoot), ("wrong-name", Server::OtherName)]
            {
                changes.push(Change { server, ..refuse(test, Cause::FalseServer) });
            }
        }
        let mut cases: Vec<Case> =
            changes.iter().map(|change| self.case(planned, recipe, folder, change)).collect::<Result<_, _>>()?;
        if planned.credential() == CredentialKind::Password {
            cases.push(self.missing_password(planned, recipe, folder, &tells("missing-password"))?);
        }
        if planned.depth != Depth::SignIn {
            for name in needed(planned) {
                let remove = |environment: &mut BTreeMap<String, String>, _: &Identity| drop(environment.remove(&name));
                let expect = Expect::Refused { cause: Cause::Program, tells: regex::escape(&name) };
                let change = Change { edit: &remove, ..Change::plain(&format!("missing {name}"), expect) };
                cases.push(self.case(planned, recipe, folder, &change)?);
            }
        }
        Ok(cases)
    }

    fn case(&self, planned: &Planned, recipe: &Recipe, folder: &Path, change: &Change<'_>) -> Result<Case, Failure> {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let mut identity = identity(planned, number);
        identity.rotating = change.rotating;
        let host = format!("proof-{number}{}", planned.host_suffix);
        let mut environment = BTreeMap::new();
        for variable in &planned.variables {
            environment.insert(variable.name.clone(), value(variable, planned, &identity, &host, change.password));
        }
        self.platform(planned, &identity, number, &mut environment)?;
        (change.edit)(&mut environment, &identity);
        if change.underscores {
            environment = environment.into_iter().map(|(name, value)| (name.replace(['.', '-'], "_"), value)).collect();
        }
        if change.unknown_resource {
            "https://unknown.example".clone_into(&mut identity.resource);
        }
        let fill = |text: &str| self.fill(text, planned);
        environment.extend(self.base.clone());
        environment
            .extend(recipe.environment.iter().chain(&recipe.trust).map(|(name, value)| (name.clone(), fill(value))));
        let commands = if recipe.run.is_empty() { &planned.sample.run } else { &recipe.run };
        Ok(Case {
            variant: planned.id.clone(),
            test: change.test.clone(),
            folder: folder.to_owned(),
            commands: commands.iter().map(|command| fill(command)).collect(),
            environment,
            identity,
            host,
            server: change.server,
            expect: change.expect.clone(),
        })
    }

    /// Fills `{work}`, `{tools}` and `{ca}`.
    pub fn fill(&self, text: &str, planned: &Planned) -> String {
        fill(text, self.work, &planned.sample.client)
    }

    fn platform(
        &self,
        planned: &Planned,
        identity: &Identity,
        number: usize,
        environment: &mut BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        for (key, name) in &planned.platform {
            let value = match key.as_str() {
                "identity_endpoint" => IDENTITY_ENDPOINT.to_owned(),
                "identity_header" => identity.header.clone(),
                "client_id" => identity.client_id.clone(),
                "tenant_id" => identity.tenant_id.clone(),
                "authority" => format!("https://{}/", planned.authority),
                "token_file" => {
                    let folder = self.work.join("tokens");
                    std::fs::create_dir_all(&folder)?;
                    let path: PathBuf = folder.join(format!("{number}.jwt"));
                    std::fs::write(&path, &identity.assertion)?;
                    path.display().to_string()
                }
                other => {
                    return Err(Failure::new(format!("the suite does not know the platform's variable `{other}`")));
                }
            };
            environment.insert(name.clone(), value);
        }
        Ok(())
    }

    /// The string of the cell without its password, or no variable at all where the password has one to itself.
    fn missing_password(
        &self,
        planned: &Planned,
        recipe: &Recipe,
        folder: &Path,
        tells: &str,
    ) -> Result<Case, Failure> {
        let edit = |environment: &mut BTreeMap<String, String>, _: &Identity| {
            for variable in planned.variables.iter().filter(|variable| variable.value.contains("{password}")) {
                if variable.value == "{password}" {
                    environment.remove(&variable.name);
                } else if let Some(value) = environment.get_mut(&variable.name) {
                    *value = cut_password(value, &written(PASSWORD, variable.format));
                }
            }
        };
        let expect = Expect::Refused { cause: Cause::PostgresOrProgram, tells: tells.to_owned() };
        self.case(planned, recipe, folder, &Change { edit: &edit, ..Change::plain("missing-password", expect) })
    }
}

/// Fills `{work}`, `{tools}` and `{ca}` of a client's recipe.
pub fn fill(text: &str, work: &Path, client: &str) -> String {
    let tools = work.join("tools").join(client);
    text.replace("{work}", &work.display().to_string())
        .replace("{tools}", &tools.display().to_string())
        .replace("{ca}", "/mnt/ca.pem")
}

/// Takes the password with its keyword out of a connection string.
fn cut_password(value: &str, written: &str) -> String {
    for keyword in ["Password=", "password="] {
        let pair = format!("{keyword}{written}");
        if let Some(start) = value.find(&pair) {
            let end = start + pair.len();
            let before = value[..start].trim_end_matches([' ', '&']);
            return format!("{before}{}", value[end..].trim_start_matches(';'));
        }
    }
    value.to_owned()
}

fn identity_changes<'c>(planned: &Planned, refuse: &dyn Fn(&str, Cause) -> Change<'c>) -> Vec<Change<'c>> {
    let mut changes = Vec::new();
    if planned.credential() == CredentialKind::Password {
        changes.push(Change { password: "not the password", ..refuse("wrong-password", Cause::Postgres) });
        return changes;
    }
    changes.push(Change { unknown_resource: true, ..refuse("wrong-scope", Cause::TokenEndpoint) });
    if planned.credential() != CredentialKind::SystemIdentity {
        changes.push(Change { edit: &unknown_client, ..refuse("wrong-client-id", Cause::TokenEndpoint) });
    }
    if planned.credential() == CredentialKind::ServicePrincipal {
        changes.push(Change { edit: &wrong_secret, ..refuse("wrong-secret", Cause::TokenEndpoint) });
    }
    changes
}

fn unknown_client(environment: &mut BTreeMap<String, String>, identity: &Identity) {
    for value in environment.values_mut().filter(|value| **value == identity.client_id) {
        UNKNOWN_CLIENT.clone_into(value);
    }
}

fn wrong_secret(environment: &mut BTreeMap<String, String>, identity: &Identity) {
    for value in environment.values_mut().filter(|value| **value == identity.client_secret) {
        "not-the-secret".clone_into(value);
    }
}

impl Change<'_> {
    fn plain(test: &str, expect: Expect) -> Self {
        Self {
            test: test.to_owned(),
            server: Server::Good,
            expect,
            rotating: false,
            unknown_resource: false,
            edit: &|_, _| {},
            password: PASSWORD,
            underscores: false,
        }
    }
}

/// Variables that the sample cannot do without: those that its own code reads, and the platform's that its code names.
fn needed(planned: &Planned) -> Vec<String> {
    let own = planned
        .variables
        .iter()
        .filter(|variable| variable.read_by == ReadBy::Application)
        .map(|variable| variable.name.clone());
    let code: String = planned
        .sample
        .files
        .iter()
        .filter(|file| matches!(file.kind, FileKind::Program | FileKind::Settings))
        .map(|file| file.text.as_str())
        .collect();
    let of_platform = planned.platform.values().filter(|name| code.contains(name.as_str())).cloned();
    own.chain(of_platform).collect()
}

fn identity(planned: &Planned, number: usize) -> Identity {
    let seed = |what: &str| digest(&[what, &number.to_string(), &planned.id]);
    let kind = planned.credential();
    let word = if kind == CredentialKind::Password { "app" } else { "aad" };
    Identity {
        role: format!("{word}_proof{number}"),
        kind,
        password: PASSWORD.to_owned(),
        client_id: uuid(&seed("client")),
        client_secret: format!("Kq8~{}", &seed("secret")[..36]),
        tenant_id: uuid(&seed("tenant")),
        header: uuid(&seed("header")).to_uppercase(),
        assertion: format!("eyJhbGciOiJSUzI1NiJ9.{}.{}", seed("assertion").repeat(4), seed("signature").repeat(4)),
        resource: planned.resource.clone(),
        authority: planned.authority.clone(),
        rotating: false,
    }
}

/// A UUID of version 4 made of a hash.
fn uuid(seed: &str) -> String {
    let hex: String = seed.bytes().map(|byte| format!("{byte:02x}")).collect();
    // The bytes of base64 text are few: the second half of each is what differs.
    let digits: String = hex.chars().skip(1).step_by(2).chain(hex.chars().skip(40)).take(32).collect();
    format!("{}-{}-4{}-8{}-{}", &digits[..8], &digits[8..12], &digits[13..16], &digits[17..20], &digits[20..32])
}

/// A text as the grammar of a value writes it.
fn written(text: &str, format: ValueFormat) -> String {
    match format {
        ValueFormat::Plain => text.to_owned(),
        ValueFormat::Libpq => escape::libpq(text),
        ValueFormat::Npgsql => escape::npgsql(text),
        ValueFormat::Jdbc => escape::url(text),
    }
}

/// The value that Service Connector writes for this identity.
fn value(variable: &Variable, planned: &Planned, identity: &Identity, host: &str, password: &str) -> String {
    let write = |text: &str| written(text, variable.format);
    let mut value = variable.value.clone();
    for (name, text) in [
        ("{host}", host.to_owned()),
        ("{port}", planned.port.to_string()),
        ("{database}", write(DATABASE)),
        ("{user}", write(&identity.role)),
        ("{client_id}", identity.client_id.clone()),
        ("{client_secret}", identity.client_secret.clone()),
        ("{tenant_id}", identity.tenant_id.clone()),
        // The last, because it may hold what looks like one of the others.
        ("{password}", write(password)),
    ] {
        value = value.replace(name, &text);
    }
    value
}
