//! Mistakes as they are written in PHP.

use azconn::catalog::{CredentialFact, CredentialKind, TlsEffect};

use super::{Mutant, Seed, common, line};

/// What puts the password in.
const GIVEN: &str = "        . ' password=' . accessToken()\n";
const NAMED: &str = "        password: accessToken(),\n";

pub fn mutants(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    if !seed.has("function connect()") {
        return all;
    }
    if seed.sample.credential != CredentialKind::Password {
        all.extend(tokens(seed));
        all.extend(requests(seed));
        all.extend(by_sdk(seed));
    }
    all.extend(tls(seed));
    all.extend(settings(seed));
    all.extend(strings(seed));
    all.extend(secrets(seed));
    all
}

/// The call that opens.
fn call(seed: &Seed<'_>) -> &'static str {
    if seed.has("new PDO(") { "new PDO(" } else { "pg_connect(" }
}

/// What gives the connection string.
fn read(seed: &Seed<'_>) -> String {
    format!("setting('{}')", seed.name_of("connection_string").unwrap_or_default())
}

fn tokens(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (from, to) in [
        (GIVEN, ""),
        (GIVEN, "        . ' password='\n"),
        (GIVEN, "        . sprintf(' password=', accessToken())\n"),
        (NAMED, ""),
        (NAMED, "        password: null,\n"),
        (NAMED, "        password: '',\n"),
        (NAMED, "        password: accessToken(...),\n"),
        (NAMED, "        password: fn () => accessToken(),\n"),
    ] {
        let at = if to.contains("=> ") || to.contains("...") { to.trim() } else { call(seed) };
        all.extend(seed.all("missing-password", &[(from, to)], at));
    }
    for (from, to, at) in [
        ("    $settings = setting(", "    $token = accessToken();\n    $settings = setting(", "' . $tokens"),
        ("    return new PDO(", "    $token = accessToken();\n    return new PDO(", ": $tokens"),
    ] {
        let given = at.replacen("tokens", "accesToken", 1);
        for (name, at) in [("$tokens", at), ("$accesToken", &given)] {
            all.extend(seed.all("undefined-secret", &[(from, to), ("accessToken()\n", &format!("{name}\n"))], at));
            all.extend(seed.all("undefined-secret", &[(from, to), ("accessToken(),\n", &format!("{name},\n"))], at));
        }
    }
    for name in ["acessToken()", "access_token()"] {
        for before in ["' password=' . ", "password: "] {
            let from = format!("{before}accessToken()");
            all.extend(seed.each("undefined-secret", &from, &format!("{before}{name}")));
        }
    }
    // Known again by its whole settings, and kept.
    if seed.has(GIVEN) {
        all.extend(seed.all("token-kept", &[("@pg_connect(", "@pg_pconnect(")], GIVEN.trim()));
        let whole = "\"{$settings} password={$token}\"";
        let call = format!("pg_pconnect({whole})");
        let changes = [(GIVEN, ""), ("@pg_connect($settings)", call.as_str()), TAKEN];
        all.extend(seed.all("token-kept", &changes, whole));
    }
    for kept in ["PDO::ATTR_PERSISTENT => true", "PDO::ATTR_PERSISTENT => 'orders'"] {
        let from = "[PDO::ATTR_TIMEOUT => 10]";
        all.extend(seed.all("token-kept", &[(from, &format!("[PDO::ATTR_TIMEOUT => 10, {kept}]"))], NAMED.trim()));
    }
    all
}

const TAKEN: (&str, &str) = ("    // The last value", "    $token = accessToken();\n    // The last value");

/// Requests for tokens, which PHP writes by hand.
fn requests(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let asked = "curl_init()";
    let line = |name: &str| {
        let start = seed.text.find(&format!("'{name}' => "))?;
        let start = seed.text[..start].rfind('\n')? + 1;
        Some(&seed.text[start..start + seed.text[start..].find('\n')? + 1])
    };
    let mut without = |rule, name: &str, to: &str, at: &str| {
        if let Some(from) = line(name) {
            all.extend(seed.all(rule, &[(from, &from.replace(&format!("'{name}'"), to))], at));
            all.extend(seed.all(rule, &[(from, "")], asked));
        }
    };
    let rule = "identity-request";
    without(rule, "api-version", "'api_version'", asked);
    without(rule, "resource", "'audience'", asked);
    without(rule, "grant_type", "'grantType'", asked);
    without(rule, "client_secret", "'clientSecret'", asked);
    without(rule, "client_assertion", "'assertion'", asked);
    without(rule, "scope", "'resource'", "'resource'");
    let identity = seed.sample.credential == CredentialKind::UserIdentity;
    without(if identity { "client-id-not-passed" } else { rule }, "client_id", "'clientId'", asked);
    let header = "['X-IDENTITY-HEADER: ' . setting('IDENTITY_HEADER')]";
    for to in ["[]", "['Metadata: true']", "['Authorization: Bearer ' . setting('IDENTITY_HEADER')]"] {
        all.extend(seed.all(rule, &[(header, to)], asked));
    }
    let from = "    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);\n";
    let start = seed.text.find(from).unwrap_or(0);
    let end = seed.text[start..].find("    }\n").map_or(start, |end| start + end + 6);
    all.extend(seed.all(rule, &[(&seed.text[start..end], "")], asked));
    let form = "CURLOPT_POSTFIELDS => http_build_query([";
    let close = "        ]),\n    ]);";
    for (open, end) in [("[", "        ],\n    ]);"), ("json_encode([", close)] {
        let to = format!("CURLOPT_POSTFIELDS => {open}");
        all.extend(seed.all(rule, &[(form, &to), (close, end)], &to));
    }
    all.extend(seed.all(rule, &[("        CURLOPT_RETURNTRANSFER => true,\n", "")], asked));
    all.extend(seed.each(rule, "CURLOPT_RETURNTRANSFER => true", "CURLOPT_RETURNTRANSFER => false"));
    for unchecked in [
        "CURLOPT_SSL_VERIFYPEER => false",
        "CURLOPT_SSL_VERIFYPEER => 0",
        "CURLOPT_SSL_VERIFYHOST => 0",
        "CURLOPT_SSL_VERIFYHOST => false",
    ] {
        let to = format!("CURLOPT_TIMEOUT => 10,\n        {unchecked},");
        let refused = seed.has("CURLOPT_POSTFIELDS");
        all.extend(seed.all("tls-unverified", &[("CURLOPT_TIMEOUT => 10,", &to)], unchecked).filter(|_| refused));
    }
    for (from, to) in [
        ("'grant_type' => 'client_credentials',", "'grant_type' => 'client_credentials';"),
        ("'resource' => ", "'resource': "),
        ("'client_id' => setting", "'client_id' = > setting"),
    ] {
        // In a query that stands by itself nothing tells what it is for.
        if seed.has(form) {
            all.extend(seed.each("broken-call", from, to));
        }
    }
    all.extend(seed.each("broken-call", NAMED.trim(), "password: accessToken();"));
    all.extend(scopes(seed));
    all
}

fn scopes(seed: &Seed<'_>) -> Vec<Mutant> {
    let (asked, mut all) = common::asked_by_hand(seed);
    let literal = "'host=shop.postgres.database.usgovcloudapi.net dbname=shop user=app'";
    if seed.cloud.host_suffix != ".postgres.database.usgovcloudapi.net" {
        all.extend(seed.all("cloud-mismatch", &[(&read(seed), literal)], &asked));
    }
    all
}

/// The same program, with a token that the community's SDK asks for.
fn by_sdk(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let scope = seed.cloud.scope.as_str();
    let of = |key: &str| format!("setting('{}')", seed.name_of(key).unwrap_or_default());
    let (tenant, client, secret) = (of("tenant_id"), of("client_id"), of("client_secret"));
    let authority = seed.cloud.authority.trim_start_matches("https://");
    let cloud = if seed.cloud.sovereign { format!(", ['authorityHost' => '{authority}']") } else { String::new() };
    let (class, arguments) = match seed.sample.credential {
        CredentialKind::SystemIdentity => ("ManagedIdentityCredential", String::new()),
        CredentialKind::UserIdentity => ("ManagedIdentityCredential", format!("['clientId' => {client}]")),
        CredentialKind::WorkloadIdentity => ("WorkloadIdentityCredential", String::new()),
        _ => ("ClientSecretCredential", format!("{tenant}, {client}, {secret}{cloud}")),
    };
    // The whole program: what asks by hand is left out.
    let Some(start) = seed.text.find("/**\n * Sends a request") else { return all };
    let Some(end) = seed.text.find("/**\n * Opens a connection") else { return all };
    let used = format!("use AzureOss\\Identity\\{class};\nuse AzureOss\\Identity\\TokenRequestContext;\n\n");
    let strict = "declare(strict_types=1);\n\n";
    let text = format!("{}{}", &seed.text[..start], &seed.text[end..]).replace(strict, &format!("{strict}{used}"));
    let asks = format!("        $credential = new {class}({arguments});\n        $token = $credential->getToken(new TokenRequestContext(['{scope}']));\n")
        .replace("        ", "    ");
    let text = text.replace("    // The last value", &format!("{asks}    // The last value"));
    let text = pdo_in_order(&text, &asks).replace("accessToken()", "$token->token");
    let new = Seed { text: &text, ..*seed };
    let made = format!("new {class}({arguments})");
    let asked = format!("new TokenRequestContext(['{scope}'])");
    for to in ["$token", "$credential->getToken(new TokenRequestContext(['x']))"] {
        all.extend(new.each("token-object-as-password", "$token->token", to).into_iter().take(1));
    }
    for (from, to) in [
        ("$token->token", "$accessToken->token"),
        ("$credential->get", "$cred->get"),
        ("$token->token", "$tokenn->token"),
    ] {
        all.extend(new.each("undefined-secret", from, to));
    }
    for to in ["getTokens(", "get_token(", "getTokenAsync("] {
        all.extend(new.each("broken-call", "getToken(", to));
    }
    all.extend(new.all("missing-import", &[(&format!("use AzureOss\\Identity\\{class};\n"), "")], &made));
    all.extend(new.all("missing-import", &[("use AzureOss\\Identity\\TokenRequestContext;\n", "")], &asked));
    for to in ["https://database.windows.net/.default", "https://management.azure.com/.default"] {
        all.extend(new.each("wrong-scope", scope, to));
    }
    let refused = class == "ClientSecretCredential" || class == "WorkloadIdentityCredential";
    for mutant in new.each("scope-without-default", scope, &seed.cloud.resource) {
        all.push(if refused { mutant } else { mutant.pedantic() });
    }
    let fact = seed.language.credentials.iter().find(|fact| fact.new.ends_with(class));
    all.extend(fact.into_iter().flat_map(|fact| options(&new, fact, &made)));
    if class == "ManagedIdentityCredential" && !arguments.is_empty() {
        let bare = format!("new {class}()");
        all.extend(new.all("client-id-not-passed", &[(&made, &bare)], &bare));
        let empty = format!("new {class}([])");
        all.extend(new.all("client-id-not-passed", &[(&made, &empty)], &empty));
    }
    if class == "ClientSecretCredential" {
        for (one, other) in [(&tenant, &client), (&client, &secret)] {
            let swapped = made.replace(one.as_str(), "\u{1}").replace(other.as_str(), one).replace('\u{1}', other);
            all.extend(new.all("credential-arguments", &[(&made, &swapped)], &swapped));
        }
        let other =
            format!("    $secret = {secret};\n    $credential = new \\AzureOss\\Identity\\DefaultAzureCredential()");
        all.extend(new.all("secret-not-passed", &[(&format!("    $credential = {made}"), &other)], "new \\Azure"));
        for wrong in seed.clouds.iter().filter(|other| other.id != seed.cloud.id && seed.cloud.sovereign) {
            all.extend(new.all("cloud-mismatch", &[(scope, &wrong.scope)], "authorityHost"));
        }
        all.extend(new.each("broken-call", &format!("{client}, "), &format!("{client}; ")));
    }
    if seed.has("pg_connect") {
        all.extend(new.all("token-kept", &[("@pg_connect(", "@pg_pconnect(")], ". ' password=' . "));
    }
    let print = "error_log($token->token);";
    all.extend(new.all(
        "secret-logged",
        &[("    // The last value", &format!("    {print}\n    // The last value"))],
        print,
    ));
    all
}

/// What asks for the token stands before the call whose arguments it would break.
fn pdo_in_order(text: &str, asks: &str) -> String {
    let open = "    return new PDO(\n";
    if text.contains(open) { text.replace(asks, "").replace(open, &format!("{asks}{open}")) } else { text.to_owned() }
}

/// Options that the credential ignores or refuses.
fn options(seed: &Seed<'_>, fact: &CredentialFact, made: &str) -> Vec<Mutant> {
    let mut all = Vec::new();
    for wrong in fact.ignores.iter().chain(&fact.refuses) {
        let option = format!("'{wrong}' => 'x'");
        let to = match made.strip_suffix("])") {
            Some(open) => format!("{open}, {option}])"),
            None => made.replace("()", &format!("([{option}])")),
        };
        all.extend(seed.all("credential-arguments", &[(made, &to)], &option));
    }
    all
}

fn tls(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let facts = seed.sample.driver.as_deref().and_then(|driver| seed.language.drivers.get(driver));
    let Some(facts) = facts else { return all };
    let good = "' sslmode=verify-full'";
    let literal = "'host=shop.postgres.database.azure.com dbname=shop user=app'";
    // Where the string is searched for its password, a literal without one ends the program.
    let literals = !seed.has("preg_match(");
    for fact in &facts.tls {
        let rule = match fact.effect {
            TlsEffect::Off | TlsEffect::Chance => "tls-disabled",
            TlsEffect::Encrypted => "tls-unverified",
            _ => continue,
        };
        let to = format!("' sslmode={}'", fact.value);
        let read = read(seed);
        let with_literal = [(good, to.as_str()), (read.as_str(), literal)];
        for change in [&with_literal[..1], &with_literal[..]].into_iter().take(if literals { 2 } else { 1 }) {
            let mutant = seed.all(rule, change, &to);
            all.extend(mutant.map(|mutant| if rule == "tls-unverified" { mutant.pedantic() } else { mutant }));
        }
    }
    let from = seed.text.lines().find(|line| line.contains(good)).map(|line| format!("{line}\n")).unwrap_or_default();
    all.extend(seed.all("tls-disabled", &[(&from, ""), (&read(seed), literal)], literal).filter(|_| literals));
    all.extend(seed.all("tls-unverified", &[(&from, "")], call(seed)).map(Mutant::pedantic).filter(|_| literals));
    all
}

fn settings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let good = "' sslmode=verify-full'";
    for to in ["' ssl_mode=verify-full'", "' ssl=true sslmode=verify-full'", "' sslmode=verify-full timeout=10'"] {
        all.extend(seed.each("unknown-keyword", good, to));
    }
    for name in ["sslrootca", "ssl_root_cert"] {
        all.extend(seed.each("unknown-keyword", "' sslrootcert=' . ", &format!("' {name}=' . ")));
    }
    all.extend(seed.each("unknown-keyword", "' connect_timeout=10'", "' connection_timeout=10'"));
    let whole = read(seed);
    // Without a password in it the string ends the program.
    for name in ["connection_string", "client_id"].into_iter().filter(|_| !seed.has("preg_match(")) {
        let Some(name) = seed.name_of(name) else { continue };
        let to = [format!("getenv('{name}')"), format!("$_ENV['{name}']"), format!("$_SERVER[\"{name}\"]")];
        for to in to {
            let from = format!("setting('{name}')");
            // Of a principal's own id the token endpoint says that it is missing.
            if seed.sample.credential == CredentialKind::ServicePrincipal && from != whole {
                continue;
            }
            all.extend(seed.each("unchecked-variable", &from, &to).into_iter().map(Mutant::pedantic));
        }
    }
    let user = "'host=shop.postgres.database.azure.com dbname=shop user=app@shop'";
    if !seed.has("preg_match(") {
        all.extend(seed.each("removed-api", &whole, user));
    }
    if seed.has("pg_connect(") {
        let check = "    if ($connection === false) {";
        let old = "    echo pg_clientencoding($connection);\n";
        let mutant = seed.all("removed-api", &[(check, &format!("{old}{check}"))], "pg_clientencoding");
        all.extend(mutant.map(Mutant::pedantic));
        for to in ["mysqli_connect(setting('AZURE_POSTGRESQL_HOST'))", "new mysqli(setting('AZURE_POSTGRESQL_HOST'))"] {
            all.extend(seed.each("wrong-driver", "@pg_connect($settings)", to));
        }
        all.extend(seed.each(
            "wrong-driver",
            "@pg_connect($settings)",
            "sqlsrv_connect(setting('AZURE_POSTGRESQL_HOST'))",
        ));
    }
    all.extend(seed.all("wrong-driver", &[("'pgsql:' . ", "'mysql:' . ")], "new PDO("));
    all
}

