//! Programs that ask for their token by hand, for languages whose samples have an SDK do it.

use super::{Mutant, line};

const PYTHON: &str = include_str!("programs/identity.py");
const PYTHON_PRINCIPAL: &str = include_str!("programs/principal.py");
const CSHARP: &str = include_str!("programs/identity.cs");
const GO: &str = include_str!("programs/identity.go");
const GO_PRINCIPAL: &str = include_str!("programs/principal.go");
const JAVASCRIPT: &str = include_str!("programs/identity.mjs");
const JAVASCRIPT_PRINCIPAL: &str = include_str!("programs/principal.mjs");
const JAVA: &str = include_str!("programs/identity.java");
const JAVA_PRINCIPAL: &str = include_str!("programs/principal.java");
const PHP: &str = include_str!("programs/identity.php");
const PHP_PRINCIPAL: &str = include_str!("programs/principal.php");
const RUBY: &str = include_str!("programs/identity.rb");
const RUBY_PRINCIPAL: &str = include_str!("programs/principal.rb");

/// A change that breaks a program: the rule, what is changed to what, and the place that is shown.
pub type Change = (&'static str, &'static str, &'static str, &'static str);

const IDENTITY_PYTHON: &[Change] = &[
    ("identity-request", "    headers={\"X-IDENTITY-HEADER\": os.environ[\"IDENTITY_HEADER\"]},\n", "", ".get("),
    ("identity-request", "\"X-IDENTITY-HEADER\"", "\"Metadata\"", ".get("),
    ("identity-request", "\"api-version\": \"2019-08-01\", ", "", ".get("),
    ("identity-request", "answer.raise_for_status()\n", "", ".get("),
    ("identity-request", "\"resource\"", "\"scope\"", ".get("),
    ("default-in-resource", "windows.net\"", "windows.net/.default\"", "/.default"),
    ("wrong-scope", "ossrdbms-aad.", "", "https://database"),
];

const PRINCIPAL_PYTHON: &[Change] = &[
    ("identity-request", "    data={", "    json={", "    json={"),
    ("identity-request", "\"scope\"", "\"resource\"", "\"resource\""),
    ("identity-request", "        \"grant_type\": \"client_credentials\",\n", "", ".post("),
    ("identity-request", "answer.raise_for_status()\n", "", ".post("),
    ("scope-without-default", "/.default", "", "\"scope\""),
    ("cloud-mismatch", "microsoftonline.com", "microsoftonline.us", "microsoftonline.us"),
    ("hardcoded-secret", "os.environ[\"AZURE_POSTGRESQL_CLIENTSECRET\"]", "\"vX8-quarry-Lamp\"", "vX8"),
];

const IDENTITY_CSHARP: &[Change] = &[
    (
        "identity-request",
        "request.Headers.Add(\"X-IDENTITY-HEADER\", Environment.GetEnvironmentVariable(\"IDENTITY_HEADER\"));\n",
        "",
        "new HttpRequestMessage",
    ),
    ("identity-request", "\"X-IDENTITY-HEADER\"", "\"Metadata\"", "new HttpRequestMessage"),
    ("identity-request", "api-version=2019-08-01&", "", "new HttpRequestMessage"),
    ("identity-request", "answer.EnsureSuccessStatusCode();\n", "", "new HttpRequestMessage"),
    ("identity-request", "resource=", "audience=", "new HttpRequestMessage"),
    ("default-in-resource", "windows.net\"", "windows.net/.default\"", "/.default"),
    ("wrong-scope", "ossrdbms-aad.", "", "https://database"),
];

const IDENTITY_GO: &[Change] = &[
    (
        "identity-request",
        "\trequest.Header.Set(\"X-IDENTITY-HEADER\", os.Getenv(\"IDENTITY_HEADER\"))\n",
        "",
        "http.NewRequestWithContext",
    ),
    ("identity-request", "\"X-IDENTITY-HEADER\"", "\"Metadata\"", "http.NewRequestWithContext"),
    ("identity-request", "\"api-version\": {\"2019-08-01\"}, ", "", "http.NewRequestWithContext"),
    ("identity-request", "\"resource\": {", "\"scope\": {", "http.NewRequestWithContext"),
    ("identity-request", "response.StatusCode", "response.ContentLength", "http.NewRequestWithContext"),
    ("default-in-resource", "windows.net\"", "windows.net/.default\"", "/.default"),
    ("wrong-scope", "ossrdbms-aad.", "", "https://database"),
    (
        "token-kept",
        "pgx.Connect(ctx, dsn)\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n\tdefer conn.Close(ctx)\n",
        "sql.Open(\"pgx\", dsn)\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n\tserveFrom(conn)\n",
        "dsn := ",
    ),
    ("missing-password", " password=\" + password", "\"", "pgx.Connect("),
    ("secret-logged", "\tconn, err := ", "\tlog.Print(dsn)\n\tconn, err := ", "log.Print(dsn)"),
];

