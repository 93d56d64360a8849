//! Mistakes as they are written in Rust.

use azconn::catalog::{CredentialKind, TlsEffect};

use super::{Mutant, Seed, line};

pub fn mutants(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    if seed.sample.credential != CredentialKind::Password {
        all.extend(tokens(seed));
        all.extend(kept(seed));
        all.extend(credentials(seed));
    }
    all.extend(tls(seed));
    all.extend(settings(seed));
    all.extend(strings(seed));
    all.extend(imports(seed));
    all.extend(secrets(seed));
    all
}

const TOKEN: &str = "token.token.secret()";
const ASKED: &str = "    let token = credential.get_token(&[SCOPE], None).await?;\n";

/// The text by which the place is found that opens connections.
fn opens(seed: &Seed<'_>) -> &'static str {
    let calls = ["PgConnection::connect_with(", ".connect_lazy_with(", ".connect_with(", "config.connect("];
    calls.into_iter().find(|call| seed.has(call)).unwrap_or("")
}

fn given() -> String {
    format!("password({TOKEN})")
}

fn reported(rule: &'static str, text: String, at: &str) -> Option<Mutant> {
    let line = line(&text, text.find(at)?);
    Some(Mutant { rule, line, text, pedantic: false })
}

fn tokens(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let given = given();
    let hook = "            .set_connect_options(";
    if seed.has(hook) {
        // In a pool the options that are put into it lack the token, or nothing is put into it at all.
        let whole = format!("options.{given}");
        all.extend(seed.all("missing-password", &[(&whole, "options")], hook));
        all.extend(seed.all("missing-password", &[(&whole, "options.password(\"\")")], hook));
        let set = format!("        self.pool\n{hook}{whole});\n");
        all.extend(seed.all("missing-password", &[(&set, "        drop((token, options));\n")], opens(seed)));
    } else {
        for to in ["password(\"\")", "password(&String::new())"] {
            all.extend(seed.all("missing-password", &[(&given, to)], opens(seed)));
        }
        let set = format!("    let options = options.{given};\n");
        all.extend(seed.all("missing-password", &[(&set, "    drop(token);\n")], opens(seed)));
        let set = format!("    config.{given};\n");
        all.extend(seed.all("missing-password", &[(&set, "    drop(token);\n")], opens(seed)));
    }
    for to in [
        "token.token",
        "&token.token.to_string()",
        "&format!(\"{:?}\", token.token)",
        "&format!(\"{token:?}\")",
        "format!(\"{}\", token.token).as_str()",
    ] {
        all.extend(seed.each("token-object-as-password", &given, &format!("password({to})")));
    }
    for to in ["Token.token.secret()", "toKen.token.secret()"] {
        all.extend(seed.each("undefined-secret", &given, &format!("password({to})")));
    }
    for to in ["credential.get_tokens(", "credential.getToken(", "credential.get_token_async("] {
        all.extend(seed.each("broken-call", "credential.get_token(", to));
    }
    for to in ["Credential.get_token(", "creDential.get_token("] {
        all.extend(seed.each("undefined-secret", "= credential.get_token(", &format!("= {to}")));
    }
    let refused = matches!(seed.sample.credential, CredentialKind::ServicePrincipal | CredentialKind::WorkloadIdentity);
    for mutant in seed.each("scope-without-default", &seed.cloud.scope, &seed.cloud.resource) {
        all.push(if refused { mutant } else { mutant.pedantic() });
    }
    all
}

/// A token that is taken once for something that lives longer.
fn kept(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let given = given();
    let pool = "    let pool = PgPoolOptions::new()\n";
    let set = format!("        self.pool\n            .set_connect_options(options.{given});\n");
    if seed.has(pool) {
        let taken = format!("{ASKED}{pool}");
        let none = (set.as_str(), "        drop((token, options));\n");
        let lazy = format!(".connect_lazy_with(options.{given})");
        all.extend(seed.all("token-kept", &[none, (pool, &taken), (".connect_lazy_with(options)", &lazy)], &lazy));
        let before = format!("{ASKED}    let options = options.{given};\n{pool}");
        all.extend(seed.all("token-kept", &[none, (pool, &before)], &format!("options.{given}")));
        let url = format!("\"postgres://app:{{}}@shop.postgres.database.azure.com/shop?sslmode=verify-full\", {TOKEN}");
        let lazy = format!(".connect_lazy(&format!({url}))?");
        all.extend(seed.all("token-kept", &[none, (pool, &taken), (".connect_lazy_with(options)", &lazy)], &lazy));
    } else if seed.has("PgConnection::connect_with(&options)") {
        for open in [
            "sqlx::PgPool::connect_with(options)",
            "sqlx::PgPool::connect_lazy_with(options)",
            "sqlx::postgres::PgPoolOptions::new().max_connections(4).connect_with(options)",
            "sqlx::Pool::<sqlx::Postgres>::connect_with(options.clone())",
        ] {
            all.extend(seed.all("token-kept", &[("PgConnection::connect_with(&options)", open)], &given));
        }
    } else {
        for open in [
            "deadpool_postgres::Manager::new(config, tls)",
            "deadpool_postgres::Manager::from_config(config.clone(), tls, Default::default())",
            "bb8_postgres::PostgresConnectionManager::new(config, tls)",
        ] {
            all.extend(seed.all("token-kept", &[("config.connect(tls).await?", open)], &given));
        }
    }
    all
}

fn credentials(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let identity = "ManagedIdentityCredential::new(Some(identity))?";
    if seed.sample.credential == CredentialKind::UserIdentity {
        let made = "ManagedIdentityCredential::new(";
        all.extend(seed.all("client-id-not-passed", &[(identity, "ManagedIdentityCredential::new(None)?")], made));
        let id = "        user_assigned_id: Some(UserAssignedId::ClientId(client_id)),\n";
        all.extend(seed.all("client-id-not-passed", &[(id, "")], made));
        for to in ["Some(client_id)", "Some(client_id.into())"] {
            all.extend(seed.each("broken-call", "Some(UserAssignedId::ClientId(client_id))", to));
        }
    }
    let principal = seed.sample.credential == CredentialKind::ServicePrincipal;
    if principal {
        let right = "&tenant_id, client_id, client_secret";
        for wrong in [
            "&client_id, tenant_id, client_secret",
            "&tenant_id, client_secret, client_id",
            "&client_secret, client_id, tenant_id",
            "&client_id, client_secret, tenant_id",
        ] {
            all.extend(seed.each("credential-arguments", right, wrong));
        }
        let start = seed.text.find("ClientSecretCredential::new(");
        let end = start.and_then(|start| seed.text[start..].find("?;\n").map(|end| start + end));
        if let (Some(start), Some(end)) = (start, end) {
            for to in [
                "ManagedIdentityCredential::new(None)",
                "azure_identity::ManagedIdentityCredential::new(None)",
                "azure_identity::DefaultAzureCredential::new()",
            ] {
                let text = format!("{}{to}{}", &seed.text[..start], &seed.text[end..]);
                let text = text.replace("azure_identity::ClientSecretCredential;", "azure_identity::*;");
                all.push(Mutant { rule: "secret-not-passed", line: line(&text, start), text, pedantic: false });
            }
        }
        for cloud in ["CloudConfiguration::AzureGovernment", "CloudConfiguration::AzurePublic"] {
            let from = "Arc::new(CloudConfiguration::AzureChina)";
            all.extend(seed.each("cloud-mismatch", from, &format!("Arc::new({cloud})")));
        }
        if !seed.cloud.sovereign {
            for other in seed.clouds.iter().filter(|other| other.sovereign) {
                let changes = [(seed.cloud.scope.as_str(), other.scope.as_str())];
                all.extend(seed.all("cloud-mismatch", &changes, "ClientSecretCredential::new(").map(Mutant::pedantic));
            }
        }
    }
    for to in ["azure_identity::DefaultAzureCredential::new()?", "azure_identity::create_default_credential()?"] {
        let name = to.split('(').next().unwrap_or_default();
        all.extend(seed.all("removed-api", &[(identity, to)], name));
    }
    all
}

fn tls(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let Some(facts) = seed.sample.driver.as_ref().and_then(|driver| seed.language.drivers.get(driver)) else {
        return all;
    };
    let right = ["PgSslMode::VerifyFull", "SslMode::Require"].into_iter().find(|mode| seed.has(mode)).unwrap_or("");
    for fact in facts.tls.iter().filter(|fact| fact.at.method.as_deref() == Some("ssl_mode")) {
        let rule = match fact.effect {
            TlsEffect::Off | TlsEffect::Chance => "tls-disabled",
            TlsEffect::Encrypted => "tls-unverified",
            _ => continue,
        };
        let value: Vec<&str> = fact.value.rsplit("::").take(2).collect();
        let [last, class] = value.as_slice() else { continue };
        for mutant in seed.each(rule, &format!("ssl_mode({right})"), &format!("ssl_mode({class}::{last})")) {
            all.push(if *last == "Require" { mutant.pedantic() } else { mutant });
        }
    }
    let lines: Vec<&str> = seed.text.lines().filter(|text| text.trim_start().starts_with(".ssl_mode(")).collect();
    for set in lines {
        let end = if set.ends_with(';') { "        ;\n" } else { "" };
        all.extend(seed.all("tls-disabled", &[(&format!("{set}\n"), end)], opens(seed)));
    }
    let connector = "TlsConnector::new()?";
    for (to, at) in [
        ("TlsConnector::builder().danger_accept_invalid_certs(true).build()?", "danger_accept"),
        ("TlsConnector::builder().danger_accept_invalid_hostnames(true).build()?", "danger_accept"),
        ("TlsConnector::builder()\n        .danger_accept_invalid_certs(true)\n        .build()?", ".danger_accept"),
    ] {
        all.extend(seed.all("tls-unverified", &[(connector, to)], at));
    }
    let call = "config.connect(tls)";
    for mode in ["Prefer", "Disable"] {
        let changes =
            [(call, "config.connect(tokio_postgres::NoTls)"), ("SslMode::Require", &*format!("SslMode::{mode}"))];
        all.extend(seed.all("tls-disabled", &changes, "NoTls"));
    }
    all.extend(seed.each("conflicting-settings", call, "config.connect(tokio_postgres::NoTls)"));
    all
}

fn settings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let number = "port.parse().context(\"the port is not a number\")?";
    for to in ["port", "port.as_str()", "&port"] {
        all.extend(seed.each("wrong-type", &format!(".port({number})"), &format!(".port({to})")));
    }
    for key in ["host", "user", "database", "client_id"] {
        let principal = seed.sample.credential == CredentialKind::ServicePrincipal;
        let Some(name) = seed.name_of(key).filter(|_| key != "client_id" || !principal) else { continue };
        let read = format!("setting(\"{name}\")?");
        for to in [
            format!("env::var(\"{name}\").unwrap_or_default()"),
            format!("env::var(\"{name}\").ok().unwrap_or_default()"),
        ] {
            all.extend(seed.each("unchecked-variable", &read, &to).into_iter().map(Mutant::pedantic));
        }
    }
    if let (Some(host), Some(user)) = (seed.name_of("host"), seed.name_of("user")) {
        let (host, user) = (format!("&setting(\"{host}\")?"), format!("&setting(\"{user}\")?"));
        let changes = [(host.as_str(), "\"shop.postgres.database.azure.com\""), (user.as_str(), "\"app@shop\"")];
        all.extend(seed.all("removed-api", &changes, "\"app@shop\""));
        let main = "async fn main() -> Result<()> {\n";
        for driver in ["sqlx::MySqlPool::connect", "mysql_async::Pool::new", "sqlx::SqlitePool::connect"] {
            let call = format!("    {driver}({host}).await?;\n");
            all.extend(seed.all("wrong-driver", &[(main, &format!("{main}{call}"))], driver));
        }
        let split = "    for pair in env::var(\"AZURE_POSTGRESQL_CONNECTIONSTRING\")?.split(' ') {\n        drop(pair);\n    }\n";
        let mutant = seed.all("conninfo-misparse", &[(main, &format!("{main}{split}"))], ".split(");
        let password = seed.sample.credential == CredentialKind::Password;
        all.extend(mutant.map(|mutant| if password { mutant } else { mutant.pedantic() }));
    }
    all
}

