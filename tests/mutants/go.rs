//! Mistakes as they are written in Go.

use azconn::catalog::{CredentialKind, TlsEffect};

use super::{Mutant, Seed, line};

pub fn mutants(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    if seed.sample.credential != CredentialKind::Password {
        all.extend(tokens(seed));
        all.extend(credentials(seed));
    }
    all.extend(tls(seed));
    all.extend(settings(seed));
    all.extend(imports(seed));
    all.extend(secrets(seed));
    all
}

const ASKS: &str = "credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{scope}})";

/// The statements that put a token's text somewhere, and the call that connects with it.
const GIVEN: &[&str] = &["config.Password = token.Token", "connConfig.Password = token.Token"];

fn opens(seed: &Seed<'_>) -> &'static str {
    let calls = [
        "pgx.ConnectConfig(",
        "pgx.Connect(",
        "pgxpool.NewWithConfig(",
        "pgxpool.New(",
        "connector.Connect(ctx)",
        "sql.OpenDB(",
        "sql.Open(",
    ];
    calls.into_iter().find(|call| seed.has(call)).unwrap_or("")
}

/// The statement that fetches a token before anything else, in a function that gives an error beside its result.
fn fetched(name: &str) -> String {
    format!("\t{name}, err := {ASKS}\n\tif err != nil {{\n\t\treturn nil, err\n\t}}\n")
}

/// Where the pool's hook is given, with all of it: from, to.
fn hook(seed: &Seed<'_>) -> Option<(usize, usize)> {
    let from = seed.text.find("\tconfig.BeforeConnect = func(")?;
    let to = seed.text[from..].find("\n\t}\n").map(|end| from + end + 4)?;
    Some((from, to))
}

fn tokens(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for given in GIVEN.iter().copied().filter(|given| seed.has(given)) {
        let at = if given.starts_with("conn") { "config.BeforeConnect = " } else { opens(seed) };
        let whole = format!("{given}\n");
        for to in ["_ = token\n".to_owned(), whole.replace("token.Token", "\"\"")] {
            all.extend(seed.all("missing-password", &[(&whole, &to)], at));
        }
        for to in ["token", "fmt.Sprint(token)", "fmt.Sprintf(\"%s\", token)", "token.AccessToken"] {
            all.extend(seed.each("token-object-as-password", given, &given.replace("token.Token", to)));
        }
        for to in ["Token.Token", "toKen.Token"] {
            all.extend(seed.each("undefined-secret", given, &given.replace("token.Token", to)));
        }
    }
    let put = "dsn + \" password=\" + token.Token";
    all.extend(seed.all("missing-password", &[(put, "dsn")], "connector.Connect(ctx)"));
    for (rule, to) in [
        ("token-object-as-password", "fmt.Sprintf(\"%s password=%s\", dsn, token)"),
        ("token-object-as-password", "fmt.Sprintf(\"%s password=%v\", dsn, token)"),
        ("conninfo-separator", "dsn + \"password=\" + token.Token"),
        ("conninfo-separator", "dsn + \";Password=\" + token.Token"),
        ("conninfo-separator", "fmt.Sprintf(\"%spassword=%s\", dsn, token.Token)"),
        ("conninfo-separator", "strings.Join([]string{dsn, \"password=\" + token.Token}, \"\")"),
        ("undefined-secret", "dsn + \" password=\" + Token.Token"),
        ("unquoted-value", "dsn + \" password=\" + os.Getenv(\"DB_PASSWORD\")"),
        ("hardcoded-secret", "dsn + \" password=vX8-quarry-Lamp\""),
    ] {
        all.extend(seed.each(rule, put, to));
    }
    // Taken once, before.
    if let Some((from, to)) = hook(seed) {
        let (before, after) = (&seed.text[..from], &seed.text[to..]);
        all.push(reported("missing-password", format!("{before}{after}"), opens(seed)));
        let kept = "\tconfig.ConnConfig.Password = token.Token\n";
        all.push(reported("token-kept", format!("{before}{}{kept}{after}", fetched("token")), kept));
        let nested = kept.replace("ConnConfig.Password", "ConnConfig.Config.Password");
        all.push(reported("token-kept", format!("{before}{}{nested}{after}", fetched("token")), &nested));
        let string = "pgxpool.New(ctx, config.ConnString()+\" password=\"+token.Token)";
        let inside =
            &seed.text[from..to].replace("connConfig.Password = token.Token", "connConfig.Password = issued.Token");
        let outside = format!("{before}{}{inside}{after}", fetched("issued"));
        all.push(reported("token-kept", outside, "connConfig.Password = issued.Token"));
        let read = seed.name_of("connection_string").unwrap_or_default();
        let string = string.replace("config.ConnString()", &format!("mustGetenv(\"{read}\")+\" sslmode=verify-full\""));
        let text =
            format!("{before}{}{after}", fetched("token")).replace("pgxpool.NewWithConfig(ctx, config)", &string);
        all.push(reported("token-kept", text, &string));
    }
    let pool = "\treturn sql.OpenDB(connectorFunc(";
    if seed.has(pool) {
        let inside = "dsn + \" password=\" + issued.Token";
        all.extend(seed.all("token-kept", &[(pool, &format!("{}{pool}", fetched("issued"))), (put, inside)], inside));
    }
    if seed.has("return db.Conn(ctx)") {
        all.extend(seed.all("token-kept", &[("return db.Conn(ctx)", "return db, nil")], GIVEN[0]));
        let open = "sql.Open(\"postgres\", dsn + \" password=\" + token.Token)";
        let from = "sql.OpenDB(connector)";
        all.extend(seed.all("token-kept", &[(from, open), ("config.Password", "_")], open));
    }
    for (from, to) in [
        ("credential.GetToken(", "credential.GetTokens("),
        ("credential.GetToken(", "credential.getToken("),
        ("credential.GetToken(", "credential.GetTokenAsync("),
    ] {
        all.extend(seed.each("broken-call", from, to));
    }
    for to in ["Credential.GetToken(", "creDential.GetToken("] {
        all.extend(seed.each("undefined-secret", "credential.GetToken(", to));
    }
    let literal = format!("[]string(\"{}\")", seed.cloud.scope);
    all.extend(seed.each("broken-call", "[]string{scope}", &literal));
    all.extend(seed.each("broken-call", "{Scopes: []string{scope}}", "{Scopes := []string{scope}}"));
    all
}

fn reported(rule: &'static str, text: String, at: &str) -> Mutant {
    let line = line(&text, text.find(at).unwrap_or_default()) + usize::from(at.starts_with('\n'));
    Mutant { rule, line, text, pedantic: false }
}

fn credentials(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let prefix = "azidentity.New";
    if let Some(id) = seed.name_of("client_id").filter(|_| seed.sample.credential == CredentialKind::UserIdentity) {
        let read = format!("mustGetenv(\"{id}\")");
        let made = "azidentity.NewManagedIdentityCredential(";
        let options =
            format!("&azidentity.ManagedIdentityCredentialOptions{{\n\t\tID: azidentity.ClientID({read}),\n\t}}");
        for to in ["nil", "&azidentity.ManagedIdentityCredentialOptions{}"] {
            all.extend(seed.all("client-id-not-passed", &[(&options, to)], made));
        }
        let default = [(options.as_str(), "nil"), ("NewManagedIdentityCredential", "NewDefaultAzureCredential")];
        all.extend(seed.all("client-id-not-passed", &default, "azidentity.NewDefaultAzureCredential("));
        for wrong in ["ManagedIdentityClientID", "ClientID"] {
            let given = format!("&azidentity.DefaultAzureCredentialOptions{{{wrong}: {read}}}");
            let changes =
                [(options.as_str(), given.as_str()), ("NewManagedIdentityCredential", "NewDefaultAzureCredential")];
            all.extend(seed.all("credential-arguments", &changes, wrong));
        }
        let placed = format!("{read}, nil");
        all.extend(seed.all("credential-arguments", &[(&options, &placed)], made));
        all.extend(seed.each("broken-call", &format!("azidentity.ClientID({read})"), &read));
        all.extend(seed.each(
            "broken-call",
            &format!("ID: azidentity.ClientID({read})"),
            &format!("ID := azidentity.ClientID({read})"),
        ));
        all.extend(seed.each("broken-call", &format!("{read}),\n"), &format!("{read});\n")));
    }
    for fact in &seed.language.credentials {
        let class = fact.new.rsplit('.').next().unwrap_or_default();
        let made = format!("azidentity.{class}(nil)");
        let options = class.trim_start_matches("New");
        for wrong in fact.refuses.iter().chain(&fact.ignores).filter(|wrong| !wrong.contains('.') && *wrong != "ID") {
            let with = format!("azidentity.{class}(&azidentity.{options}Options{{{wrong}: \"x\"}})");
            all.extend(seed.each("credential-arguments", &made, &with));
        }
    }
    if let (Some(tenant), Some(client)) = (seed.name_of("tenant_id"), seed.name_of("client_id")) {
        let (tenant, client) = (format!("\"{tenant}\""), format!("\"{client}\""));
        let secret = format!("\"{}\"", seed.name_of("client_secret").unwrap_or_default());
        for (one, other) in [(&tenant, &client), (&client, &secret), (&tenant, &secret)] {
            let swapped = [(one.as_str(), "\"\u{1}\""), (other.as_str(), one.as_str()), ("\"\u{1}\"", other.as_str())];
            all.extend(seed.all("credential-arguments", &swapped, &format!("mustGetenv({other})")));
        }
        let made = "azidentity.NewClientSecretCredential(";
        let start = seed.text.find(made);
        let end = start.and_then(|start| seed.text[start..].find(")\n\tif err").map(|end| start + end + 1));
        if let (Some(start), Some(end)) = (start, end) {
            for instead in
                ["NewDefaultAzureCredential(nil)", "NewEnvironmentCredential(nil)", "NewManagedIdentityCredential(nil)"]
            {
                let text = format!(
                    "{}{prefix}{}{}",
                    &seed.text[..start],
                    instead.trim_start_matches("New"),
                    &seed.text[end..]
                );
                all.push(Mutant { rule: "secret-not-passed", line: line(&text, start), text, pedantic: false });
            }
        }
        for other in ["cloud.AzureGovernment", "cloud.AzurePublic"] {
            all.extend(seed.each("cloud-mismatch", "Cloud: cloud.AzureChina", &format!("Cloud: {other}")));
        }
    }
    for name in
        seed.sample.environment.iter().filter(|row| matches!(row.key.as_str(), "client_id" | "connection_string"))
    {
        if seed.sample.credential == CredentialKind::ServicePrincipal && name.key == "client_id" {
            continue;
        }
        let (checked, plain) = (format!("mustGetenv(\"{}\")", name.name), format!("os.Getenv(\"{}\")", name.name));
        all.extend(seed.each("unchecked-variable", &checked, &plain).into_iter().map(Mutant::pedantic));
    }
    all
}

fn tls(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let Some(facts) = seed.sample.driver.as_ref().and_then(|driver| seed.language.drivers.get(driver)) else {
        return all;
    };
    for fact in facts.tls.iter().filter(|fact| fact.at.keyword.as_deref() == Some("sslmode")) {
        let rule = match fact.effect {
            TlsEffect::Off | TlsEffect::Chance => "tls-disabled",
            TlsEffect::Encrypted => "tls-unverified",
            _ => continue,
        };
        for mutant in seed.each(rule, "sslmode=verify-full", &format!("sslmode={}", fact.value)) {
            all.push(if fact.value == "require" { mutant.pedantic() } else { mutant });
        }
    }
    // Service Connector's own word is left.
    if !seed.is_pool() || seed.has("pgxpool") {
        let at = opens(seed);
        all.extend(seed.all("tls-unverified", &[(" sslmode=verify-full", "")], at).map(Mutant::pedantic));
    }
    for (call, field) in
        [("pgx.ConnectConfig(", "config.TLSConfig"), ("pgxpool.NewWithConfig(", "config.ConnConfig.TLSConfig")]
    {
        let call = format!("\treturn {call}");
        for (rule, value) in [
            ("tls-disabled", "nil"),
            ("tls-unverified", "&tls.Config{InsecureSkipVerify: true}"),
            ("tls-unverified", "&tls.Config{ServerName: \"shop\", InsecureSkipVerify: true}"),
        ] {
            let set = format!("\t{field} = {value}\n");
            let import = ("import (\n", "import (\n\t\"crypto/tls\"\n");
            all.extend(seed.all(rule, &[(&call, &format!("{set}{call}")), import], &set));
        }
    }
    all
}

fn settings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let more = " sslmode=verify-full";
    for (rule, to) in [
        ("conninfo-separator", "sslmode=verify-full"),
        ("conninfo-separator", ";sslmode=verify-full"),
        ("unknown-keyword", " SSLMode=verify-full"),
        ("unknown-keyword", " ssl_mode=verify-full"),
        ("unknown-keyword", " sslmode=verify-full keepalives=1"),
        ("unknown-keyword", " sslmode=verify-full gssencmode=disable"),
        ("unknown-keyword", " sslmode=verify-full username=app"),
        ("unquoted-value", " sslmode=verify-full password=\" + os.Getenv(\"DB_PASSWORD\") + \""),
    ] {
        all.extend(seed.each(rule, more, to));
    }
    all.extend(seed.each("unknown-keyword", "connect_timeout=10", "connection_timeout=10"));
    all.extend(seed.each("unknown-keyword", "connect_timeout=10", "conect_timeout=10"));
    if !seed.has("pgxpool") {
        all.extend(seed.each("unknown-keyword", more, " sslmode=verify-full pool_max_conns=4"));
    }
    let Some(name) = seed.name_of("connection_string") else { return all };
    let read = format!("mustGetenv(\"{name}\")");
    for text in [
        "\"Server=shop.postgres.database.azure.com;Database=shop;User Id=app;\"",
        "\"jdbc:postgresql://shop.postgres.database.azure.com/shop?user=app\"",
    ] {
        // Told where the driver gets it.
        if seed.has("dsn := mustGetenv(") {
            all.extend(seed.all("wrong-format", &[(&read, text)], "pq.NewConnector("));
        } else {
            all.extend(seed.each("wrong-format", &read, text));
        }
    }
    let single = "\"host=shop.postgres.database.azure.com dbname=shop user=app@shop\"";
    all.extend(seed.each("removed-api", &read, single));
    let split = format!("\tfor _, pair := range strings.Fields({read}) {{\n\t\tlog.Print(len(pair))\n\t}}\n");
    let main = "func main() {\n";
    let mutant = seed.all("conninfo-misparse", &[(main, &format!("{main}{split}"))], split.trim());
    all.extend(
        mutant
            .map(|mutant| if seed.sample.credential == CredentialKind::Password { mutant } else { mutant.pedantic() }),
    );
    for (from, to) in [("pgxpool.New(", "pgxpool.Connect("), ("pgxpool.NewWithConfig(", "pgxpool.ConnectConfig(")] {
        all.extend(seed.each("removed-api", from, to));
    }
    for driver in ["mysql", "sqlserver", "sqlite3"] {
        let to = format!("sql.Open(\"{driver}\", {read})");
        all.extend(seed.all("wrong-driver", &[("sql.OpenDB(connector)", &to)], &to));
    }
    for (call, set) in [
        ("\treturn pgx.ConnectConfig(", "\tconfig.Port = os.Getenv(\"DB_PORT\")\n"),
        ("\treturn pgxpool.NewWithConfig(", "\tconfig.ConnConfig.Port = os.Getenv(\"DB_PORT\")\n"),
        ("\tconnector, err := pq.NewConnectorConfig(", "\tconfig.Port = os.Getenv(\"DB_PORT\")\n"),
    ] {
        all.extend(seed.all("wrong-type", &[(call, &format!("{set}{call}"))], set));
    }
    if let Some((from, to)) = hook(seed) {
        let function = seed.text[from..to].trim().trim_start_matches("config.BeforeConnect = ");
        let over = format!("stdlib.OpenDBFromPool(pool, stdlib.OptionBeforeConnect({function}))");
        let text = format!("{}{}", &seed.text[..from], &seed.text[to..])
            .replace(
                "\treturn pgxpool.NewWithConfig(ctx, config)",
                &format!("\tpool, err := pgxpool.NewWithConfig(ctx, config)\n\t_ = err\n\treturn {over}, nil"),
            )
            .replace(
                "\t\"github.com/jackc/pgx/v5/pgxpool\"\n",
                "\t\"github.com/jackc/pgx/v5/pgxpool\"\n\t\"github.com/jackc/pgx/v5/stdlib\"\n",
            );
        all.push(reported("conflicting-settings", text, "stdlib.OpenDBFromPool("));
    }
    all
}

