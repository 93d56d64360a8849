//! Mistakes as they are written in Ruby.

use azconn::catalog::{CredentialKind, TlsEffect};

use super::{Mutant, Seed, common, line};

/// What asks for a token in each of the samples.
const GIVEN: &[&str] =
    &["password: request_token.fetch('access_token')", "password: token.text", "password: TOKEN.text"];

pub fn mutants(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    if seed.has("production:\n") {
        all.extend(tls(seed));
        all.extend(configuration(seed));
        return all;
    }
    let connects = seed.has("PG.connect(");
    if seed.sample.credential != CredentialKind::Password && (connects || seed.has("def new_client")) {
        all.extend(tokens(seed));
        all.extend(kept(seed));
        all.extend(requests(seed));
        all.extend(scopes(seed));
    }
    if connects {
        all.extend(tls(seed));
        all.extend(settings(seed));
        all.extend(strings(seed));
        // An initializer is read by a program that has its own.
        all.extend(imports(seed));
    }
    all.extend(secrets(seed));
    all
}

/// What supplies the password.
fn given(seed: &Seed<'_>) -> &'static str {
    GIVEN.iter().copied().find(|given| seed.has(given)).unwrap_or("password: none")
}

/// What gives the connection string.
fn read(seed: &Seed<'_>) -> String {
    format!("setting('{}')", seed.name_of("connection_string").unwrap_or_default())
}

/// The line on which a text stands first, whole.
fn line_of<'t>(seed: &'t Seed<'_>, text: &str) -> Option<&'t str> {
    let at = seed.text.find(text)?;
    let start = seed.text[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = seed.text[at..].find('\n').map_or(seed.text.len(), |end| at + end + 1);
    Some(&seed.text[start..end])
}

fn tokens(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let given = given(seed);
    let rule = "missing-password";
    if seed.has("PG.connect(") {
        if let Some(whole) = line_of(seed, given) {
            all.extend(seed.all(rule, &[(whole, "")], "PG.connect("));
        }
        for to in ["password: nil", "password: ''"] {
            all.extend(seed.all(rule, &[(given, to)], "PG.connect("));
        }
        let value = given.trim_start_matches("password: ");
        for to in
            [format!("password: -> {{ {value} }}"), format!("password: proc {{ {value} }}"), format!("user: {value}")]
        {
            let at = if to.starts_with("user") { "PG.connect(" } else { &to };
            all.extend(seed.all(rule, &[(given, &to)], at));
        }
    }
    // What a module that is put before another class does not have, that class may.
    for name in ["access_token", "requst_token.fetch('access_token')", "tokn.text", "accesstoken"] {
        if seed.has("PG.connect(") {
            all.extend(seed.each("undefined-secret", given, &format!("password: {name}")));
        }
    }
    all.extend(seed.each("undefined-secret", "TOKEN.text", "TOKNE.text"));
    if seed.has("PG.connect(") {
        for (from, to) in [
            (format!("{given},\n"), format!("{given};\n")),
            (given.to_owned(), given.replacen("password:", ":password: =>", 1)),
            ("sslmode: 'verify-full'".to_owned(), ":sslmode: => 'verify-full'".to_owned()),
            (given.to_owned(), given.replacen("password:", "password =", 1) + " =>"),
        ] {
            all.extend(seed.each("broken-call", &from, &to));
        }
    }
    for from in ["'resource' =>", "'grant_type' =>", "'client_secret' =>"] {
        all.extend(seed.each("broken-call", from, &from.replace("' =>", "': =>")));
    }
    all
}

/// The token is taken once, before.
fn kept(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let rule = "token-kept";
    let pool = "  ConnectionPool.new(";
    for (before, to) in [
        ("  text = token.text\n", "password: text"),
        ("  answer = token.send(:request_token)\n", "password: answer.fetch('access_token')"),
        ("  options = { password: token.text }\n", "**options"),
    ] {
        let at = if to == "**options" { "password: token.text }" } else { to };
        if seed.has(pool) {
            let text = seed.text.replacen("password: token.text", to, 1).replacen(pool, &format!("{before}{pool}"), 1);
            all.extend(text.find(at).map(|at| Mutant {
                rule,
                line: line(&text, at),
                text: text.clone(),
                pedantic: false,
            }));
        }
    }
    let constant = "  TOKEN = EntraToken.new\n";
    for (made, given) in [
        ("  TOKEN = EntraToken.new.text\n", "TOKEN"),
        ("  SIGN_IN = EntraToken.new\n  TOKEN = SIGN_IN.text.freeze\n", "TOKEN"),
        ("  OPTIONS = { password: EntraToken.new.text }.freeze\n", "OPTIONS[:password]"),
    ] {
        let changes = [(constant, made), ("TOKEN.text))", &format!("{given}))"))];
        all.extend(seed.all(rule, &changes, &format!("merge(password: {given}")));
    }
    all
}

/// Requests for tokens, which Ruby writes by hand.
fn requests(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let rule = "identity-request";
    let asked = if seed.has("Net::HTTP::Get.new") { "Net::HTTP::Get.new" } else { "Net::HTTP::Post.new" };
    let mut without = |rule, name: &str, to: &str, at: &str| {
        let Some(whole) = line_of(seed, &format!("'{name}' => ")) else { return };
        all.extend(seed.all(rule, &[(whole, &whole.replace(&format!("'{name}'"), to))], at));
        all.extend(seed.all(rule, &[(whole, "")], asked));
    };
    without(rule, "api-version", "'api_version'", asked);
    without(rule, "resource", "'audience'", asked);
    without(rule, "grant_type", "'grantType'", asked);
    without(rule, "client_secret", "'clientSecret'", asked);
    without(rule, "client_assertion", "'assertion'", asked);
    without(rule, "scope", "'resource'", "'resource'");
    let identity = seed.sample.credential == CredentialKind::UserIdentity;
    without(if identity { "client-id-not-passed" } else { rule }, "client_id", "'clientId'", asked);
    all.extend(seed.each(rule, "'api-version' => '2019-08-01'", "api_version: '2019-08-01'").into_iter().map(
        |mutant| {
            let at = mutant.text.find(asked).unwrap_or(0);
            Mutant { line: line(&mutant.text, at), ..mutant }
        },
    ));
    let header = ", 'X-IDENTITY-HEADER' => setting('IDENTITY_HEADER')";
    for to in ["", ", 'Metadata' => 'true'", ", 'Authorization' => \"Bearer #{setting('IDENTITY_HEADER')}\""] {
        all.extend(seed.all(rule, &[(header, to)], asked));
    }
    let checked = " if response.is_a?(Net::HTTPOK)\n";
    let reason = line_of(seed, "raise \"The request for a token").unwrap_or_default();
    all.extend(seed.all(rule, &[(checked, "\n"), (reason, "")], asked));
    // The form as something else.
    let form = seed.text.find("request.set_form_data(\n");
    let end = form.and_then(|at| {
        let closes = ["\n    )\n", "\n  )\n"].iter().filter_map(|close| seed.text[at..].find(close)).min();
        closes.map(|end| at + end)
    });
    if let (Some(at), Some(end)) = (form, end) {
        let inner = &seed.text[at + "request.set_form_data(".len()..end];
        let close = seed.text[end..].find(")\n").map_or(end, |close| end + close + 1);
        for body in
            [format!("request.body = {{{inner}\n  }}.to_json"), format!("request.body = JSON.generate({inner}\n  )")]
        {
            let text = format!("{}{body}{}", &seed.text[..at], &seed.text[close..]);
            all.push(Mutant { rule, line: line(&text, at), text, pedantic: false });
        }
    }
    for (plain, at) in [("use_ssl: false, ", "use_ssl: false"), ("", "Net::HTTP.start(")] {
        let secret = seed.has("Net::HTTP::Post");
        all.extend(seed.all(rule, &[("use_ssl: uri.scheme == 'https', ", plain)], at).filter(|_| secret));
    }
    for (option, value) in [("verify_mode", "OpenSSL::SSL::VERIFY_NONE"), ("verify_hostname", "false")] {
        let secret = seed.has("Net::HTTP::Post");
        let to = format!("open_timeout: 5, {option}: {value},");
        all.extend(seed.all("tls-unverified", &[("open_timeout: 5,", &to)], &to).filter(|_| secret));
    }
    all
}

fn scopes(seed: &Seed<'_>) -> Vec<Mutant> {
    let (asked, mut all) = common::asked_by_hand(seed);
    let literal = "'host=shop.postgres.database.usgovcloudapi.net dbname=shop user=app'";
    all.extend(seed.all("cloud-mismatch", &[(&read(seed), literal)], &asked));
    all
}

fn tls(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let Some(facts) = seed.language.drivers.get("pg") else { return all };
    let yaml = seed.has("production:\n");
    let good = if yaml { "sslmode: verify-full" } else { "sslmode: 'verify-full'" };
    let literal = "'host=shop.postgres.database.azure.com dbname=shop user=app'";
    for fact in &facts.tls {
        let rule = match fact.effect {
            TlsEffect::Off | TlsEffect::Chance => "tls-disabled",
            TlsEffect::Encrypted => "tls-unverified",
            _ => continue,
        };
        let ways = if yaml {
            vec![fact.value.clone(), format!("'{}'", fact.value), format!("<%= '{}' %>", fact.value)]
        } else {
            vec![format!("'{}'", fact.value), format!(":{}", fact.value), format!("\"{}\".freeze", fact.value)]
        };
        for way in ways {
            let to = format!("sslmode: {way}");
            let mutant = seed.all(rule, &[(good, &to)], &to);
            all.extend(mutant.map(|mutant| if rule == "tls-unverified" { mutant.pedantic() } else { mutant }));
        }
    }
    let whole = line_of(seed, good).unwrap_or_default();
    if yaml {
        all.extend(seed.all("tls-disabled", &[(whole, "")], "production:"));
    } else {
        all.extend(seed.all("tls-disabled", &[(whole, ""), (&read(seed), literal)], literal));
        all.extend(seed.all("tls-unverified", &[(whole, "")], "PG.connect(").map(Mutant::pedantic));
    }
    all
}

/// Active Record's database.yml.
fn configuration(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let host = "<%= settings['host'].to_json %>";
    all.extend(seed.all(
        "removed-api",
        &[(host, "shop.postgres.database.azure.com"), ("<%= settings['user'].to_json %>", "app@shop")],
        "app@shop",
    ));
    all.extend(seed.each("wrong-driver", "adapter: postgresql", "adapter: mysql2"));
    let password = "  password: <%= settings['password'].to_json %>\n";
    let mode = "  # Service Connector's `require`";
    for literal in ["vX8-quarry-Lamp", "\"Tr0ub4dor&3\""] {
        let given = format!("  password: {literal}\n");
        all.extend(seed.all("hardcoded-secret", &[(password, &given)], given.trim()));
        if !seed.has(password) {
            all.extend(seed.all("hardcoded-secret", &[(mode, &format!("{given}{mode}"))], given.trim()));
        }
    }
    let parsed = "PG::Connection.conninfo_parse(string).to_h { |option| option.values_at(:keyword, :val) }";
    for to in ["string.split.to_h { |pair| pair.split('=', 2) }", "string.split(' ').to_h { |pair| pair.split('=') }"] {
        let holds_password = seed.sample.credential == CredentialKind::Password;
        let mutant = seed.all("conninfo-misparse", &[(parsed, to)], to);
        all.extend(mutant.map(|mutant| if holds_password { mutant } else { mutant.pedantic() }));
    }
    all.extend(seed.all("wrong-format", &[(parsed, "URI.parse(string)")], "URI.parse"));
    let url = "  url: <%= string %>\n";
    all.extend(seed.all("wrong-format", &[("  host: <%= settings['host'].to_json %>\n", url)], url.trim()));
    all
}

fn settings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (from, to) in [
        ("connect_timeout: 10", "timeout: 10"),
        ("connect_timeout: 10", "connection_timeout: 10"),
        ("sslmode: 'verify-full'", "ssl_mode: 'verify-full'"),
        ("sslmode: 'verify-full'", "sslmode: 'verify-full', ssl: true"),
        ("sslrootcert:", "sslrootca:"),
        ("connect_timeout: 10", "username: 'app'"),
        ("connect_timeout: 10", "database: 'shop'"),
    ] {
        all.extend(seed.each("unknown-keyword", from, to));
    }
    let whole = read(seed);
    all.extend(seed.each("unknown-keyword", &whole, &format!("connection_string: {whole}")));
    for key in ["connection_string", "client_id"] {
        let Some(name) = seed.name_of(key) else { continue };
        if seed.sample.credential == CredentialKind::ServicePrincipal && key == "client_id" {
            continue;
        }
        for to in [format!("ENV['{name}']"), format!("ENV[\"{name}\"]")] {
            let from = format!("setting('{name}')");
            all.extend(seed.each("unchecked-variable", &from, &to).into_iter().map(Mutant::pedantic));
        }
    }
    for user in [
        "'host=shop.postgres.database.azure.com dbname=shop user=app@shop'",
        "host: 'shop.postgres.database.azure.com', user: 'app@shop'",
    ] {
        all.extend(seed.each("removed-api", &whole, user));
    }
    all.extend(seed.each("removed-api", "PG.connect(", "PGconn.connect("));
    let client = format!("PG.connect(\n    {whole},");
    let pooled = format!("PG.connect(\n      {whole},");
    for (gem, class) in
        [("mysql2", "Mysql2::Client.new("), ("trilogy", "Trilogy.new("), ("tiny_tds", "TinyTds::Client.new(")]
    {
        let to = format!("{class}\n      host: setting('AZURE_POSTGRESQL_HOST'),");
        let required = format!("require '{gem}'");
        for from in [&client, &pooled] {
            all.extend(seed.all("wrong-driver", &[("require 'pg'", &required), (from, &to)], class));
        }
    }
    all
}

/// The connection string in another form, badly joined or taken apart.
fn strings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let whole = read(seed);
    for text in [
        "'jdbc:postgresql://shop.postgres.database.azure.com/shop?user=app'",
        "'Server=shop.postgres.database.azure.com;Database=shop;User Id=app;'",
    ] {
        all.extend(seed.each("wrong-format", &whole, text));
    }
    all.extend(seed.each("wrong-format", &whole, &format!("URI.parse({whole}).to_s")));
    let mode = "    sslmode: 'verify-full',\n";
    for (to, at) in [
        (format!("{whole} + 'sslmode=verify-full'"), "'sslmode=verify-full'"),
        (format!("\"#{{{whole}}}sslmode=verify-full\""), "sslmode=verify-full\""),
        (format!("{whole} << ';sslmode=verify-full'"), "';sslmode=verify-full'"),
        (format!("[{whole}, 'sslmode=verify-full'].join('&')"), "join('&')"),
    ] {
        let mutant = seed.all("conninfo-separator", &[(&whole, &to), (mode, "")], at);
        all.extend(mutant);
    }
    let value = given(seed).trim_start_matches("password: ");
    let text = format!("\"#{{{whole}}}password=#{{{value}}}\"");
    if let Some(line) = line_of(seed, given(seed)) {
        all.extend(seed.all("conninfo-separator", &[(line, ""), (&whole, &text)], &text));
    }
    if seed.sample.credential == CredentialKind::Password {
        for to in [
            format!("{whole} + \" password=#{{ENV.fetch('DB_PASSWORD')}}\""),
            format!("\"#{{{whole}}} password=#{{ENV.fetch('DB_PASSWORD')}}\""),
            format!("format('%s password=%s', {whole}, ENV.fetch('DB_PASSWORD'))"),
        ] {
            all.extend(seed.each("unquoted-value", &whole, &to));
        }
        let url = "\"postgresql://app:#{ENV.fetch('DB_PASSWORD')}@shop.postgres.database.azure.com/shop\"";
        all.extend(seed.each("unquoted-value", &whole, url));
    }
    for split in ["split(' ')", "split", "split('=')", "split(/\\s+/)"] {
        let opens = seed.text.find("  PG.connect(").map_or(0, |at| seed.text[..at].rfind('\n').unwrap_or(0) + 1);
        let text = format!("{}  parts = {whole}.{split}\n{}", &seed.text[..opens], &seed.text[opens..]);
        let mutant = Mutant { rule: "conninfo-misparse", line: line(&text, opens), text, pedantic: false };
        all.push(if seed.sample.credential == CredentialKind::Password { mutant } else { mutant.pedantic() });
    }
    all
}