/// Strings in the place of settings one by one.
fn strings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let config = "    let mut config = Config::new();\n";
    let parsed = |text: &str| format!("    let mut config: Config = {text}.parse()?;\n");
    for (rule, text) in [
        ("unknown-keyword", "\"sslrootcert=system\""),
        ("unknown-keyword", "\"sslmode=verify-full\""),
        ("unknown-keyword", "\"conect_timeout=10\""),
        ("unknown-keyword", "\"postgres://shop/?sslrootcert=system\""),
        ("wrong-format", "\"Server=shop.postgres.database.azure.com;Database=shop;User Id=app;\""),
        ("wrong-format", "\"jdbc:postgresql://shop.postgres.database.azure.com/shop?user=app\""),
        ("conninfo-separator", "format!(\"application_name={}connect_timeout=10\", setting(\"APP\")?)"),
        ("conninfo-separator", "(setting(\"APP\").map(|app| format!(\"application_name={app}\"))? + \"dbname=shop\")"),
        ("unquoted-value", "format!(\"dbname=shop password={}\", env::var(\"DB_PASSWORD\")?)"),
        ("unquoted-value", "(\"password=\".to_owned() + &env::var(\"DB_PASSWORD\")?)"),
        ("hardcoded-secret", "\"host=shop.postgres.database.azure.com password=vX8-quarry-Lamp\""),
    ] {
        all.extend(seed.each(rule, config, &parsed(text)));
    }
    let options = "PgConnectOptions::new_without_pgpass()\n";
    for (rule, text) in [
        (
            "wrong-format",
            "\"host=shop.postgres.database.azure.com dbname=shop user=app\".parse::<PgConnectOptions>()?\n",
        ),
        ("wrong-format", "\"Server=shop.postgres.database.azure.com;Database=shop;\".parse::<PgConnectOptions>()?\n"),
        (
            "unquoted-value",
            "format!(\"postgres://app:{}@shop\", env::var(\"DB_PASSWORD\")?).parse::<PgConnectOptions>()?\n",
        ),
        (
            "hardcoded-secret",
            "\"postgres://app:vX8-quarry-Lamp@shop.postgres.database.azure.com/shop\".parse::<PgConnectOptions>()?\n",
        ),
    ] {
        all.extend(seed.each(rule, options, text));
    }
    all
}