fn imports(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (import, used) in [
        ("\t\"os\"\n", "os."),
        ("\t\"time\"\n", "time."),
        ("\t\"database/sql\"\n", "sql.O"),
        ("\t\"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy\"\n", "policy."),
        ("\t\"github.com/Azure/azure-sdk-for-go/sdk/azidentity\"\n", "azidentity."),
        ("\t\"github.com/jackc/pgx/v5\"\n", "pgx."),
        ("\t\"github.com/jackc/pgx/v5/pgxpool\"\n", "pgxpool."),
        ("\t\"github.com/lib/pq\"\n", "pq."),
    ] {
        if !seed.has(import) {
            continue;
        }
        let text = seed.text.replacen(import, "", 1);
        let at = text.lines().position(|line| {
            let code = line.trim_start();
            // The body of a function on its line is code.
            let code =
                if code.starts_with("func ") { code.split_once(" { ").map_or("", |(_, body)| body) } else { code };
            let is_type = code.starts_with("type ") || code.contains("func(ctx");
            !code.starts_with("//")
                && !code.starts_with('"')
                && !is_type
                && code.split([' ', '(', '*', '\t', '{', '&']).any(|word| word.starts_with(used))
        });
        all.extend(at.map(|at| Mutant { rule: "missing-import", line: at + 1, text, pedantic: false }));
    }
    all
}

