//! Mistakes as they are written in JavaScript.

use azconn::catalog::{CredentialKind, TlsEffect};

use super::{Mutant, Seed, line};

const ASK: &str = "(await credential.getToken(SCOPE)).token";
const URL: &str = "postgresql://shop@shop.postgres.database.azure.com/shop";

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

/// The call that opens.
fn call(seed: &Seed<'_>) -> &'static str {
    ["new Client(", "new Pool(", "return postgres(", "new Sequelize("]
        .into_iter()
        .find(|call| seed.has(call))
        .unwrap_or_default()
}

/// What supplies the password, as a whole line or more.
fn given(seed: &Seed<'_>) -> String {
    let lines = ["    password: token,\n", "    password,\n"];
    if let Some(line) = lines.into_iter().find(|line| seed.has(line)) {
        return line.to_owned();
    }
    let start = seed.text.find("    password: ").or_else(|| seed.text.find("    hooks: {\n"));
    let Some(start) = start else { return String::new() };
    let end = if seed.text[start..].starts_with("    hooks") { "\n    },\n" } else { ",\n" };
    seed.text[start..].find(end).map_or(String::new(), |at| seed.text[start..start + at + end.len()].to_owned())
}

fn tokens(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let given = given(seed);
    for to in ["", "    password: undefined,\n", "    password: \"\",\n"] {
        all.extend(seed.all("missing-password", &[(&given, to)], call(seed)));
    }
    if call(seed).starts_with("new") && !seed.has("Sequelize") {
        let to = format!("    connectionString: \"{URL}\",\n{given}");
        all.extend(seed.all("missing-password", &[(&given, &to)], given.trim()));
    }
    let rule = "token-object-as-password";
    all.extend(seed.each(rule, ASK, "await credential.getToken(SCOPE)"));
    all.extend(seed.each(rule, ASK, "credential.getToken(SCOPE)"));
    for to in ["const token = await", "const token ="] {
        all.extend(seed.all(rule, &[("const { token } = await", to)], "password: token"));
    }
    all.extend(seed.all(
        rule,
        &[("const { token } = await", "const token = await"), ("password: token", "password: `${token}`")],
        "password: `",
    ));
    for other in ["cred.getToken", "tokenProvider.getToken", "Credential.getToken"] {
        all.extend(seed.each("undefined-secret", "credential.getToken", other));
    }
    for other in ["password: Token", "password: accessToken"] {
        all.extend(seed.each("undefined-secret", "password: token", other));
    }
    for other in ["get_token(", "getTokens(", "GetToken(", "getTokenAsync("] {
        all.extend(seed.each("broken-call", "getToken(", other));
    }
    for row in &seed.sample.environment {
        let read = format!("clientId: setting(\"{}\")", row.name);
        all.extend(seed.each("broken-call", &format!("{read},\n"), &format!("{read};\n")));
    }
    all
}

/// The token is taken once, before.
fn kept(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let rule = "token-kept";
    let before = "  const { token } = await credential.getToken(SCOPE);\n";
    let pool = ("function createPool()", "async function createPool()");
    let made = format!("{before}  const pool = new Pool({{");
    for to in ["token", "() => token", "async () => token", "function () { return token; }"] {
        let from = format!("async () => {ASK}");
        let changes = [pool, ("  const pool = new Pool({", made.as_str()), (from.as_str(), to)];
        all.extend(seed.all(rule, &changes, &format!("password: {to}")));
    }
    let made = format!("{before}  return new Sequelize({{");
    let changes = [
        ("function createSequelize()", "async function createSequelize()"),
        ("  return new Sequelize({", made.as_str()),
        (ASK, "token"),
    ];
    all.extend(seed.all(rule, &changes, "config.password = token"));
    for name in ["createPool", "connect"] {
        let function = format!("\nfunction {name}()");
        let asynchronous = format!("\nasync function {name}()");
        let made = format!("{before}  return postgres({{");
        let changes = [
            (function.as_str(), asynchronous.as_str()),
            ("  return postgres({", made.as_str()),
            ("    password,", "    password: token,"),
        ];
        all.extend(seed.all(rule, &changes, "password: token"));
    }
    all
}

fn credentials(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let made = seed.text.find("new ManagedIdentityCredential({");
    let end = made.and_then(|at| seed.text[at..].find("})").map(|end| at + end + 2));
    if let (Some(at), Some(end)) = (made, end) {
        for to in
            ["new ManagedIdentityCredential()", "new ManagedIdentityCredential({})", "new DefaultAzureCredential()"]
        {
            let mut text = format!("{}{to}{}", &seed.text[..at], &seed.text[end..]);
            if to.contains("Default") {
                text = text.replace("ManagedIdentityCredential", "DefaultAzureCredential");
            }
            all.push(Mutant { rule: "client-id-not-passed", line: line(&text, at), text, pedantic: false });
        }
        for fact in seed.language.credentials.iter().filter(|fact| fact.new.ends_with(".ManagedIdentityCredential")) {
            for option in &fact.ignores {
                all.extend(seed.each("credential-arguments", "clientId: ", &format!("{option}: ")));
            }
        }
    }
    if let (Some(tenant), Some(client)) = (seed.name_of("tenant_id"), seed.name_of("client_id")) {
        let secret = format!("setting(\"{}\")", seed.name_of("client_secret").unwrap_or_default());
        let (tenant, client) = (format!("setting(\"{tenant}\")"), format!("setting(\"{client}\")"));
        for (one, other) in [(&tenant, &client), (&client, &secret)] {
            let swapped = [(one.as_str(), "\u{1}"), (other.as_str(), one.as_str()), ("\u{1}", other.as_str())];
            let later = if one == &tenant { &client } else { &secret };
            all.extend(seed.all("credential-arguments", &swapped, later));
        }
        let start = seed.text.find("new ClientSecretCredential(");
        let end = start.and_then(|at| {
            seed.text[at..].find("\n  );").or_else(|| seed.text[at..].find("\n);")).map(|end| (at, at + end))
        });
        if let Some((at, end)) = end {
            let close = seed.text[end..].find(");").map_or(end, |close| end + close);
            let text = format!("{}new DefaultAzureCredential({}", &seed.text[..at], &seed.text[close..]);
            let text = text.replace("{ ClientSecretCredential }", "{ DefaultAzureCredential }");
            all.push(Mutant { rule: "secret-not-passed", line: line(&text, at), text, pedantic: false });
        }
    }
    all
}

fn tls(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let good = if seed.has("ssl: \"verify-full\"") { "ssl: \"verify-full\"" } else { "ssl: true" };
    let Some(facts) = seed.sample.driver.as_deref().and_then(|driver| seed.language.drivers.get(driver)) else {
        return all;
    };
    for fact in facts.tls.iter().filter(|fact| fact.at.option.is_some()) {
        let value = match fact.value.as_str() {
            "true" | "false" | "{}" => fact.value.clone(),
            text => format!("\"{}\"", text.trim_matches('\'')),
        };
        let rule = match fact.effect {
            TlsEffect::Off | TlsEffect::Chance => "tls-disabled",
            TlsEffect::Encrypted => "tls-unverified",
            TlsEffect::Refused => "wrong-type",
            _ => continue,
        };
        for mutant in seed.each(rule, good, &format!("ssl: {value}")) {
            let pedantic = fact.effect == TlsEffect::Encrypted && fact.value == "require";
            all.push(if pedantic { mutant.pedantic() } else { mutant });
        }
    }
    for options in [
        "{ rejectUnauthorized: false }",
        "{ require: true, rejectUnauthorized: false }",
        "{ ...{ minVersion: \"TLSv1.2\" }, rejectUnauthorized: false }",
        "{ checkServerIdentity: () => undefined }",
        "{ checkServerIdentity: () => {} }",
        "{ checkServerIdentity() { return undefined; } }",
    ] {
        all.extend(seed.each("tls-unverified", good, &format!("ssl: {options}")));
    }
    let start = seed.text.find(good).map_or(0, |at| seed.text[..at].rfind('\n').unwrap_or(0) + 1);
    let end = seed.text[start..].find('\n').map_or(start, |end| start + end + 1);
    all.extend(seed.all("tls-disabled", &[(&seed.text[start..end], "")], call(seed)));
    let process = "process.env.NODE_TLS_REJECT_UNAUTHORIZED = \"0\";\n";
    let at = "\n/**\n * An environment variable";
    all.extend(seed.all("tls-unverified", &[(at, &format!("\n{process}{at}"))], process.trim()));
    all
}

fn settings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let pg = call(seed) == "new Client(" || call(seed) == "new Pool(";
    let read = |key: &str| format!("setting(\"{}\")", seed.name_of(key).unwrap_or_default());
    if !seed.has("Sequelize") {
        for (from, to) in [
            ("    host: ", "    server: "),
            ("    host: ", "    hots: "),
            ("    database: ", "    dbname: "),
            ("    database: ", "    databse: "),
            ("    port: ", "    prot: "),
        ] {
            all.extend(seed.each("unknown-keyword", from, to));
        }
    }
    if pg {
        for (from, to) in [
            ("    user: ", "    username: "),
            ("    user: ", "    usr: "),
            ("    ssl: true", "    sslmode: \"verify-full\""),
        ] {
            all.extend(seed.each("unknown-keyword", from, to));
        }
    }
    for key in ["host", "database", "user"] {
        let name = seed.name_of(key).unwrap_or_default();
        let checked = format!("setting(\"{name}\")");
        for to in [format!("process.env.{name}"), format!("process.env[\"{name}\"]")] {
            all.extend(seed.each("unchecked-variable", &checked, &to).into_iter().map(Mutant::pedantic));
        }
    }
    if let Some(name) = seed.name_of("client_id").filter(|_| seed.has("ManagedIdentityCredential")) {
        let checked = format!("setting(\"{name}\")");
        let to = format!("process.env.{name}");
        all.extend(seed.each("unchecked-variable", &checked, &to).into_iter().map(Mutant::pedantic));
    }
    if pg {
        let to = "ssl: process.env.AZURE_POSTGRESQL_SSL";
        all.extend(seed.each("wrong-type", "ssl: true", to).into_iter().map(Mutant::pedantic));
    }
    let host = format!("host: {}", read("host"));
    let user = if seed.has("Sequelize") { "username" } else { "user" };
    let suffix = &seed.cloud.host_suffix;
    all.extend(seed.all(
        "removed-api",
        &[
            (&host, &format!("host: \"shop{suffix}\"")),
            (&format!("{user}: {}", read("user")), &format!("{user}: \"app@shop\"")),
        ],
        "\"app@shop\"",
    ));
    for (import, call, other) in [
        ("import { Client } from \"pg\"", "new Client(", "createConnection("),
        ("import { Pool } from \"pg\"", "new Pool(", "createPool("),
    ] {
        let to = format!("import {{ {} }} from \"mysql2\"", other.trim_end_matches('('));
        let renamed = ("function createPool()", "function makePool()");
        let changes = [(import, to.as_str()), (call, other)];
        all.extend(if seed.has(renamed.0) {
            seed.all("wrong-driver", &[changes[0], renamed, changes[1]], &format!("= {other}"))
        } else {
            seed.all("wrong-driver", &changes, other)
        });
    }
    all
}