fn imports(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (gem, used) in [
        ("require 'pg'\n", "PG.connect("),
        ("require 'connection_pool'\n", "ConnectionPool.new("),
        ("require 'json'\n", "JSON.parse("),
        ("require 'net/http'\n", "Net::HTTP"),
    ] {
        if seed.has(used) {
            all.extend(seed.all("missing-import", &[(gem, "")], used));
        }
    }
    all
}

fn secrets(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let given = given(seed);
    for literal in ["'vX8-quarry-Lamp'", "\"Tr0ub4dor&3\"", "%q(vX8-quarry-Lamp)"] {
        if seed.has("PG.connect(") {
            all.extend(seed.each("hardcoded-secret", given, &format!("password: {literal}")));
        }
        if let Some(name) = seed.name_of("client_secret") {
            all.extend(seed.each("hardcoded-secret", &format!("setting('{name}')"), literal));
        }
        let more = format!("connect_timeout: 10, password: {literal}");
        if seed.sample.credential == CredentialKind::Password && seed.has("PG.connect(") {
            all.extend(seed.each("hardcoded-secret", "connect_timeout: 10", &more));
        }
    }
    let opens = ["  PG.connect(", "  ConnectionPool.new("];
    let open = opens.into_iter().rev().find(|open| seed.has(open));
    let mut print = |before: &str, text: String| {
        all.extend(seed.all("secret-logged", &[(before, &format!("{text}\n{before}"))], text.trim()));
    };
    if let Some(open) = open {
        let value = given.trim_start_matches("password: ");
        if seed.sample.credential != CredentialKind::Password {
            for text in [
                format!("  puts {value}"),
                format!("  warn \"signing in with #{{{value}}}\""),
                format!("  $stderr.puts({value})"),
                format!("  raise \"no: #{{{value}}}\""),
            ] {
                print(open, text);
            }
        }
        if seed.sample.credential == CredentialKind::Password {
            print(open, format!("  p {}", read(seed)));
            print(open, format!("  print \"with #{{{}}}\"", read(seed)));
        }
    }
    if let Some(name) = seed.name_of("client_secret").filter(|name| seed.has(name)) {
        let from = line_of(seed, "request = Net::HTTP::Post").unwrap_or_default().to_owned();
        print(&from, format!("  pp setting('{name}')"));
        print(&from, format!("  $stdout.write(\"#{{ENV['{name}']}}\")"));
        print(&from, format!("  Rails.logger.debug {{ ENV.fetch('{name}') }}"));
    }
    all
}