/// The connection string in another form, badly joined or taken apart.
fn strings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let whole = read(seed);
    if seed.has("pg_connect(") {
        for text in [
            "'jdbc:postgresql://shop.postgres.database.azure.com/shop?user=app'",
            "'Server=shop.postgres.database.azure.com;Database=shop;User Id=app;'",
        ] {
            let mutant = seed.all("wrong-format", &[("@pg_connect($settings)", &format!("pg_connect({text})"))], text);
            all.extend(mutant);
        }
    }
    for to in ["", "'postgresql:' . ", "'postgres:' . "] {
        let mutant = seed.all("wrong-format", &[("'pgsql:' . ", to)], "new PDO(");
        // The first argument is shown, a line below the call.
        all.extend(mutant.map(|mutant| {
            let at = mutant.text.find("new PDO(").unwrap_or(0);
            let of = ["setting('", "str_replace("].iter().filter_map(|of| mutant.text[at..].find(of)).min();
            Mutant { line: line(&mutant.text, at + of.unwrap_or(0)), ..mutant }
        }));
    }
    let whole_url = "'pgsql:postgresql://app@shop.postgres.database.azure.com/shop' . ";
    all.extend(seed.each("wrong-format", &format!("'pgsql:' . {whole}"), whole_url.trim_end_matches(" . ")));
    all.extend(seed.each("wrong-format", &whole, &format!("parse_url({whole})['host']")));
    // What is left when the password is cut out of the string may well end in a blank.
    if !seed.has("str_replace(") {
        all.extend(seed.each("conninfo-separator", "' sslmode=verify-full'", "'sslmode=verify-full'"));
    }
    for (from, to) in [
        ("' sslrootcert=' . ", "'sslrootcert=' . "),
        ("' password=' . ", "'password=' . "),
        ("' password=' . ", "'&password=' . "),
    ] {
        all.extend(seed.each("conninfo-separator", from, to));
    }
    if seed.has("pg_connect(") {
        all.extend(seed.each("conninfo-separator", "' sslmode=verify-full'", "';sslmode=verify-full'"));
    }
    for given in ["getenv('DB_PASSWORD')", "$_ENV['DB_PASSWORD']"] {
        let from = "        . ' sslmode=verify-full'";
        let to = format!("        . ' password=' . {given}\n{from}");
        if seed.sample.credential == CredentialKind::Password {
            all.extend(seed.all("unquoted-value", &[(from, &to)], given));
        }
    }
    if seed.sample.credential == CredentialKind::Password {
        let given = "\"password={$_SERVER['DB_PASSWORD']} \" . ";
        let from = format!("setting('{}')\n", seed.name_of("connection_string").unwrap_or_default());
        all.extend(seed.all("unquoted-value", &[(&from, &format!("{given}{from}"))], given.trim()));
    }
    for split in [
        format!("explode(' ', {whole})"),
        format!("explode('=', {whole})[1]"),
        format!("preg_split('/\\s+/', {whole})"),
        format!("parse_str(str_replace(' ', '&', {whole}), $found)"),
    ] {
        let from = "    // The last value";
        let to = format!("    $parts = {split};\n{from}");
        let (from, to) = if seed.has("    return new PDO(\n") {
            ("    return new PDO(\n", format!("    $parts = {split};\n    return new PDO(\n"))
        } else {
            (from, to)
        };
        let mutant = seed.all("conninfo-misparse", &[(from, &to)], "$parts");
        let holds_password = seed.sample.credential == CredentialKind::Password;
        all.extend(mutant.map(|mutant| if holds_password { mutant } else { mutant.pedantic() }));
    }
    all
}

