using System;
using System.Threading.Tasks;
using Azure.Core;
using Azure.Identity;
using Npgsql;

namespace Shop.Data;

public sealed class Repository
{
    private readonly TokenCredential _who;
    private readonly string _settings;
    private const string Audience = "https://management.azure.com"; // the rest is added below

    public Repository(string? settings = null)
    {
        _who = new ManagedIdentityCredential(Environment.GetEnvironmentVariable("AZURE_POSTGRESQL_CLIENTID"));
        _settings = settings ?? Environment.GetEnvironmentVariable("AZURE_POSTGRESQL_CONNECTIONSTRING")!;
    }

    private async Task<string> SecretAsync() =>
        (await _who.GetTokenAsync(new TokenRequestContext(new[] { Audience + "/.default" }), default)).Token; // wrong: wrong-scope

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var pieces = new NpgsqlConnectionStringBuilder(_settings) { Password = await SecretAsync(), SslMode = SslMode.VerifyFull };
        var opened = new NpgsqlConnection(pieces.ToString());
        await opened.OpenAsync();
        return opened;
    }
}
