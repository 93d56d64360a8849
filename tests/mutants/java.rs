//! Mistakes as they are written in Java.

use azconn::catalog::{CredentialKind, TlsEffect};

use super::{Mutant, Seed};

/// What opens the connection, or holds the settings of the pool.
const OPENS: &[&str] = &["DriverManager.getConnection(", "new HikariConfig();"];

/// What gives the connection string.
const URL: &str = "url + \"&sslmode=verify-full\"";

pub fn mutants(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    if seed.sample.client != "java" {
        return all;
    }
    if seed.sample.credential != CredentialKind::Password {
        all.extend(plugin(seed));
        all.extend(credentials(seed));
        all.extend(by_token(seed));
    }
    all.extend(tls(seed));
    all.extend(settings(seed));
    all.extend(secrets(seed));
    all
}

fn opens(seed: &Seed<'_>) -> &'static str {
    OPENS.iter().copied().find(|call| seed.has(call)).unwrap_or_default()
}

const PLUGIN: &str = "AzurePostgresqlAuthenticationPlugin.class.getName()";
const PROPERTY: &str = "    settings.setProperty(\n        \"authenticationPluginClassName\", AzurePostgresqlAuthenticationPlugin.class.getName());\n";
const SCOPES: &str = "    settings.setProperty(\"azure.scopes\", SCOPE);\n";

fn plugin(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let scope = seed.cloud.scope.as_str();
    for wrong in [
        "https://database.windows.net/.default",
        "https://management.azure.com/.default",
        "https://ossrdbms-aad.database.azure.com/.default",
        "https://shop.postgres.database.azure.com/.default",
    ] {
        all.extend(seed.each("wrong-scope", scope, wrong));
    }
    for wrong in [
        "\"com.azure.identity.extensions.jdbc.postgresql.AzurePostgreSqlAuthenticationPlugin\"",
        "\"com.azure.identity.extensions.jdbc.mysql.AzureMysqlAuthenticationPlugin\"",
        "\"com.azure.identity.providers.postgresql.AzureIdentityPostgresqlAuthenticationPlugin\"",
        "\"com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationplugin\"",
    ] {
        all.extend(seed.each("wrong-plugin", PLUGIN, wrong));
    }
    // The plugin's name under a name that the driver does not look at.
    for wrong in ["authenticationPlugins", "authenticationPlugin", "defaultAuthenticationPlugin"] {
        let name = "\"authenticationPluginClassName\"";
        let to = format!("\"{wrong}\"");
        if seed.has("DriverManager") {
            all.extend(seed.each("unknown-keyword", name, &to));
        }
        // A user's identity or a service principal shows itself by its variables; the system's by nothing at all here.
        if seed.name_of("client_id").is_some_and(|id| seed.has(id)) {
            all.extend(seed.all("missing-password", &[(name, &to)], opens(seed)));
        }
    }
    if seed.name_of("client_id").is_some_and(|id| seed.has(id)) {
        all.extend(seed.all("missing-password", &[(PROPERTY, "")], opens(seed)));
    }
    let password = "    settings.setProperty(\"password\", System.getenv(\"DB_PASSWORD\"));\n";
    all.extend(seed.all("conflicting-settings", &[(SCOPES, &format!("{SCOPES}{password}"))], "\"password\""));
    all
}

fn credentials(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let property = |name: &str, key: &str| {
        let variable = seed.name_of(key)?;
        let statement = format!("    settings.setProperty(\"{name}\", required(\"{variable}\"));\n");
        seed.has(&statement).then_some(statement)
    };
    let at = "\"authenticationPluginClassName\"";
    if let Some(id) = property("azure.clientId", "client_id") {
        if seed.sample.credential == CredentialKind::UserIdentity {
            all.extend(seed.all("client-id-not-passed", &[(&id, "")], at));
            // Read all the same, and passed under a name of another SDK.
            let kept = id
                .replace("settings.setProperty(\"azure.clientId\", ", "System.out.println(")
                .replace("));", ").length());");
            all.extend(seed.all("client-id-not-passed", &[(&id, &kept)], at));
        }
        for fact in seed.language.credentials.iter().filter(|fact| fact.new.ends_with("AuthenticationPlugin")) {
            for wrong in fact.ignores.iter().chain(&fact.refuses) {
                all.extend(seed.each("credential-arguments", "\"azure.clientId\"", &format!("\"{wrong}\"")));
            }
        }
        if let Some(name) = seed.name_of("client_id") {
            let read = format!("required(\"{name}\")");
            all.extend(
                seed.each("unchecked-variable", &read, &format!("System.getenv(\"{name}\")"))
                    .into_iter()
                    .map(Mutant::pedantic),
            );
        }
    }
    let (tenant, secret) = (property("azure.tenantId", "tenant_id"), property("azure.clientSecret", "client_secret"));
    if let (Some(tenant), Some(secret)) = (tenant, secret) {
        all.extend(seed.all("secret-not-passed", &[(&secret, "")], at));
        all.extend(seed.all("credential-arguments", &[(&tenant, "")], at));
        let swapped = [
            ("\"azure.tenantId\"", "\"\u{1}\""),
            ("\"azure.clientId\"", "\"azure.tenantId\""),
            ("\"\u{1}\"", "\"azure.clientId\""),
        ];
        all.extend(seed.all("credential-arguments", &swapped, "\"azure.clientId\""));
        let swapped = [
            ("\"azure.clientSecret\"", "\"\u{1}\""),
            ("\"azure.clientId\"", "\"azure.clientSecret\""),
            ("\"\u{1}\"", "\"azure.clientId\""),
        ];
        all.extend(seed.all("credential-arguments", &swapped, "\"azure.clientSecret\""));
        if seed.cloud.sovereign {
            for other in seed.clouds.iter().filter(|other| other.id != seed.cloud.id) {
                all.extend(seed.all("cloud-mismatch", &[(&seed.cloud.scope, &other.scope)], "azure.authorityHost"));
            }
        }
    }
    all
}

/// The same program, with a token that it asks for itself in the plugin's place.
fn by_token(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let asks = "new com.azure.core.credential.TokenRequestContext().addScopes(SCOPE)";
    let (made, bare) = match (seed.sample.credential, seed.name_of("client_id")) {
        (CredentialKind::SystemIdentity, _) => {
            ("new com.azure.identity.ManagedIdentityCredentialBuilder().build()".to_owned(), None)
        }
        (CredentialKind::UserIdentity, Some(id)) => {
            let bare = "new com.azure.identity.ManagedIdentityCredentialBuilder().build()".to_owned();
            (
                format!(
                    "new com.azure.identity.ManagedIdentityCredentialBuilder().clientId(required(\"{id}\")).build()"
                ),
                Some(bare),
            )
        }
        _ => return all,
    };
    let with = |credential: &str, password: &str| {
        format!(
            "    var credential = {credential};\n    var token = credential.getTokenSync({asks});\n    settings.setProperty(\"password\", {password});\n"
        )
    };
    let seen = "\"password\"";
    let mut change = |rule, credential: &str, password: &str, at: &str| {
        all.extend(seed.all(rule, &[(PROPERTY, ""), (SCOPES, &with(credential, password))], at));
    };
    for wrong in ["token.toString()", "\"\" + token", "String.valueOf(token)"] {
        change("token-object-as-password", &made, wrong, seen);
    }
    change("undefined-secret", &made, "accessToken.getToken()", seen);
    change(
        "broken-call",
        &made.replace("getTokenSync", "getTokensSync"),
        "credential.getTokensSync(null).getToken()",
        "getTokensSync",
    );
    if let Some(bare) = bare {
        change("client-id-not-passed", &bare, "token.getToken()", "var credential");
    }
    if seed.is_pool() {
        change("token-kept", &made, "token.getToken()", seen);
    }
    change("hardcoded-secret", &made, "\"vX8-quarry-Lamp\"", seen);
    for print in ["System.out.println(token.getToken());", "System.err.println(\"token \" + token.getToken());"] {
        let text = with(&made, "token.getToken()") + "    " + print + "\n";
        all.extend(seed.all("secret-logged", &[(PROPERTY, ""), (SCOPES, &text)], print));
    }
    let text = with(&made, "token.getToken()").replace("SCOPE", &format!("\"{}\"", seed.cloud.resource));
    all.extend(
        seed.all("scope-without-default", &[(PROPERTY, ""), (SCOPES, &text)], "var token").map(Mutant::pedantic),
    );
    for fact in &seed.language.credentials {
        let class = fact.new.rsplit('.').next().unwrap_or_default();
        if !class.ends_with("CredentialBuilder") {
            continue;
        }
        for wrong in &fact.refuses {
            let text = with(&format!("new {}().{wrong}(\"x\").build()", fact.new), "token.getToken()");
            all.extend(seed.all("credential-arguments", &[(PROPERTY, ""), (SCOPES, &text)], "var credential"));
        }
    }
    all
}

fn tls(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    let Some(facts) = seed.language.drivers.get("pgjdbc") else { return all };
    for fact in facts.tls.iter().filter(|fact| fact.at.option.as_deref() == Some("sslmode")) {
        let rule = match fact.effect {
            TlsEffect::Off | TlsEffect::Chance => "tls-disabled",
            _ => continue,
        };
        all.extend(seed.each(rule, "sslmode=verify-full", &format!("sslmode={}", fact.value)));
        let text = format!("    settings.setProperty(\"sslmode\", \"{}\");\n", fact.value);
        let loginless = "    settings.setProperty(\"loginTimeout\", \"20\");\n";
        let literal = "\"jdbc:postgresql://shop.postgres.database.azure.com/shop?user=app\"";
        all.extend(seed.all(rule, &[(URL, literal), (loginless, &format!("{loginless}{text}"))], text.trim()));
    }
    all.extend(seed.each(
        "tls-unverified",
        "DefaultJavaSSLFactory.class.getName()",
        "\"org.postgresql.ssl.NonValidatingFactory\"",
    ));
    let factory = "    settings.setProperty(\"sslfactory\", DefaultJavaSSLFactory.class.getName());\n";
    all.extend(
        seed.all("tls-unverified", &[(factory, ""), ("sslmode=verify-full", "sslmode=require")], "sslmode=require\"")
            .map(Mutant::pedantic),
    );
    all
}

fn settings(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for text in [
        "\"postgresql://shop.postgres.database.azure.com/shop?sslmode=verify-full\"",
        "\"host=shop.postgres.database.azure.com dbname=shop user=app sslmode=verify-full\"",
        "\"Server=shop.postgres.database.azure.com;Database=shop;User Id=app;\"",
    ] {
        all.extend(seed.each("wrong-format", URL, text));
    }
    for more in ["&username=app", "&ssl_mode=require", "&Password=", "&applicationName=shop", "&database=shop"] {
        all.extend(seed.each("unknown-keyword", URL, &format!("{URL} + \"{more}\"")));
    }
    // Driver.connect looks at texts only; a pool makes texts of them.
    for (name, value) in [("loginTimeout", "20"), ("connectTimeout", "10"), ("azure.managedIdentityEnabled", "true")] {
        let text = format!("settings.setProperty(\"{name}\", \"{value}\")");
        if seed.has("DriverManager") {
            all.extend(seed.each("wrong-type", &text, &format!("settings.put(\"{name}\", {value})")));
        }
    }
    all.extend(seed.each("conninfo-separator", URL, "url + \"?sslmode=verify-full\""));
    all.extend(seed.each("conninfo-separator", URL, "url + \"sslmode=verify-full\""));
    let literal = "\"jdbc:postgresql://shop.postgres.database.azure.com/shop?sslmode=verify-full&user=app@shop\"";
    all.extend(seed.each("removed-api", URL, literal));
    all.extend(seed.each("unquoted-value", URL, &format!("{URL} + \"&password=\" + System.getenv(\"DB_PASSWORD\")")));
    for split in [".split(\"&\")", ".split(\"=\")"] {
        for mutant in seed.each("conninfo-misparse", URL, &format!("String.join(\"&\", url{split})")) {
            all.push(if seed.sample.credential == CredentialKind::Password { mutant } else { mutant.pedantic() });
        }
    }
    all.extend(seed.all(
        "wrong-driver",
        &[(URL, "\"jdbc:mysql://shop.postgres.database.azure.com/shop\"")],
        opens(seed),
    ));
    all.extend(seed.all(
        "wrong-driver",
        &[(
            "config.setMinimumIdle(0);",
            "config.setDriverClassName(\"com.microsoft.sqlserver.jdbc.SQLServerDriver\");",
        )],
        opens(seed),
    ));
    all.extend(seed.all(
        "conflicting-settings",
        &[("config.setMinimumIdle(0);", "config.setDataSourceClassName(\"org.postgresql.ds.PGSimpleDataSource\");")],
        "config.setJdbcUrl",
    ));
    for (from, to) in [
        ("import com.zaxxer.hikari.HikariConfig;\n", "new HikariConfig()"),
        ("import java.sql.DriverManager;\n", "DriverManager."),
    ] {
        all.extend(seed.all("missing-import", &[(from, "")], to));
    }
    all
}

fn secrets(seed: &Seed<'_>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for literal in ["\"vX8-quarry-Lamp\"", "\"Tr0ub4dor&3\""] {
        if let Some(name) = seed.name_of("client_secret") {
            all.extend(seed.each("hardcoded-secret", &format!("required(\"{name}\")"), literal));
        }
    }
    let literal = "\"jdbc:postgresql://shop.postgres.database.azure.com/shop?sslmode=verify-full&user=app&password=vX8-quarry-Lamp\"";
    all.extend(seed.each("hardcoded-secret", URL, literal));
    let from = "    Properties settings = new Properties();\n";
    let mut print = |text: String| {
        all.extend(seed.all("secret-logged", &[(from, &format!("{from}    {text}\n"))], &text));
    };
    if let Some(name) = seed.name_of("client_secret") {
        print(format!("System.out.println(required(\"{name}\"));"));
        print(format!("System.out.printf(\"%s%n\", System.getenv(\"{name}\"));"));
    }
    if seed.sample.credential == CredentialKind::Password {
        print("System.out.println(url);".to_owned());
        print("System.err.println(\"connecting with \" + url);".to_owned());
    }
    all
}
