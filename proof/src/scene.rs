//! What the outer process hands to the one inside the namespace: the cases, and all that the world has to offer them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use azconn::catalog::CredentialKind;
use serde::{Deserialize, Serialize};

/// Everything that happens inside the namespace.
#[derive(Debug, Serialize, Deserialize)]
pub struct Scene {
    /// Folder for output files.
    pub work: PathBuf,
    /// Files over which the run's bundle of root certificates is bound.
    pub bundles: Vec<PathBuf>,
    /// The cases, in the order in which they are started.
    pub cases: Vec<Case>,
    /// Programs that run side by side.
    pub jobs: usize,
}

/// One run of one program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Case {
    /// The variant's id.
    pub variant: String,
    /// What is tested, as it is shown: `sample`, `expiry`, `missing AZURE_POSTGRESQL_HOST`, ...
    pub test: String,
    /// The project's folder.
    pub folder: PathBuf,
    /// Shell commands, run one after the other until one fails.
    pub commands: Vec<String>,
    /// The whole environment.
    pub environment: BTreeMap<String, String>,
    /// Who signs in.
    pub identity: Identity,
    /// Name by which the server is reached.
    pub host: String,
    /// What answers there.
    pub server: Server,
    /// When the case has passed.
    pub expect: Expect,
    /// For a mutant: the case has to fail, and this regular expression matches the reason or the output.
    pub killed_by: Option<String>,
}

/// What answers under a server's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Server {
    /// The PostgreSQL server with a certificate of the run's root.
    Good,
    /// Something that has no TLS.
    Plain,
    /// Something whose certificate another root signed.
    OtherRoot,
    /// Something with a certificate of the run's root for another name.
    OtherName,
}

/// The identity of one case, as PostgreSQL and the token endpoints know it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Identity {
    /// The PostgreSQL role.
    pub role: String,
    /// How it signs in.
    pub kind: CredentialKind,
    /// The role's password, for [`CredentialKind::Password`].
    pub password: String,
    /// Client id.
    pub client_id: String,
    /// Client secret of a service principal.
    pub client_secret: String,
    /// Tenant.
    pub tenant_id: String,
    /// Value of `X-IDENTITY-HEADER`.
    pub header: String,
    /// Content of the federated token file.
    pub assertion: String,
    /// The resource that tokens are issued for.
    pub resource: String,
    /// Host of the authority that knows the tenant.
    pub authority: String,
    /// Whether token and password change every few seconds.
    pub rotating: bool,
}

/// When a case has passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expect {
    /// The role was authorised, over TLS and to the right database, at least so many times; the exit code is 0.
    SignedIn {
        /// How many connections.
        connections: usize,
    },
    /// As above, with the last connection opened after the password of the first had changed.
    SignedInAgain,
    /// The program fails in time, nothing was authorised, the cause was seen, and the output matches.
    Refused {
        /// Where the cause must have been seen.
        cause: Cause,
        /// A regular expression that the output must match.
        tells: String,
    },
}

/// Where the cause of a refusal is seen, by somebody else than the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The program itself, before it asks anybody.
    Program,
    /// A token endpoint refused a request.
    TokenEndpoint,
    /// PostgreSQL refused the role.
    Postgres,
    /// PostgreSQL refused the role, or the program found out by itself that something is missing.
    PostgresOrProgram,
    /// A false server was reached and got no password.
    FalseServer,
}

impl Outcome {
    /// Whether all is as it should be: a test has passed, a mutant was killed.
    pub fn is_well(&self, case: &Case) -> bool {
        if case.killed_by.is_some() { self.alive.is_none() } else { self.failure.is_none() }
    }
}

/// What became of a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// The variant's id.
    pub variant: String,
    /// What was tested.
    pub test: String,
    /// Nothing when it passed, otherwise why not.
    pub failure: Option<String>,
    /// For a mutant: why it is still alive.
    pub alive: Option<String>,
    /// How often it was tried: a case that fails is tried once more at the end, alone.
    pub tries: usize,
    /// Wall-clock time of the last try.
    pub seconds: f64,
    /// Where the output is.
    pub output: PathBuf,
    /// The end of the output where the case failed, unless there is a secret in it.
    pub last_lines: Vec<String>,
}
