//! Mistakes as they are written in C#.

use azconn::catalog::{CredentialKind, TlsEffect};

use super::{Mutant, Seed, line};

pub fn mutants(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    if seed.sample.credential != CredentialKind::Password {
        all.extend(tokens(seed));
        all.extend(credentials(seed));
    }
    all.extend(settings(seed));
    all.extend(secrets(seed));
    all
}

const BUILDER: &str = "NpgsqlDataSourceBuilder builder = new(";
const CONNECTION: &str = "NpgsqlConnection connection = new(settings.ConnectionString)";

fn tokens(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let single = "        Password = token.Token,\n";
    for to in ["", "        Password = null,\n", "        Password = \"\",\n"] {
        all.extend(seed.all("missing-password", &[(single, to)], CONNECTION));
    }
    if let Some((from, to)) = provider(seed) {
        let text = format!("{}{}", &seed.text[..from], &seed.text[to..]);
        let at = text.find(BUILDER).unwrap_or_default();
        all.push(Mutant { rule: "missing-password", line: line(&text, at), text, pedantic: false });
        // Taken once, before.
        {
            let takes = "credential.GetToken(request).Token";
            let hook = "builder.UsePasswordProvider(";
            let provided = &seed.text[from..to];
            let indent: String = provided.chars().take_while(|c| *c == ' ').collect();
            let text = format!(
                "{}{indent}string issued = {takes};\n{indent}{hook}\n{indent}    _ => issued,\n{indent}    (_, _) => new ValueTask<string>(issued));\n{}",
                &seed.text[..from],
                &seed.text[to..]
            );
            let at = text.find("_ => issued").unwrap_or_default();
            all.push(Mutant { rule: "token-kept", line: line(&text, at), text, pedantic: false });
            let text = format!(
                "{}{indent}builder.ConnectionStringBuilder.Password = {takes};\n{}",
                &seed.text[..from],
                &seed.text[to..]
            );
            let at = text.find("builder.ConnectionStringBuilder.Password").unwrap_or_default();
            all.push(Mutant { rule: "token-kept", line: line(&text, at), text, pedantic: false });
            let text = format!(
                "{}{indent}builder.ConnectionStringBuilder.Password = \"<password>\";\n{}",
                &seed.text[..from],
                &seed.text[from..]
            );
            let at = text.find("builder.ConnectionStringBuilder.Password").unwrap_or_default();
            all.push(Mutant { rule: "conflicting-settings", line: line(&text, at), text, pedantic: false });
        }
        for (from, to) in [
            ("credential.GetToken(request).Token", "cred.GetToken(request).Token"),
            ("await credential.GetTokenAsync", "await cred.GetTokenAsync"),
        ] {
            all.extend(seed.each("undefined-secret", from, to));
        }
    }
    all.extend(seed.each("token-object-as-password", "Password = token.Token", "Password = token.ToString()"));
    all.extend(seed.each("token-object-as-password", "Password = token.Token", "Password = $\"{token}\""));
    all.extend(seed.each("undefined-secret", "Password = token.Token", "Password = accessToken.Token"));
    all.extend(seed.each(
        "undefined-secret",
        "await credential.GetTokenAsync(request)",
        "await tokenProvider.GetTokenAsync(request)",
    ));
    for (from, to) in
        [("GetTokenAsync(", "GetTokensAsync("), ("GetToken(", "GetTokens("), ("GetTokenAsync(", "getTokenAsync(")]
    {
        all.extend(seed.each("broken-call", from, to));
    }
    // A stray sign inside the call.
    all.extend(seed.each("broken-call", "RetryPolicy = new RetryPolicy(),", "RetryPolicy = new RetryPolicy();"));
    for name in seed.sample.environment.iter().map(|row| &row.name) {
        let read = format!("Required(\"{name}\")");
        all.extend(seed.each("broken-call", &format!("{read},\n"), &format!("{read};\n")));
    }
    all
}