const PRINCIPAL_GO: &[Change] = &[
    ("identity-request", "form.Set(\"scope\"", "form.Set(\"resource\"", "\"resource\""),
    ("identity-request", "\tform.Set(\"grant_type\", \"client_credentials\")\n", "", "http.NewRequest("),
    ("identity-request", "response.StatusCode", "response.ContentLength", "http.NewRequest("),
    (
        "identity-request",
        "strings.NewReader(form.Encode())",
        "strings.NewReader(`{\"grant_type\": \"client_credentials\"}`)",
        "http.NewRequest(",
    ),
    ("scope-without-default", "/.default", "", "\"scope\""),
    ("cloud-mismatch", "microsoftonline.com", "microsoftonline.us", "microsoftonline.us"),
    ("hardcoded-secret", "os.Getenv(\"AZURE_POSTGRESQL_CLIENTSECRET\")", "\"vX8-quarry-Lamp\"", "vX8"),
    ("missing-password", "config.Password, err = token", "_, err = token", "pgx.ConnectConfig("),
];

const IDENTITY_JAVASCRIPT: &[Change] = &[
    ("identity-request", "{ \"X-IDENTITY-HEADER\": process.env.IDENTITY_HEADER }", "{}", "await "),
    ("identity-request", "\"X-IDENTITY-HEADER\"", "Metadata", "await "),
    ("identity-request", "api-version=2019-08-01&", "", "await "),
    ("identity-request", "resource=", "audience=", "await "),
    ("default-in-resource", "windows.net`", "windows.net/.default`", "/.default"),
    ("wrong-scope", "ossrdbms-aad.", "", "https://database"),
];

const PRINCIPAL_JAVASCRIPT: &[Change] = &[
    ("identity-request", "new URLSearchParams(", "JSON.stringify(", "JSON.stringify("),
    ("identity-request", "scope:", "resource:", "resource:"),
    ("identity-request", "    grant_type: \"client_credentials\",\n", "", "fetch("),
    ("identity-request", "    client_secret: process.env.AZURE_POSTGRESQL_CLIENTSECRET,\n", "", "fetch("),
    ("identity-request", "if (!answer.ok) throw new Error(`no token: ${answer.status}`);\n", "", "fetch("),
    ("scope-without-default", "/.default", "", "scope:"),
    ("cloud-mismatch", "microsoftonline.com", "microsoftonline.us", "microsoftonline.us"),
    ("hardcoded-secret", "process.env.AZURE_POSTGRESQL_CLIENTSECRET", "\"vX8-quarry-Lamp\"", "vX8"),
];

const IDENTITY_JAVA: &[Change] = &[
    (
        "identity-request",
        "                .header(\"X-IDENTITY-HEADER\", System.getenv(\"IDENTITY_HEADER\"))\n",
        "",
        "HttpRequest.newBuilder",
    ),
    ("identity-request", "\"X-IDENTITY-HEADER\"", "\"Metadata\"", "HttpRequest.newBuilder"),
    ("identity-request", "api-version=2019-08-01&", "", "HttpRequest.newBuilder"),
    ("identity-request", "api-version=", "api_version=", "HttpRequest.newBuilder"),
    ("identity-request", "&resource=", "&audience=", "HttpRequest.newBuilder"),
    (
        "identity-request",
        "        if (answer.statusCode() != 200) {\n            throw new IOException(\"the identity endpoint answered \" + answer.statusCode());\n        }\n",
        "",
        "HttpRequest.newBuilder",
    ),
    ("default-in-resource", "windows.net\"", "windows.net/.default\"", "/.default"),
    ("wrong-scope", "ossrdbms-aad.", "", "https://database"),
    ("missing-password", "        settings.setProperty(\"password\", token());\n", "", "DriverManager.getConnection"),
    ("undefined-secret", "\"password\", token()", "\"password\", tokn", "tokn)"),
];