fn secrets(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for literal in ["'vX8-quarry-Lamp'", "\"Tr0ub4dor&3\""] {
        if let Some(name) = seed.name_of("client_secret") {
            all.extend(seed.each("hardcoded-secret", &format!("setting('{name}')"), literal));
        }
        all.extend(seed.each("hardcoded-secret", "password: accessToken()", &format!("password: {literal}")));
        all.extend(seed.each("hardcoded-secret", "password: stripslashes($match[1])", &format!("password: {literal}")));
        all.extend(seed.each("hardcoded-secret", "' password=' . accessToken()", &format!("' password=' . {literal}")));
    }
    all.extend(seed.each(
        "hardcoded-secret",
        "' sslmode=verify-full'",
        "' password=vX8-quarry-Lamp sslmode=verify-full'",
    ));
    let mut print = |before: &str, text: String| {
        all.extend(seed.all("secret-logged", &[(before, &format!("{text}\n{before}"))], text.trim()));
    };
    if seed.sample.credential != CredentialKind::Password {
        let returned = "\n    return $token;";
        for text in [
            "    error_log($token);",
            "    echo \"signing in with $token\";",
            "    print_r(['token' => $token]);",
            "    throw new RuntimeException('no: ' . $token);",
        ] {
            print(returned, text.to_owned());
        }
    }
    for key in ["client_secret", "connection_string"] {
        let secret = key == "client_secret" || seed.sample.credential == CredentialKind::Password;
        let Some(name) = seed.name_of(key).filter(|_| secret) else { continue };
        let opened =
            if seed.has("    return new PDO(\n") { "    return new PDO(\n" } else { "    $connection = @pg_connect" };
        print(opened, format!("    var_dump(setting('{name}'));"));
        print(opened, format!("    syslog(LOG_INFO, \"with {{$_ENV['{name}']}}\");"));
    }
    if seed.has("$connection = @pg_connect($settings);") {
        print("    $connection = @pg_connect", "    printf('%s', $settings);".to_owned());
        print(
            "        throw new RuntimeException(error_get_last()",
            "        exit(\"no connection with $settings\");".to_owned(),
        );
    }
    all
}
