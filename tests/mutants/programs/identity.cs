using System;
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
