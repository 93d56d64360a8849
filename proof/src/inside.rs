//! Inside the namespace: builds the world, runs the cases, tells what became of them.

use std::collections::VecDeque;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::Failure;
use crate::authority::Authority;
use crate::endpoints;
use crate::false_server::{Sightings, false_server};
use crate::judge::judge;
use crate::postgres::Postgres;
use crate::registry::{Registry, digest};
use crate::scene::{Case, Outcome, Scene, Server};
use crate::shell::output;

/// Where the identity endpoint is. On App Service it is a local address with a port of its own, too.
pub const IDENTITY_ENDPOINT: &str = "http://127.0.0.1:41741/msi/token";
const IDENTITY_ADDRESS: &str = "127.0.0.1:41741";
const AUTHORITIES: [&str; 3] = ["login.microsoftonline.com", "login.microsoftonline.us", "login.chinacloudapi.cn"];
/// Expiry cases sleep most of the time: so many run beside the others.
const SLEEPERS: usize = 8;
/// A folder that every machine has: a file system of the namespace's own is laid over it.
const HOME: &str = "/mnt";

/// What the cases are run against.
pub struct World {
    /// The server.
    pub postgres: Postgres,
    /// The token endpoints' knowledge.
    pub registry: Arc<Registry>,
    /// What false servers saw.
    pub sightings: Arc<Sightings>,
    /// Folder for output files.
    pub out: PathBuf,
    /// Programs that may start side by side.
    pub jobs: usize,
}

/// Runs all cases; each outcome is given to `tell` when it is there.
pub fn run(world: &World, scene: &Scene, tell: impl Fn(&Outcome) + Sync) {
    let failed = Mutex::new(Vec::new());
    let first = |case: &Case, outcome: Outcome| {
        if outcome.is_well(case) {
            tell(&outcome);
        } else {
            failed.lock().unwrap_or_else(PoisonError::into_inner).push(case.clone());
        }
    };
    let (sleepers, others): (Vec<&Case>, Vec<&Case>) = scene.cases.iter().partition(|case| case.identity.rotating);
    thread::scope(|scope| {
        scope.spawn(|| side_by_side(world, mixed(sleepers), SLEEPERS, &first));
        side_by_side(world, mixed(others), scene.jobs, &first);
    });
    // On a busy machine a program can run into its own time-outs: what failed gets the machine to itself once.
    for case in failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        tell(&Outcome { tries: 2, ..judge(world, &case) });
    }
}

/// In an order that has nothing to do with clients: programs that need the processor run beside such as wait.
fn mixed(mut cases: Vec<&Case>) -> Vec<&Case> {
    cases.sort_by_cached_key(|case| digest(&[&case.variant, &case.test]));
    cases
}

fn side_by_side(world: &World, cases: Vec<&Case>, jobs: usize, tell: &(impl Fn(&Case, Outcome) + Sync)) {
    let queue = Mutex::new(VecDeque::from(cases));
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    let Some(case) = next else { break };
                    tell(case, judge(world, case));
                }
            });
        }
    });
}

/// Builds the world: names, trust, token endpoints, false servers, PostgreSQL.
///
/// # Errors
/// When something of it cannot be had.
pub fn build(scene: &Scene) -> Result<World, Failure> {
    let run = |command: &mut Command| output(command);
    run(Command::new("ip").args(["link", "set", "lo", "up"]))?;
    // Nothing that is mounted here is seen outside.
    run(Command::new("mount").args(["--make-rprivate", "/"]))?;
    run(Command::new("mount").args(["-t", "tmpfs", "-o", "mode=0755", "proof", HOME]))?;
    let home = Path::new(HOME);
    let trusted = Authority::new("azconn proof root")?;
    let other = Authority::new("azconn proof other root")?;
    trust(&trusted, home, scene)?;

    let good: Vec<String> =
        unique(scene.cases.iter().filter(|case| case.server == Server::Good).map(|case| case.host.clone()));
    let authorities: Vec<String> =
        AUTHORITIES.into_iter().chain(endpoints::ALIASES.map(|(alias, _)| alias)).map(str::to_owned).collect();
    let mut hosts = format!("127.0.0.1 localhost {}\n", authorities.join(" "));
    hosts += &good.iter().map(|host| format!("127.0.0.1 {host}\n")).collect::<String>();
    let false_ones: Vec<(String, Server)> = unique(
        scene.cases.iter().filter(|case| case.server != Server::Good).map(|case| (case.host.clone(), case.server)),
    );
    let address = |index: usize| format!("127.1.{}.{}", index / 250, index % 250 + 1);
    for (index, (host, _)) in false_ones.iter().enumerate() {
        hosts += &format!("{} {host}\n", address(index));
    }
    cover(Path::new("/etc/hosts"), &home.join("hosts"), hosts.as_bytes())?;

    let registry = Arc::new(Registry::new(scene.cases.iter().map(|case| case.identity.clone()).collect()));
    endpoints::identity_endpoint(TcpListener::bind(IDENTITY_ADDRESS)?, &registry);
    endpoints::authority(
        TcpListener::bind("127.0.0.1:443")?,
        &registry,
        &trusted.certificate(&authorities)?.server_config()?,
    );

    let sightings = Arc::new(Sightings::default());
    for (index, (host, server)) in false_ones.iter().enumerate() {
        let config = match server {
            Server::Plain | Server::Good => None,
            Server::OtherRoot => Some(other.certificate(std::slice::from_ref(host))?.server_config()?),
            Server::OtherName => Some(trusted.certificate(&[format!("other-{host}")])?.server_config()?),
        };
        false_server(TcpListener::bind(format!("{}:5432", address(index)))?, host.clone(), config, &sightings);
    }

    // One certificate with hundreds of names is longer than the JVM lets a certificate be (32 KiB), so it has wildcards.
    let domains = unique(good.iter().filter_map(|host| Some(format!("*.{}", host.split_once('.')?.1))));
    let names = if domains.is_empty() { vec!["none.invalid".to_owned()] } else { domains };
    let postgres = Postgres::start(&home.join("postgresql"), &trusted.certificate(&names)?)?;
    let identities: Vec<_> = scene.cases.iter().map(|case| &case.identity).collect();
    postgres.prepare(&identities, &registry.tokens())?;
    let out = scene.work.join("out");
    fs::create_dir_all(&out)?;
    Ok(World { postgres, registry, sightings, out, jobs: scene.jobs })
}