/// Connection strings in the place of single settings.
fn strings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let pg = call(seed) == "new Client(" || call(seed) == "new Pool(";
    let host = format!("    host: setting(\"{}\"),\n", seed.name_of("host").unwrap_or_default());
    let keywords = "host=shop.postgres.database.azure.com dbname=shop user=shop sslmode=require";
    if pg {
        let of = |text: &str| format!("    connectionString: {text},\n");
        let whole = of(&format!("\"{keywords}\""));
        all.extend(seed.all("wrong-format", &[(&host, &whole)], whole.trim()));
        let twice = of(&format!("\"{URL}?sslmode=verify-full?application_name=shop\""));
        all.extend(seed.all("conninfo-separator", &[(&host, &twice)], twice.trim()));
        for query in ["?sslmode=require", "?application_name=shop&sslmode=verify-full"] {
            let url = of(&format!("\"{URL}{query}\""));
            all.extend(seed.all("conflicting-settings", &[(&host, &url)], "ssl: true"));
        }
        let spread = format!("    ...{{ connectionString: \"{URL}?sslmode=require\" }},\n");
        all.extend(seed.all("conflicting-settings", &[(&host, &spread)], "ssl: true"));
    }
    let read = format!("setting(\"{}\")", seed.name_of("password").unwrap_or_default());
    if seed.sample.credential == CredentialKind::Password {
        let given = given(seed);
        let pieces = [
            format!("`postgresql://shop:${{{read}}}@shop{}/shop`", seed.cloud.host_suffix),
            format!("\"postgresql://shop:\" + {read} + \"@shop{}/shop\"", seed.cloud.host_suffix),
        ];
        for text in pieces {
            if pg {
                let url = format!("    connectionString: {text},\n");
                all.extend(seed.all("unquoted-value", &[(&host, &url), (&given, "")], url.trim()));
            } else {
                let call = call(seed);
                let to = format!("{call}{text}, ");
                all.extend(seed.all("unquoted-value", &[(call, &to), (&given, "")], &to));
            }
        }
    }
    if seed.has("return postgres({") {
        let to = format!("return postgres(\"{keywords}\", {{");
        all.extend(seed.all("wrong-format", &[("return postgres({", &to)], &to));
    }
    let split = "const parts = setting(\"AZURE_POSTGRESQL_CONNECTIONSTRING\").split(\" \");\n";
    let at = "\ntry {\n";
    let first = seed.text.match_indices(at).last().map(|(at, _)| at + 1);
    if let Some(at) = first {
        let text = format!("{}{split}{}", &seed.text[..at], &seed.text[at..]);
        let mutant = Mutant { rule: "conninfo-misparse", line: line(&text, at), text, pedantic: false };
        all.push(if seed.sample.credential == CredentialKind::Password { mutant } else { mutant.pedantic() });
    }
    all
}