fn imports(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for name in [
        "env",
        "Duration",
        "ManagedIdentityCredential",
        "ManagedIdentityCredentialOptions",
        "UserAssignedId",
        "ClientSecretCredential",
        "WorkloadIdentityCredential",
        "WorkloadIdentityCredentialOptions",
        "CloudConfiguration",
        "CustomConfiguration",
        "PgConnectOptions",
        "PgPoolOptions",
        "PgSslMode",
        "PgConnection",
        "MakeTlsConnector",
        "TlsConnector",
        "SslMode",
        "Config",
    ] {
        let Some(text) = without_import(seed.text, name) else { continue };
        let is_use = |line: &str, mark: &str| {
            line.match_indices(mark)
                .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
        };
        let used = [format!("{name}::"), format!("{name} {{")];
        let at = text.lines().position(|line| {
            let code = line.trim_start();
            !code.starts_with("use ") && !code.starts_with("//") && used.iter().any(|mark| is_use(line, mark))
        });
        all.extend(at.map(|at| Mutant { rule: "missing-import", line: at + 1, text, pedantic: false }));
    }
    all
}

/// The text without the import of one name.
fn without_import(text: &str, name: &str) -> Option<String> {
    for line in text.lines().filter(|line| line.starts_with("use ")) {
        let changed = match line.split_once('{') {
            Some((before, names)) => {
                let names: Vec<&str> = names.trim_end_matches("};").split(", ").collect();
                let left: Vec<&str> = names.iter().copied().filter(|other| *other != name).collect();
                if left.len() == names.len() {
                    continue;
                }
                format!("{before}{{{}}};", left.join(", "))
            }
            None if line.ends_with(&format!("::{name};")) => String::new(),
            None => continue,
        };
        return Some(text.replacen(line, &changed, 1));
    }
    None
}

