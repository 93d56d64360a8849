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

const GO: &str = r#"package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/jackc/pgx/v5"
)

func token(ctx context.Context) (string, error) {
	query := url.Values{"api-version": {"2019-08-01"}, "resource": {"https://ossrdbms-aad.database.windows.net"}}
	endpoint := os.Getenv("IDENTITY_ENDPOINT") + "?" + query.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, endpoint, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("X-IDENTITY-HEADER", os.Getenv("IDENTITY_HEADER"))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("identity endpoint: status %d", response.StatusCode)
	}
	var answer struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", err
	}
	return answer.AccessToken, nil
}

func main() {
	ctx := context.Background()
	password, err := token(ctx)
	if err != nil {
		log.Fatal(err)
	}
	dsn := os.Getenv("AZURE_POSTGRESQL_CONNECTIONSTRING") + " sslmode=verify-full password=" + password
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close(ctx)
}
"#;

const GO_PRINCIPAL: &str = r#"package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
)

func token(ctx context.Context) (string, error) {
	form := url.Values{}
	form.Set("grant_type", "client_credentials")
	form.Set("client_id", os.Getenv("AZURE_POSTGRESQL_CLIENTID"))
	form.Set("client_secret", os.Getenv("AZURE_POSTGRESQL_CLIENTSECRET"))
	form.Set("scope", "https://ossrdbms-aad.database.windows.net/.default")
	address := "https://login.microsoftonline.com/" + os.Getenv("AZURE_POSTGRESQL_TENANTID") + "/oauth2/v2.0/token"
	request, err := http.NewRequest("POST", address, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("token endpoint: status %d", response.StatusCode)
	}
	answer := map[string]any{}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", err
	}
	return answer["access_token"].(string), nil
}

func connect(ctx context.Context) (*pgx.Conn, error) {
	config, err := pgx.ParseConfig(os.Getenv("AZURE_POSTGRESQL_CONNECTIONSTRING") + " sslmode=verify-full")
	if err != nil {
		return nil, err
	}
	if config.Password, err = token(ctx); err != nil {
		return nil, err
	}
	return pgx.ConnectConfig(ctx, config)
}
"#;

const JAVASCRIPT: &str = r#"import axios from "axios";
import { Client } from "pg";

const answer = await CALL(`${process.env.IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=https://ossrdbms-aad.database.windows.net`, {
  headers: { "X-IDENTITY-HEADER": process.env.IDENTITY_HEADER },
});
if (!answer.ok) throw new Error(`no token: ${answer.status}`);
const { access_token: token } = ANSWER;
const client = new Client({
  host: process.env.AZURE_POSTGRESQL_HOST,
  user: process.env.AZURE_POSTGRESQL_USER,
  database: process.env.AZURE_POSTGRESQL_DATABASE,
  password: token,
  ssl: true,
});
"#;

const JAVASCRIPT_PRINCIPAL: &str = r#"import { Client } from "pg";

const tenant = process.env.AZURE_POSTGRESQL_TENANTID;
const answer = await fetch(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "client_credentials",
    client_id: process.env.AZURE_POSTGRESQL_CLIENTID,
    client_secret: process.env.AZURE_POSTGRESQL_CLIENTSECRET,
    scope: "https://ossrdbms-aad.database.windows.net/.default",
  }),
});
if (!answer.ok) throw new Error(`no token: ${answer.status}`);
const client = new Client({
  host: process.env.AZURE_POSTGRESQL_HOST,
  user: process.env.AZURE_POSTGRESQL_USER,
  database: process.env.AZURE_POSTGRESQL_DATABASE,
  password: (await answer.json()).access_token,
  ssl: true,
});
"#;

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
    ("token-kept", "pgx.Connect(ctx, dsn)", "sql.Open(\"pgx\", dsn)", "dsn := "),
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
            Mutant { rule, text, line, pedantic: false }
        })
        .collect()
}