/// Where the password provider is given: from, to.
fn provider(seed: &Seed<'_>) -> Option<(usize, usize)> {
    let at = seed.text.find("builder.UsePasswordProvider(")?;
    let from = seed.text[..at].rfind('\n')? + 1;
    let to = seed.text[at..].find(");\n").map(|end| at + end + 3)?;
    Some((from, to))
}

fn credentials(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let made = "Credential credential = new(";
    if let Some(id) = seed.name_of("client_id").filter(|_| seed.sample.credential == CredentialKind::UserIdentity) {
        let passed = format!("ManagedIdentityId.FromUserAssignedClientId(Required(\"{id}\"))");
        {
            let to = "ManagedIdentityId.SystemAssigned";
            all.extend(seed.all("client-id-not-passed", &[(&passed, to)], made));
        }
        all.extend(
            seed.each(
                "unchecked-variable",
                &format!("Required(\"{id}\")"),
                &format!("Environment.GetEnvironmentVariable(\"{id}\")"),
            )
            .into_iter()
            .map(Mutant::pedantic),
        );
    }
    if let (Some(tenant), Some(client)) = (seed.name_of("tenant_id"), seed.name_of("client_id")) {
        let (tenant, client) = (format!("\"{tenant}\""), format!("\"{client}\""));
        let swapped =
            [(tenant.as_str(), "\"\u{1}\""), (client.as_str(), tenant.as_str()), ("\"\u{1}\"", client.as_str())];
        all.extend(seed.all("credential-arguments", &swapped, &format!("Required({client})")));
        let secret = format!("\"{}\"", seed.name_of("client_secret").unwrap_or_default());
        let swapped =
            [(secret.as_str(), "\"\u{1}\""), (client.as_str(), secret.as_str()), ("\"\u{1}\"", client.as_str())];
        all.extend(seed.all("credential-arguments", &swapped, &format!("Required({secret})")));
        let start = seed.text.find("ClientSecretCredential credential = new(");
        let end = start.and_then(|start| seed.text[start..].find(");\n").map(|end| start + end + 3));
        if let (Some(start), Some(end)) = (start, end) {
            for instead in [
                "DefaultAzureCredential credential = new();\n",
                "TokenCredential credential = new DefaultAzureCredential();\n",
            ] {
                let text = format!("{}{instead}{}", &seed.text[..start], &seed.text[end..]);
                all.push(Mutant { rule: "secret-not-passed", line: line(&text, start), text, pedantic: false });
            }
        }
    }
    // Options that the class does not have, among its options.
    for fact in &seed.language.credentials {
        let class = fact.new.rsplit('.').next().unwrap_or_default();
        if !seed.has(&format!("{class} credential = new(")) {
            continue;
        }
        for wrong in fact.refuses.iter().chain(&fact.ignores).filter(|wrong| !wrong.contains('.')) {
            let at = format!("{wrong} = \"x\",");
            all.extend(seed.all(
                "credential-arguments",
                &[("RetryPolicy = new RetryPolicy(),", &format!("RetryPolicy = new RetryPolicy(),\n        {at}"))],
                &at,
            ));
        }
    }
    all
}