fn secrets(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for literal in ["\"vX8-quarry-Lamp\"", "\"Tr0ub4dor&3\""] {
        for given in GIVEN {
            all.extend(seed.each("hardcoded-secret", given, &given.replace("token.Token", literal)));
        }
        for key in ["password", "client_secret"] {
            if let Some(name) = seed.name_of(key) {
                all.extend(seed.each("hardcoded-secret", &format!("mustGetenv(\"{name}\")"), literal));
            }
        }
    }
    for given in GIVEN.iter().filter(|given| seed.has(given)) {
        for print in [
            "fmt.Println(token.Token)",
            "log.Printf(\"signing in with %s\", token.Token)",
            "log.Print(\"token \" + token.Token)",
            "slog.Debug(\"token\", \"text\", token.Token)",
        ] {
            let import = ("\t\"log\"\n", "\t\"log\"\n\t\"log/slog\"\n");
            all.extend(seed.all("secret-logged", &[(given, &format!("{print}\n\t{given}")), import], print));
        }
    }
    if let Some(name) = seed.name_of("client_secret").or(seed.name_of("password")) {
        let print = format!("fmt.Println(mustGetenv(\"{name}\"))");
        all.extend(seed.all("secret-logged", &[("func main() {\n", &format!("func main() {{\n\t{print}\n"))], &print));
    }
    all
}