/// Starts the change of rotating tokens; it goes on until the process ends.
pub fn start_turning(world: &Arc<World>) {
    let world = Arc::clone(world);
    thread::spawn(move || world.registry.turn(|passwords| drop(world.postgres.set_passwords(passwords))));
}

fn unique<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let set: std::collections::BTreeSet<T> = items.collect();
    set.into_iter().collect()
}

/// Makes the run's root trusted where a machine keeps its roots: OpenSSL's folder, Java's store, and the bundles that the
/// languages' packages bring along.
fn trust(root: &Authority, home: &Path, scene: &Scene) -> Result<(), Failure> {
    let certs = home.join("certs");
    let pem = home.join("root.pem");
    fs::write(&pem, &root.pem)?;
    output(Command::new("cp").arg("-a").arg("/etc/ssl/certs").arg(&certs))?;
    let bundle = fs::read_to_string(certs.join("ca-certificates.crt")).unwrap_or_default() + "\n" + &root.pem;
    fs::write(certs.join("ca-certificates.crt"), &bundle)?;
    let hash = output(Command::new("openssl").args(["x509", "-hash", "-noout", "-in"]).arg(&pem))?;
    fs::write(certs.join(format!("{}.0", hash.trim())), &root.pem)?;
    if let Some(java) = java_store() {
        let store = home.join("cacerts");
        fs::copy(&java, &store)?;
        output(
            Command::new("keytool")
                .args(["-importcert", "-noprompt", "-storepass", "changeit", "-alias", "azconn-proof", "-keystore"])
                .arg(&store)
                .arg("-file")
                .arg(&pem),
        )?;
        // Debian's store lies in the folder that is replaced as a whole below.
        match java.strip_prefix("/etc/ssl/certs") {
            Ok(inner) => drop(fs::copy(&store, certs.join(inner))?),
            Err(_) => bind(&store, &java)?,
        }
    }
    bind(&certs, Path::new("/etc/ssl/certs"))?;
    for path in &scene.bundles {
        let text = fs::read_to_string(path)? + "\n" + &root.pem;
        let target = home.join(format!("bundle-{}", digest(&[&path.to_string_lossy()])));
        cover(path, &target, text.as_bytes())?;
    }
    fs::write(home.join("ca.pem"), &root.pem)?;
    Ok(())
}

/// The file of trusted roots that `java` on the path really uses.
fn java_store() -> Option<PathBuf> {
    let java = output(Command::new("bash").args(["-c", "readlink -f \"$(command -v java)\""])).ok()?;
    let home = Path::new(java.trim()).parent()?.parent()?;
    fs::canonicalize(home.join("lib/security/cacerts")).ok()
}

/// Writes `content` to `own` and binds that over `path`.
fn cover(path: &Path, own: &Path, content: &[u8]) -> Result<(), Failure> {
    fs::write(own, content)?;
    bind(own, path)
}

fn bind(from: &Path, over: &Path) -> Result<(), Failure> {
    output(Command::new("mount").arg("--bind").arg(from).arg(over)).map(drop)
}