const PRINCIPAL_JAVA: &[Change] = &[
    ("identity-request", "&scope=", "&resource=", "&resource="),
    (
        "identity-request",
        "\"grant_type=client_credentials\"\n                + \"&client_id=\"",
        "\"client_id=\"",
        ".newBuilder()",
    ),
    ("identity-request", "&client_secret=", "&secret=", ".newBuilder()"),
    ("identity-request", "&client_id=", "&clientId=", ".newBuilder()"),
    (
        "identity-request",
        "        if (answer.statusCode() != 200) {\n            throw new IOException(\"the token endpoint answered \" + answer.statusCode());\n        }\n",
        "",
        ".newBuilder()",
    ),
    ("scope-without-default", "/.default", "", "&scope="),
    ("cloud-mismatch", "microsoftonline.com", "microsoftonline.us", "microsoftonline.us"),
    ("hardcoded-secret", "System.getenv(\"AZURE_POSTGRESQL_CLIENTSECRET\")", "\"vX8-quarry-Lamp\"", "vX8"),
];

const IDENTITY_PHP: &[Change] = &[
    (
        "identity-request",
        "['http' => ['header' => 'X-IDENTITY-HEADER: ' . getenv('IDENTITY_HEADER') . \"\\r\\n\"]]",
        "[]",
        "file_get_contents",
    ),
    ("identity-request", "X-IDENTITY-HEADER", "Metadata", "file_get_contents"),
    ("identity-request", "api-version=2019-08-01&", "", "file_get_contents"),
    ("identity-request", "api-version", "api_version", "file_get_contents"),
    ("identity-request", "&resource=", "&audience=", "file_get_contents"),
    (
        "identity-request",
        "if ($answer === false) {\n    throw new RuntimeException(\"no token: $http_response_header[0]\");\n}\n",
        "",
        "file_get_contents",
    ),
    ("default-in-resource", "windows.net'", "windows.net/.default'", "/.default"),
    ("wrong-scope", "ossrdbms-aad.", "", "https://database"),
    ("missing-password", " password=$token", "", "pg_connect"),
    ("token-kept", "pg_connect", "pg_pconnect", "pg_pconnect"),
    ("undefined-secret", "password=$token", "password=$accessToken", "$accessToken"),
    ("conninfo-separator", " sslmode=verify-full", "sslmode=verify-full", "pg_connect"),
];

const PRINCIPAL_PHP: &[Change] = &[
    ("identity-request", "'form_params' => [", "'json' => [", "'json' => ["),
    ("identity-request", "'scope'", "'resource'", "'resource'"),
    ("identity-request", "        'grant_type' => 'client_credentials',\n", "", "$client->post"),
    ("identity-request", "        'client_secret' => getenv('AZURE_POSTGRESQL_CLIENTSECRET'),\n", "", "$client->post"),
    ("scope-without-default", "/.default", "", "'scope'"),
    ("cloud-mismatch", "microsoftonline.com", "microsoftonline.us", "microsoftonline.us"),
    ("hardcoded-secret", "getenv('AZURE_POSTGRESQL_CLIENTSECRET')", "'vX8-quarry-Lamp'", "vX8"),
    ("missing-password", "    $token,\n", "    '',\n", "new PDO("),
    ("undefined-secret", "    $token,\n", "    $tokn,\n", "$tokn"),
];

const IDENTITY_RUBY: &[Change] = &[
    ("identity-request", "{ 'X-IDENTITY-HEADER' => ENV.fetch('IDENTITY_HEADER') }", "{}", "Net::HTTP.get_response"),
    ("identity-request", "'X-IDENTITY-HEADER'", "'Metadata'", "Net::HTTP.get_response"),
    ("identity-request", "api-version=2019-08-01&", "", "Net::HTTP.get_response"),
    ("identity-request", "api-version", "api_version", "Net::HTTP.get_response"),
    ("identity-request", "&resource=", "&audience=", "Net::HTTP.get_response"),
    (
        "identity-request",
        "  raise \"no token: #{answer.code}\" unless answer.code == '200'\n",
        "",
        "Net::HTTP.get_response",
    ),
    ("default-in-resource", "windows.net'", "windows.net/.default'", "/.default"),
    ("wrong-scope", "ossrdbms-aad.", "", "https://database"),
    ("missing-password", "{ options[:password] = access_token }", "{ access_token }", "connect_opts_proc"),
    (
        "token-kept",
        "connect_opts_proc: ->(options) { options[:password] = access_token }",
        "password: access_token",
        "password:",
    ),
    ("undefined-secret", "= access_token }", "= acces_token }", "acces_token"),
    (
        "conflicting-settings",
        "  host: ENV.fetch('AZURE_POSTGRESQL_HOST')",
        "  conn_str: ENV.fetch('AZURE_POSTGRESQL_CONNECTIONSTRING')",
        "sslmode:",
    ),
    (
        "missing-password",
        "  connect_opts_proc: ->(options) { options[:password] = access_token }",
        "  conn_str: \"#{ENV.fetch('AZURE_POSTGRESQL_CONNECTIONSTRING')} sslmode=verify-full\",\n  password: access_token",
        "password:",
    ),
    (
        "wrong-format",
        "  adapter: 'postgres',\n",
        "  ENV.fetch('AZURE_POSTGRESQL_CONNECTIONSTRING'),\n",
        "ENV.fetch('AZURE_POSTGRESQL_CONNECTIONSTRING')",
    ),
    ("missing-import", "require 'sequel'\n", "", "Sequel.connect"),
    ("tls-disabled", "sslmode: 'verify-full'", "sslmode: 'disable'", "sslmode:"),
    ("tls-disabled", "sslmode: 'verify-full'", "driver_options: { sslmode: 'disable' }", "sslmode:"),
];

