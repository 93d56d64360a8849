//! A PostgreSQL server for one run, and what its log says: the log is the verdict.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use azconn::catalog::CredentialKind;
use azconn::generate::escape::{sql_identifier, sql_literal};
use serde::Deserialize;

use crate::Failure;
use crate::authority::Certificate;
use crate::scene::Identity;

/// The database that every program has to reach.
pub const DATABASE: &str = "orders-db";
const PORT: u16 = 5432;
const USER: &str = "postgres";

/// A running server. It ends with the namespace.
pub struct Postgres {
    bin: PathBuf,
    home: PathBuf,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    /// Bytes read so far.
    offset: u64,
    by_user: BTreeMap<String, Vec<Entry>>,
}

/// One line of the server's log.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    /// `2026-11-25 10:00:00.000 UTC`.
    #[serde(default)]
    pub timestamp: String,
    #[serde(default)]
    user: String,
    /// `LOG`, `FATAL`, ...
    #[serde(default)]
    pub error_severity: String,
    /// The text.
    #[serde(default)]
    pub message: String,
}

/// Debian's folder of the newest server.
pub fn bin() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("postgres").exists())
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin)
}

impl Postgres {
    /// Makes a cluster below `home`, which user `postgres` must be able to reach, and starts it on 127.0.0.1:5432 with TLS alone.
    ///
    /// # Errors
    /// When there is no server on this machine, or it does not start.
    pub fn start(home: &Path, certificate: &Certificate) -> Result<Self, Failure> {
        let bin = bin().ok_or_else(|| Failure::new("no PostgreSQL server below /usr/lib/postgresql"))?;
        fs::create_dir_all(home)?;
        let run = |command: &mut Command| crate::shell::output(command);
        run(Command::new("chown").arg(USER).arg(home))?;
        let data = home.join("data");
        run(as_postgres(&bin.join("initdb"))
            .args(["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--pgdata"])
            .arg(&data))?;
        fs::write(data.join("server.crt"), &certificate.pem)?;
        fs::write(data.join("server.key"), &certificate.key_pem)?;
        run(Command::new("chown").arg(USER).arg(data.join("server.crt")).arg(data.join("server.key")))?;
        run(Command::new("chmod").arg("0600").arg(data.join("server.key")))?;
        let settings = [
            "listen_addresses = '127.0.0.1'".to_owned(),
            format!("port = {PORT}"),
            format!("unix_socket_directories = '{}'", home.display()),
            "max_connections = 200".to_owned(),
            "fsync = off".to_owned(),
            "ssl = on".to_owned(),
            "logging_collector = on".to_owned(),
            "log_destination = jsonlog".to_owned(),
            format!("log_directory = '{}'", home.display()),
            "log_filename = 'server.log'".to_owned(),
            "log_rotation_age = 0".to_owned(),
            "log_rotation_size = 0".to_owned(),
            "log_connections = on".to_owned(),
        ];
        fs::write(data.join("postgresql.auto.conf"), settings.join("\n") + "\n")?;
        // As Azure: no connection without TLS; a token comes as a password in clear text inside TLS, a password by SCRAM.
        let access = "local all postgres trust\nhostssl all +entra all password\nhostssl all all all scram-sha-256\n";
        fs::write(data.join("pg_hba.conf"), access)?;
        let startup = fs::File::create(home.join("startup.log"))?;
        as_postgres(&bin.join("postgres"))
            .arg("-D")
            .arg(&data)
            .stdin(Stdio::null())
            .stdout(startup.try_clone()?)
            .stderr(startup)
            .spawn()?;
        let server = Self { bin, home: home.to_owned(), log: Mutex::default() };
        let start = Instant::now();
        while server.execute("SELECT 1").is_err() {
            if start.elapsed() > Duration::from_secs(60) {
                let said = fs::read_to_string(home.join("startup.log")).unwrap_or_default();
                return Err(Failure::new(format!("PostgreSQL did not start:\n{said}")));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }

    /// Runs SQL as the superuser in database `postgres`.
    ///
    /// # Errors
    /// What psql says.
    pub fn execute(&self, sql: &str) -> Result<(), Failure> {
        self.execute_in("postgres", sql)
    }

    fn execute_in(&self, database: &str, sql: &str) -> Result<(), Failure> {
        let mut child = as_postgres(&self.bin.join("psql"))
            .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", database, "--host"])
            .arg(&self.home)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(sql.as_bytes())?;
        }
        let done = child.wait_with_output()?;
        if done.status.success() {
            Ok(())
        } else {
            Err(Failure::new(String::from_utf8_lossy(&done.stderr).into_owned()))
        }
    }

    /// Makes the database and a role for each identity; `tokens` are the passwords of those that sign in with a token.
    ///
    /// # Errors
    /// What psql says.
    pub fn prepare(&self, identities: &[&Identity], tokens: &[(String, String)]) -> Result<(), Failure> {
        let tokens: BTreeMap<&str, &str> = tokens.iter().map(|(role, token)| (role.as_str(), token.as_str())).collect();
        self.execute(&format!("CREATE ROLE entra;\nCREATE DATABASE {};", sql_identifier(DATABASE)))?;
        let mut sql = String::new();
        for identity in identities {
            let role = sql_identifier(&identity.role);
            if identity.kind == CredentialKind::Password {
                sql += &format!(
                    "SET password_encryption = 'scram-sha-256';\nCREATE ROLE {role} LOGIN PASSWORD {};\n",
                    sql_literal(&identity.password)
                );
            } else {
                let token = tokens.get(identity.role.as_str()).copied().unwrap_or_default();
                // The cheaper hash: there are hundreds of roles, and some change theirs every few seconds.
                sql += &format!(
                    "SET password_encryption = 'md5';\nCREATE ROLE {role} LOGIN PASSWORD {} IN ROLE entra;\n",
                    sql_literal(token)
                );
            }
            if identity.rotating {
                sql += &format!("ALTER ROLE {role} SET search_path = slow, pg_catalog, public;\n");
            }
        }
        self.execute(&sql)?;
        // Stands before the real one in the search path of a role whose token rotates. It sleeps in the sample's own query only.
        self.execute_in(
            DATABASE,
            "CREATE SCHEMA slow;
             GRANT USAGE ON SCHEMA slow TO PUBLIC;
             CREATE FUNCTION slow.version() RETURNS text LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
             BEGIN
               IF current_query() ILIKE '%current_user, version()%' THEN PERFORM pg_sleep(9); END IF;
               RETURN pg_catalog.version();
             END $$;",
        )
    }

    /// Gives roles new passwords.
    ///
    /// # Errors
    /// What psql says.
    pub fn set_passwords(&self, passwords: &[(String, String)]) -> Result<(), Failure> {
        let mut sql = "SET password_encryption = 'md5';\n".to_owned();
        for (role, password) in passwords {
            sql += &format!("ALTER ROLE {} PASSWORD {};\n", sql_identifier(role), sql_literal(password));
        }
        self.execute(&sql)
    }

    /// What the log says of a role so far.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn log_of(&self, role: &str) -> Result<Vec<Entry>, Failure> {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = fs::File::open(self.home.join("server.json"))?;
        file.seek(SeekFrom::Start(log.offset))?;
        let mut reader = BufReader::new(file);
        let mut line = String::new();
        // An unfinished last line is read next time.
        while reader.read_line(&mut line)? > 0 && line.ends_with('\n') {
            log.offset += line.len() as u64;
            if let Ok(entry) = serde_json::from_str::<Entry>(&line) {
                log.by_user.entry(entry.user.clone()).or_default().push(entry);
            }
            line.clear();
        }
        Ok(log.by_user.get(role).cloned().unwrap_or_default())
    }
}

fn as_postgres(program: &Path) -> Command {
    let mut command = Command::new("runuser");
    command.args(["-u", USER, "--"]).arg(program).current_dir("/");
    command
}