fn settings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    if let Some(facts) = seed.language.drivers.get("npgsql") {
        for fact in
            facts.tls.iter().filter(|fact| fact.at.property.as_deref() == Some("SslMode") && !fact.value.contains('-'))
        {
            let rule = match fact.effect {
                TlsEffect::Off | TlsEffect::Chance => "tls-disabled",
                TlsEffect::Encrypted => "tls-unverified",
                _ => continue,
            };
            for mutant in seed.each(rule, "SslMode.VerifyFull", &format!("SslMode.{}", fact.value)) {
                all.push(if fact.value == "Require" { mutant.pedantic() } else { mutant });
            }
        }
    }
    let callback = "builder.UseUserCertificateValidationCallback((_, _, _, _) => true);";
    all.extend(seed.all(
        "tls-unverified",
        &[("builder.ConnectionStringBuilder.SslMode = SslMode.VerifyFull;", callback)],
        callback,
    ));
    let Some(name) = seed.name_of("connection_string") else { return all };
    let read = format!("Required(\"{name}\")");
    for text in [
        "\"postgres://app@shop.postgres.database.azure.com/shop\"",
        "\"host=shop.postgres.database.azure.com dbname=shop user=app sslmode=require\"",
        "\"jdbc:postgresql://shop.postgres.database.azure.com/shop\"",
    ] {
        all.extend(seed.each("wrong-format", &read, text));
    }
    for (rule, more) in [
        ("unknown-keyword", "User=app"),
        ("unknown-keyword", "dbname=shop"),
        ("unknown-keyword", "sslrootcert=roots.pem"),
        ("unknown-keyword", "Initial Catalog=shop"),
    ] {
        all.extend(seed.each(rule, &read, &format!("{read} + \"{more}\"")));
    }
    {
        let literal = "Username=app@shop";
        all.extend(seed.each(
            "removed-api",
            &read,
            &format!("\"Host=shop.postgres.database.azure.com;Database=shop;{literal}\""),
        ));
    }
    all.extend(seed.each(
        "unquoted-value",
        &read,
        &format!("{read} + \"Password=\" + Environment.GetEnvironmentVariable(\"DB_PASSWORD\")"),
    ));
    all.extend(seed.each(
        "conninfo-separator",
        &read,
        "\"Host=shop.postgres.database.azure.com;Database=shop\" + \"Username=app\"",
    ));
    all.extend(seed.each(
        "conninfo-separator",
        &read,
        "\"Host=shop.postgres.database.azure.com\" + \"Database=shop;Username=app\"",
    ));
    for split in [".Split(';')", ".Split('=')"] {
        for mutant in seed.each("conninfo-misparse", &read, &format!("string.Join(';', {read}{split})")) {
            all.push(if seed.sample.credential == CredentialKind::Password { mutant } else { mutant.pedantic() });
        }
    }
    for mutant in seed.each(
        "wrong-driver",
        "NpgsqlConnection connection = new(settings.ConnectionString)",
        "SqlConnection connection = new(settings.ConnectionString)",
    ) {
        let text = mutant.text.replace("using Npgsql;", "using Microsoft.Data.SqlClient;\nusing Npgsql;");
        all.push(Mutant { line: mutant.line + 1, text, ..mutant });
    }
    all.extend(seed.all(
        "removed-api",
        &[
            ("using Azure.Identity;", "using Azure.Identity;\nusing Microsoft.Azure.Services.AppAuthentication;"),
            ("TokenRequestContext request", "AzureServiceTokenProvider old = new();\n    TokenRequestContext request"),
        ],
        "AzureServiceTokenProvider old",
    ));
    all
}

fn secrets(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for literal in ["\"vX8-quarry-Lamp\"", "\"Tr0ub4dor&3\""] {
        all.extend(seed.each("hardcoded-secret", "Password = token.Token", &format!("Password = {literal}")));
        if let Some(name) = seed.name_of("client_secret") {
            all.extend(seed.each("hardcoded-secret", &format!("Required(\"{name}\")"), literal));
        }
    }
    if let Some(name) = seed.name_of("connection_string") {
        all.extend(seed.each(
            "hardcoded-secret",
            &format!("Required(\"{name}\")"),
            "\"Host=shop.postgres.database.azure.com;Database=shop;Username=app;Password=vX8-quarry-Lamp\"",
        ));
    }
    let opened = "    NpgsqlConnectionStringBuilder settings = new(";
    if seed.has("token.Token") {
        for print in [
            "    Console.WriteLine(token.Token);\n",
            "    Console.WriteLine($\"token {token.Token}\");\n",
            "    throw new InvalidOperationException(token.Token);\n",
        ] {
            all.extend(seed.all("secret-logged", &[(opened, &format!("{print}{opened}"))], print.trim()));
        }
    }
    if let Some(name) = seed.name_of("client_secret") {
        let print = format!("Console.WriteLine(Required(\"{name}\"));");
        for at in ["    TokenRequestContext request", "        TokenRequestContext request"] {
            all.extend(seed.all("secret-logged", &[(&format!("\n{at}"), &format!("\n    {print}\n{at}"))], &print));
        }
    }
    all
}