const PRINCIPAL_RUBY: &[Change] = &[
    ("identity-request", "scope:", "resource:", "resource:"),
    ("identity-request", "    grant_type: 'client_credentials',\n", "", "Net::HTTP.post_form"),
    ("identity-request", "    client_secret: ENV.fetch('AZURE_POSTGRESQL_CLIENTSECRET'),\n", "", "Net::HTTP.post_form"),
    ("identity-request", "answer.value\n", "", "Net::HTTP.post_form"),
    ("scope-without-default", "/.default", "", "scope:"),
    ("cloud-mismatch", "microsoftonline.com", "microsoftonline.us", "microsoftonline.us"),
    ("hardcoded-secret", "ENV.fetch('AZURE_POSTGRESQL_CLIENTSECRET')", "'vX8-quarry-Lamp'", "vX8"),
    ("broken-call", "    grant_type: 'client_credentials',", "    grant_type: 'client_credentials';", "grant_type"),
    ("secret-logged", "answer.value\n", "answer.value\nputs JSON.parse(answer.body)['access_token']\n", "puts"),
];

/// Correct programs, and what breaks them.
pub fn seeds(language: &str) -> Vec<(String, Vec<Mutant>)> {
    let seed = |text: String, changes: &[Change]| (text.clone(), broken(&text, changes));
    match language {
        "python" => ["requests", "httpx"]
            .into_iter()
            .flat_map(|library| {
                let of = |text: &str| text.replace("LIBRARY", library);
                [seed(of(PYTHON), IDENTITY_PYTHON), seed(of(PYTHON_PRINCIPAL), PRINCIPAL_PYTHON)]
            })
            .collect(),
        "go" => vec![seed(GO.to_owned(), IDENTITY_GO), seed(GO_PRINCIPAL.to_owned(), PRINCIPAL_GO)],
        "rust" => super::rust_by_hand::seeds(),
        "csharp" => vec![seed(CSHARP.to_owned(), IDENTITY_CSHARP)],
        "javascript" => [("fetch", "await answer.json()"), ("axios.get", "answer.data")]
            .into_iter()
            .map(|(call, answer)| seed(JAVASCRIPT.replace("CALL", call).replace("ANSWER", answer), IDENTITY_JAVASCRIPT))
            .chain([seed(JAVASCRIPT_PRINCIPAL.to_owned(), PRINCIPAL_JAVASCRIPT)])
            .collect(),
        "java" => vec![seed(JAVA.to_owned(), IDENTITY_JAVA), seed(JAVA_PRINCIPAL.to_owned(), PRINCIPAL_JAVA)],
        "php" => vec![seed(PHP.to_owned(), IDENTITY_PHP), seed(PHP_PRINCIPAL.to_owned(), PRINCIPAL_PHP)],
        "ruby" => vec![seed(RUBY.to_owned(), IDENTITY_RUBY), seed(RUBY_PRINCIPAL.to_owned(), PRINCIPAL_RUBY)],
        _ => Vec::new(),
    }
}

/// A mutant for each change.
pub fn broken(seed: &str, changes: &[Change]) -> Vec<Mutant> {
    changes
        .iter()
        .map(|(rule, from, to, at)| {
            let text = seed.replace(from, to);
            assert_ne!(text, seed, "`{from}` is not in the program");
            let line = line(&text, text.find(at).unwrap_or_else(|| panic!("no `{at}`")));
            // Reading the token of a refusal fails by itself in Python, if not for a reason that it tells.
            let pedantic = from.contains("raise_for_status");
            Mutant { rule, text, line, pedantic }
        })
        .collect()
}
