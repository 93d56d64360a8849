//! Programs that ask for their token by hand, for languages whose samples have an SDK do it.

use super::{Mutant, line};

const PYTHON: &str = r#"import os
import psycopg
import LIBRARY

answer = LIBRARY.get(
    os.environ["IDENTITY_ENDPOINT"],
    params={"api-version": "2019-08-01", "resource": "https://ossrdbms-aad.database.windows.net"},
    headers={"X-IDENTITY-HEADER": os.environ["IDENTITY_HEADER"]},
)
answer.raise_for_status()
connection = psycopg.connect(
    os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"],
    password=answer.json()["access_token"],
    sslmode="verify-full",
)
"#;

const PYTHON_PRINCIPAL: &str = r#"import os
import psycopg
import LIBRARY

answer = LIBRARY.post(
    "https://login.microsoftonline.com/" + os.environ["AZURE_POSTGRESQL_TENANTID"] + "/oauth2/v2.0/token",
    data={
        "grant_type": "client_credentials",
        "client_id": os.environ["AZURE_POSTGRESQL_CLIENTID"],
        "client_secret": os.environ["AZURE_POSTGRESQL_CLIENTSECRET"],
        "scope": "https://ossrdbms-aad.database.windows.net/.default",
    },
)
answer.raise_for_status()
connection = psycopg.connect(
    os.environ["AZURE_POSTGRESQL_CONNECTIONSTRING"],
    password=answer.json()["access_token"],
    sslmode="verify-full",
)
"#;

const CSHARP: &str = r#"using System;
using System.Net.Http;
using System.Text.Json;
using Npgsql;

var request = new HttpRequestMessage(
    HttpMethod.Get,
    $"{Environment.GetEnvironmentVariable("IDENTITY_ENDPOINT")}?api-version=2019-08-01&resource=https://ossrdbms-aad.database.windows.net");
request.Headers.Add("X-IDENTITY-HEADER", Environment.GetEnvironmentVariable("IDENTITY_HEADER"));
using var client = new HttpClient();
using var answer = await client.SendAsync(request);
answer.EnsureSuccessStatusCode();
using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
var settings = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("AZURE_POSTGRESQL_CONNECTIONSTRING"))
{
    Password = json.RootElement.GetProperty("access_token").GetString(),
    SslMode = SslMode.VerifyFull,
};
await using var connection = new NpgsqlConnection(settings.ConnectionString);
"#;

/// A change that breaks a program: the rule, what is changed to what, and the place that is shown.
type Change = (&'static str, &'static str, &'static str, &'static str);

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
        "csharp" => vec![seed(CSHARP.to_owned(), IDENTITY_CSHARP)],
        _ => Vec::new(),
    }
}

fn broken(seed: &str, changes: &[Change]) -> Vec<Mutant> {
    changes
        .iter()
        .map(|(rule, from, to, at)| {
            let text = seed.replace(from, to);
            assert_ne!(text, seed, "`{from}` is not in the program");
            let line = line(&text, text.find(at).unwrap_or_else(|| panic!("no `{at}`")));
            Mutant { rule, text, line, pedantic: false }
        })
        .collect()
}