fn imports(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for import in seed.text.lines().filter(|line| line.starts_with("import ")) {
        let names = import.trim_start_matches("import ").split(" from ").next().unwrap_or_default();
        for name in names.trim_matches(['{', '}', ' ']).split(", ") {
            let used = [format!("new {name}("), format!("return {name}(")].into_iter().find(|used| seed.has(used));
            if let Some(used) = used {
                let without = if names.contains(", ") {
                    import.replace(&format!(", {name}"), "").replace(&format!("{name}, "), "")
                } else {
                    String::new()
                };
                all.extend(seed.all("missing-import", &[(import, &without)], &used));
            }
        }
    }
    all
}

fn secrets(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for literal in ["\"vX8-quarry-Lamp\"", "'Tr0ub4dor&3'", "`vX8-quarry-Lamp`"] {
        for from in ["password: token", "    password,"] {
            let to = format!(
                "{}password: {literal}{}",
                &from[..from.find('p').unwrap_or(0)],
                if from.ends_with(',') { "," } else { "" }
            );
            all.extend(seed.each("hardcoded-secret", from, &to));
        }
        for key in ["password", "client_secret"] {
            let Some(name) = seed.name_of(key) else { continue };
            all.extend(seed.each("hardcoded-secret", &format!("setting(\"{name}\")"), literal));
        }
    }
    for print in
        ["console.log(token);", "console.error(`signing in with ${token}`);", "throw new Error(\"no: \" + token);"]
    {
        let client = "  const client = new Client({";
        if seed.has("const { token }") {
            all.extend(seed.all("secret-logged", &[(client, &format!("  {print}\n{client}"))], print));
        }
    }
    let returned = format!("      return {ASK};");
    let print = format!("      console.info({ASK});\n");
    all.extend(seed.all("secret-logged", &[(&returned, &format!("{print}{returned}"))], print.trim()));
    for key in ["password", "client_secret"] {
        let Some(name) = seed.name_of(key) else { continue };
        for print in [
            format!("console.log(setting(\"{name}\"));\n"),
            format!("process.stdout.write(`${{process.env.{name}}}`);\n"),
        ] {
            let Some(at) = seed.text.match_indices("\ntry {\n").last().map(|(at, _)| at + 1) else { continue };
            let text = format!("{}{print}{}", &seed.text[..at], &seed.text[at..]);
            all.push(Mutant { rule: "secret-logged", line: line(&text, at), text, pedantic: false });
        }
    }
    all
}
