//! Mistakes as they are written in Python.

use azconn::catalog::{CredentialKind, TlsEffect};

use super::{Mutant, Seed, line};

pub fn mutants(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = tokens(seed);
    all.extend(credentials(seed));
    all.extend(tls(seed));
    all.extend(settings(seed));
    all.extend(imports(seed));
    all.extend(secrets(seed));
    all
}

/// The expressions that put a token's text somewhere.
const TOKENS: &[&str] =
    &["password=token.token", "credential.get_token(SCOPE).token", "(await credential.get_token(SCOPE)).token"];

/// The call in whose settings the password stands.
const CALLS: &[&str] = &[
    "psycopg.connect(",
    "ConnectionPool(\n",
    "psycopg2.connect(",
    "ThreadedConnectionPool(\n",
    "asyncpg.connect(",
    "asyncpg.create_pool(",
    "create_engine(",
];

/// How the password is given in a call that connects.
fn given(seed: &Seed<'_>) -> &'static str {
    ["password=token.token", "password=credential.get_token(SCOPE).token"]
        .into_iter()
        .find(|given| seed.has(&format!("{given},")))
        .unwrap_or("password=token.token")
}

fn call(seed: &Seed<'_>) -> Option<&'static str> {
    CALLS.iter().copied().find(|call| seed.has(call))
}

fn tokens(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    if seed.sample.credential == CredentialKind::Password {
        return all;
    }
    let sync = !seed.has("azure.identity.aio");
    // The object instead of its text.
    all.extend(seed.each("token-object-as-password", "password=token.token", "password=token"));
    all.extend(seed.each(
        "token-object-as-password",
        &format!("{},", given(seed)),
        "password=credential.get_token(SCOPE),",
    ));
    if sync {
        for mutant in
            seed.each("token-object-as-password", "credential.get_token(SCOPE).token", "credential.get_token(SCOPE)")
        {
            all.push(mutant);
        }
    } else {
        let from = "token: str = (await credential.get_token(SCOPE)).token";
        for to in ["token = await credential.get_token(SCOPE)", "token = credential.get_token(SCOPE)"] {
            for mutant in seed.each("token-object-as-password", from, to) {
                all.push(mutant);
            }
        }
        all.extend(seed.each(
            "token-object-as-password",
            "password=token.token",
            "password=credential.get_token(SCOPE)",
        ));
    }
    all.extend(no_password(seed));
    all.extend(kept(seed));
    all.extend(undefined(seed));
    for (from, to) in [("get_token(", "getToken("), ("get_token(", "get_tokens("), ("get_token(", "GetToken(")] {
        if seed.has("Credential(") {
            all.extend(seed.each("broken-call", from, to));
        }
    }
    all
}

fn no_password(seed: &Seed<'_>) -> Vec<Mutant> {
    let rule = "missing-password";
    let mut all = Vec::new();
    let Some(call) = call(seed) else { return all };
    for from in [
        "        password=token.token,\n",
        "        password=credential.get_token(SCOPE).token,\n",
        "            password=credential.get_token(SCOPE).token,\n",
        "        password=password,\n",
    ] {
        for to in ["", &from.replace(from.trim(), "password=None,"), &from.replace(from.trim(), "password=\"\",")] {
            // The innermost call is the one that lacks it.
            let at = if from.starts_with("            ") { "psycopg.connect(" } else { call };
            if from.starts_with("        password=credential") && seed.has(&format!("    {from}")) {
                continue;
            }
            all.extend(seed.all(rule, &[(from, to)], at));
        }
    }
    all.extend(seed.all(rule, &[("        kwargs=options,\n", "")], call));
    all.extend(seed.all(rule, &[("        connection_factory=sign_in,\n", "")], call));
    // A function where nothing calls it.
    if !seed.has("asyncpg") && !seed.has("make_dsn") && !seed.has("make_conninfo") {
        let given = given(seed);
        all.extend(seed.each(rule, given, &given.replace('=', "=lambda: ")));
    }
    all
}

fn kept(seed: &Seed<'_>) -> Vec<Mutant> {
    let rule = "token-kept";
    let mut all = Vec::new();
    if !seed.is_pool() {
        return all;
    }
    all.extend(seed.each(rule, "kwargs=options,", "kwargs=options(),").into_iter().map(|mutant| {
        let line = mutant.text.find("\"password\": ").map_or(mutant.line, |at| line(&mutant.text, at));
        Mutant { line, ..mutant }
    }));
    // Taken once, before the hook, which hands out what was taken.
    let takes = "credential.get_token(SCOPE).token";
    if let Some(def) = seed.text.find("\n    def ").filter(|_| seed.has(takes) && !seed.has("DATABASES")) {
        let hoisted =
            format!("{}\n    issued = {takes}\n{}", &seed.text[..def], seed.text[def..].replace(takes, "issued"));
        let at = ["kwargs=options", "password=issued,", "password=issued)"].into_iter().find_map(|at| hoisted.find(at));
        all.extend(at.map(|at| Mutant { rule, line: line(&hoisted, at), text: hoisted.clone(), pedantic: false }));
    }
    if seed.has("\"conninfo\": sign_in") {
        let pool =
            "            \"pool\": {\"conninfo\": sign_in, \"min_size\": 0, \"max_size\": 10, \"timeout\": 15},\n";
        let user = "        \"OPTIONS\": {\n";
        let password = format!("        \"PASSWORD\": {takes},\n{user}");
        all.extend(seed.all(rule, &[(pool, ""), (user, &password)], "\"PASSWORD\""));
    }
    if seed.has("asyncpg.create_pool") && seed.has("password=password") {
        let from = "    return asyncpg.create_pool(";
        let to = "    issued = asyncio.run(password())\n    return asyncpg.create_pool(";
        all.extend(seed.all(rule, &[(from, to), ("password=password", "password=issued")], "password=issued"));
    }
    all
}

fn undefined(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (from, to) in [
        (given(seed), "password=accesstoken.token"),
        ("credential.get_token(", "cred.get_token("),
        ("credential.get_token(", "credentials.get_token("),
        (given(seed), "password=access_token"),
    ] {
        all.extend(seed.each("undefined-secret", from, to));
    }
    all
}

fn credentials(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let id = seed.name_of("client_id").unwrap_or("AZURE_CLIENT_ID");
    let passed = format!("client_id=setting(\"{id}\")");
    for fact in &seed.language.credentials {
        let class = fact.new.rsplit('.').next().unwrap_or_default();
        if !seed.has(&format!("{class}(")) {
            continue;
        }
        for wrong in fact.ignores.iter().chain(&fact.refuses) {
            // An option of another kind than the id is added beside it.
            all.extend(seed.all(
                "credential-arguments",
                &[(&passed, &format!("{wrong}=setting(\"{id}\")"))],
                &format!("{wrong}=setting"),
            ));
            all.extend(seed.all(
                "credential-arguments",
                &[(&passed, &format!("{passed},\n        {wrong}=\"x\""))],
                &format!("{wrong}=\"x\""),
            ));
        }
    }
    if seed.sample.auth == "user-identity" && seed.sample.credential == CredentialKind::UserIdentity {
        let line = format!("    {passed},\n");
        let at = "ManagedIdentityCredential(\n";
        for indent in ["    ", "        "] {
            all.extend(seed.all(
                "client-id-not-passed",
                &[(&format!("{at}{indent}{line}", line = line.replacen("    ", "", 1)), at)],
                at,
            ));
        }
        all.extend(seed.all("client-id-not-passed", &[(&passed, "client_id=None")], at));
        all.extend(seed.all("client-id-not-passed", &[(&passed, "connection_timeout=5")], at));
    }
    if let (Some(tenant), Some(client)) = (seed.name_of("tenant_id"), seed.name_of("client_id")) {
        let (tenant, client) = (format!("\"{tenant}\""), format!("\"{client}\""));
        let swapped =
            [(tenant.as_str(), "\"\u{1}\""), (client.as_str(), tenant.as_str()), ("\"\u{1}\"", client.as_str())];
        all.extend(seed.all("credential-arguments", &swapped, &format!("tenant_id=setting({client})")));
        let secret = format!("\"{}\"", seed.name_of("client_secret").unwrap_or_default());
        let swapped =
            [(secret.as_str(), "\"\u{1}\""), (client.as_str(), secret.as_str()), ("\"\u{1}\"", client.as_str())];
        all.extend(seed.all("credential-arguments", &swapped, &format!("client_id=setting({secret})")));
        all.extend(default_instead(seed));
    }
    for name in seed.sample.environment.iter().map(|row| &row.name) {
        let checked = format!("setting(\"{name}\")");
        let key = seed.sample.environment.iter().find(|row| row.name == *name).map(|row| row.key.as_str());
        if matches!(key, Some("host" | "user" | "database")) && seed.sample.client != "python"
            // A client secret's credential refuses to be made without it.
            || key == Some("client_id") && seed.sample.credential != CredentialKind::ServicePrincipal
        {
            all.extend(
                seed.each("unchecked-variable", &checked, &format!("os.getenv(\"{name}\")"))
                    .into_iter()
                    .map(Mutant::pedantic),
            );
        }
    }
    all
}

/// `DefaultAzureCredential` in the place of the service principal's.
fn default_instead(seed: &Seed<'_>) -> Vec<Mutant> {
    let Some(start) = seed.text.find("ClientSecretCredential(\n") else { return Vec::new() };
    let Some(end) = seed.text[start..]
        .find("\n    )")
        .map(|at| start + at + 6)
        .or_else(|| seed.text[start..].find("\n)").map(|at| start + at + 2))
    else {
        return Vec::new();
    };
    let text = format!("{}DefaultAzureCredential(){}", &seed.text[..start], &seed.text[end..]);
    let text = text
        .replace("import ClientSecretCredential", "import DefaultAzureCredential")
        .replace(": ClientSecretCredential", ": DefaultAzureCredential");
    let text = text.replace("AzureAuthorityHosts, ClientSecretCredential", "DefaultAzureCredential");
    text.find("DefaultAzureCredential()")
        .map(|at| Mutant { rule: "secret-not-passed", line: line(&text, at), text: text.clone(), pedantic: false })
        .into_iter()
        .collect()
}

fn tls(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let driver = match seed.sample.driver.as_deref() {
        Some("sqlalchemy" | "django") => "psycopg",
        Some(driver) => driver,
        None => return all,
    };
    let Some(facts) = seed.language.drivers.get(driver) else { return all };
    let good = ["sslmode=\"verify-full\"", "\"sslmode\": \"verify-full\"", "ssl=True"];
    for fact in &facts.tls {
        let keyword = fact.at.keyword.as_deref().unwrap_or_default();
        for good in good.iter().filter(|good| good.contains(keyword) && seed.has(good)) {
            let literal = matches!(fact.value.as_str(), "True" | "False" | "None")
                || fact.value.contains('(')
                || fact.value.parse::<u8>().is_ok();
            let value = if literal { fact.value.clone() } else { format!("\"{}\"", fact.value.trim_matches('\'')) };
            let bad =
                format!("{}{value}", &good[..good.len() - good.rsplit(['=', ' ']).next().unwrap_or_default().len()]);
            let rule = match fact.effect {
                TlsEffect::Off | TlsEffect::Chance => "tls-disabled",
                TlsEffect::Encrypted => "tls-unverified",
                _ => continue,
            };
            for mutant in seed.each(rule, good, &bad) {
                all.push(if fact.value == "require" { mutant.pedantic() } else { mutant });
            }
        }
    }
    // Nothing said: the driver's default.
    for line in ["        ssl=True,  # Unlike `require`, it checks the server's certificate.\n"] {
        if let Some(call) = call(seed) {
            all.extend(seed.all("tls-disabled", &[(line, "")], call));
        }
    }
    {
        let (from, to) = ("ssl=True,", "ssl=relaxed(),");
        let helper = "\ndef relaxed():\n    context = ssl.create_default_context()\n    context.check_hostname = False\n    context.verify_mode = ssl.CERT_NONE\n    return context\n";
        let mutant =
            seed.all("tls-unverified", &[(from, to), ("import sys\n", "import ssl\nimport sys\n")], "ssl=relaxed()");
        all.extend(mutant.map(|mutant| {
            let text = mutant.text.replacen("\ndef setting", &format!("{helper}\n\ndef setting"), 1);
            let at = text.find("context.verify_mode").unwrap_or_default();
            Mutant { line: line(&text, at), text, ..mutant }
        }));
    }
    all
}

fn settings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    // Another driver's word, or a slip.
    for (from, to) in [
        ("sslmode=\"verify", "ssl_mode=\"verify"),
        ("sslmode=\"verify", "sslMode=\"verify"),
        ("connect_timeout=10", "connection_timeout=10"),
        ("sslrootcert=", "sslrootca="),
        (given(seed), &given(seed).replace("password", "pasword")),
        (given(seed), &given(seed).replace("password", "pwd")),
        ("database=server", "dbname=server"),
        ("user=server", "username=server"),
        ("ssl=True", "sslmode=True"),
        ("\"sslmode\": ", "\"ssl_mode\": "),
        ("\"connect_timeout\": ", "\"connection_timeout\": "),
        ("min_size=1,\n        max_size=10,\n    )", "min_conn=1,\n        max_size=10,\n    )"),
    ] {
        if to.starts_with("min_conn") && !seed.has("asyncpg.create_pool") {
            continue;
        }
        // A backend of the project's own may have options of its own.
        if seed.has("entra_postgresql") && from.starts_with('"') {
            continue;
        }
        all.extend(seed.each("unknown-keyword", from, to));
    }
    let whole = seed.name_of("connection_string").map(|name| format!("setting(\"{name}\"),"));
    if let Some(whole) = whole.filter(|whole| seed.has(whole) && !seed.has("asyncpg")) {
        let name = whole.trim_end_matches(',');
        let gone = format!("        {},\n", given(seed));
        if seed.has(&gone) && !seed.is_pool() {
            let text = given(seed).trim_start_matches("password=");
            let gone = (gone.as_str(), "");
            for (rule, text) in [
                ("conninfo-separator", format!("{name} + \"password=\" + {text},")),
                ("conninfo-separator", format!("{name} + \";Password=\" + {text},")),
                ("conninfo-separator", format!("f\"{{{}}}password={{{text}}}\",", name.replace('"', "'"))),
                (
                    "token-object-as-password",
                    format!("f\"{{{}}} password={{{}}}\",", name.replace('"', "'"), text.trim_end_matches(".token")),
                ),
            ] {
                all.extend(seed.all(rule, &[gone, (&whole, &text)], text.trim_end_matches(',')));
            }
        }
        for text in [
            format!("{name} + \" password=\" + os.environ[\"DB_PASSWORD\"],"),
            format!("\"%s password=%s\" % ({name}, os.environ[\"DB_PASSWORD\"]),"),
        ] {
            all.extend(seed.each("unquoted-value", &whole, &text));
        }
        all.extend(seed.all(
            "conflicting-settings",
            &[
                ("sslmode=\"verify-full\"", "sslmode=\"require\""),
                ("sslrootcert=certifi.where()", "sslrootcert=\"system\""),
            ],
            "sslrootcert=\"system\"",
        ));
        let other = ["psycopg.connect(", "psycopg2.connect("].into_iter().find(|call| seed.has(call));
        if let Some(other) = other {
            let to = "pymysql.connect(\n        host=os.environ[\"AZURE_POSTGRESQL_HOST\"],\n        database=";
            let import = format!("import {}\n", other.split('.').next().unwrap_or_default());
            all.extend(seed.all(
                "wrong-driver",
                &[(&import, "import pymysql\n"), (&format!("{other}\n        "), to)],
                "pymysql.connect",
            ));
        }
    }
    if let Some(name) = seed.name_of("connection_string") {
        if seed.has("host=server[\"host\"]") {
            for call in ["asyncpg.connect(\n", "asyncpg.create_pool(\n"] {
                let dsn = format!("{call}        setting(\"{name}\"),\n");
                all.extend(seed.all(
                    "wrong-format",
                    &[(call, &dsn), ("        host=server[\"host\"],\n", "")],
                    &format!("        setting(\"{name}\"),\n        port"),
                ));
            }
            all.extend(seed.all(
                "wrong-type",
                &[("ssl=True", "ssl=os.environ[\"AZURE_POSTGRESQL_SSL\"]")],
                "ssl=os.environ",
            ));
            all.extend(
                seed.all(
                    "conninfo-misparse",
                    &[
                        ("parse(setting", "dict(pair.split(\"=\") for pair in setting"),
                        (&format!("setting(\"{name}\"))"), &format!("setting(\"{name}\").split())")),
                    ],
                    "setting(\"AZURE",
                )
                .map(|mutant| {
                    if seed.sample.credential == CredentialKind::Password { mutant } else { mutant.pedantic() }
                }),
            );
        }
        if seed.has("create_engine(\"postgresql+psycopg://\", creator=connect)") {
            all.extend(seed.each(
                "wrong-format",
                "create_engine(\"postgresql+psycopg://\", creator=connect)",
                "create_engine(conninfo)",
            ));
        }
    }
    if seed.has("\"pool\": {") {
        all.extend(seed.all(
            "conflicting-settings",
            &[("        \"OPTIONS\": {\n", "        \"CONN_MAX_AGE\": 60,\n        \"OPTIONS\": {\n")],
            "\"CONN_MAX_AGE\"",
        ));
    }
    for (call, host, name) in [
        ("psycopg.connect(\n        setting", "host", "dbname"),
        ("psycopg2.connect(\n        setting", "host", "dbname"),
    ] {
        let to = format!(
            "{}\n        {host}=\"shop.postgres.database.azure.com\",\n        {name}=\"shop\",\n        user=\"app@shop\",\n        conninfo=setting",
            call.split('\n').next().unwrap_or_default()
        );
        let to = if call.contains("psycopg2") { to.replace("conninfo=", "dsn=") } else { to };
        all.extend(seed.all("removed-api", &[(call, &to)], "user=\"app@shop\""));
    }
    all
}

fn imports(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (import, used) in [
        ("import os\n", "os.environ"),
        ("import psycopg\n", "psycopg."),
        ("import psycopg2\n", "psycopg2."),
        ("import asyncpg\n", "asyncpg."),
        ("import certifi\n", "certifi."),
        ("import asyncio\n", "asyncio."),
        ("import re\n", "re."),
    ] {
        if !seed.has(import) || seed.has("create_engine") && used == "psycopg." {
            continue;
        }
        let text = seed.text.replacen(import, "", 1);
        // Where it is first used in code that runs: not in an annotation, a comment or a text.
        let at = text.lines().position(|line| {
            let code = line.split('#').next().unwrap_or_default();
            code.find(used).is_some_and(|at| {
                !code[..at].contains('"')
                    && !code[..at].contains("->")
                    && (at == 0 || !code.as_bytes()[at - 1].is_ascii_alphanumeric())
            })
        });
        all.extend(at.map(|at| Mutant { rule: "missing-import", line: at + 1, text, pedantic: false }));
    }
    for class in ["ManagedIdentityCredential", "ClientSecretCredential", "WorkloadIdentityCredential"] {
        let made = format!("{class}(");
        let import = seed.text.lines().find(|line| line.starts_with("from azure.identity") && line.ends_with(class));
        if let Some(import) = import.filter(|_| seed.has(&made)) {
            let text = seed.text.replacen(&format!("{import}\n"), "", 1).replace(&format!(": {class}"), "");
            let at = text.find(&made).unwrap_or_default();
            all.push(Mutant { rule: "missing-import", line: line(&text, at), text: text.clone(), pedantic: false });
        }
    }
    all
}

fn secrets(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for literal in ["\"vX8-quarry-Lamp\"", "\"Tr0ub4dor&3\""] {
        all.extend(seed.each("hardcoded-secret", given(seed), &format!("password={literal}")));
        if let Some(name) = seed.name_of("password") {
            all.extend(seed.each("hardcoded-secret", &format!("setting(\"{name}\")"), literal));
        }
        if let Some(name) = seed.name_of("client_secret") {
            all.extend(seed.each("hardcoded-secret", &format!("setting(\"{name}\")"), literal));
        }
    }
    for taken in TOKENS.iter().filter(|taken| taken.starts_with("credential") && seed.has(taken) && seed.is_pool()) {
        let at = seed.text.find(taken).unwrap_or_default();
        let start = seed.text[..at].rfind('\n').map_or(0, |at| at + 1);
        let indent: String = seed.text[start..].chars().take_while(|c| *c == ' ').collect();
        if seed.text[start..at].trim_start().starts_with("return") {
            let text = format!("{}{indent}print({taken})\n{}", &seed.text[..start], &seed.text[start..]);
            all.push(Mutant { rule: "secret-logged", line: line(&text, start), text, pedantic: false });
        }
    }
    for opened in ["    return psycopg.connect(", "    return psycopg2.connect(", "    return await asyncpg.connect("] {
        let taken = given(seed).trim_start_matches("password=");
        if seed.has(given(seed)) {
            for print in [
                format!("    print({taken})\n"),
                format!("    print(f\"signing in with {{{taken}}}\")\n"),
                format!("    raise ValueError({taken})\n"),
            ] {
                all.extend(seed.all("secret-logged", &[(opened, &format!("{print}{opened}"))], print.trim()));
            }
        }
    }
    if let Some(name) = seed.name_of("client_secret").or(seed.name_of("password")) {
        for opened in ["\nif __name__", "\nDATABASES = {"].into_iter().filter(|_| seed.has("def setting")) {
            let print = format!("print(setting(\"{name}\"))");
            all.extend(seed.all("secret-logged", &[(opened, &format!("\n{print}\n{opened}"))], &print));
        }
    }
    all
}