fn secrets(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for literal in ["\"vX8-quarry-Lamp\"", "\"Tr0ub4dor&3\""] {
        all.extend(seed.each("hardcoded-secret", &given(), &format!("password({literal})")));
        for key in ["password", "client_secret"] {
            let Some(name) = seed.name_of(key) else { continue };
            let read = format!("setting(\"{name}\")?");
            all.extend(seed.each("hardcoded-secret", &format!("&{read}"), literal));
            all.extend(seed.each("hardcoded-secret", &read, literal));
        }
    }
    let asked = "get_token(&[SCOPE], None).await?;\n";
    for print in [
        "println!(\"{}\", token.token.secret());",
        "eprintln!(\"signing in with {}\", token.token.secret());",
        "tracing::debug!(token = token.token.secret(), \"signing in\");",
        "log::info!(\"token {}\", token.token.secret());",
        "dbg!(token.token.secret());",
        "let text = token.token.secret().to_owned(); println!(\"{text}\");",
        "ensure!(token.token.secret().len() > 9, \"{} is short\", token.token.secret());",
    ] {
        let put = format!("{asked}    {print}\n");
        all.extend(seed.all("secret-logged", &[(asked, &put)], print));
    }
    if let Some(name) = seed.name_of("client_secret").or(seed.name_of("password")) {
        let print = format!("println!(\"{{}}\", setting(\"{name}\")?);");
        let main = "async fn main() -> Result<()> {\n";
        all.extend(seed.all("secret-logged", &[(main, &format!("{main}    {print}\n"))], &print));
        let error = format!("anyhow::bail!(\"cannot sign in with {{}}\", setting(\"{name}\")?);");
        let main_end = "    Ok(())\n}\n";
        let at = seed.text.rfind(main_end);
        all.extend(at.and_then(|at| {
            let text = format!("{}    {error}\n}}\n", &seed.text[..at]);
            reported("secret-logged", text, &error)
        }));
    }
    all
}
