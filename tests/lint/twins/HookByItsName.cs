using System;
using Azure.Core;
using Azure.Identity;
using Npgsql;

static class Registration
{
    public static NpgsqlDataSource Open(NpgsqlConnectionStringBuilder way, string word, bool signsIn) =>
        signsIn ? ByToken(way) : ByWord(way, word);

    static NpgsqlDataSource ByToken(NpgsqlConnectionStringBuilder way)
    {
        way.SslMode = SslMode.VerifyFull;
        var builder = new NpgsqlDataSourceBuilder(way.ConnectionString);
        var who = new DefaultAzureCredential();
        builder.UsePeriodicPasswordProvider(
            passwordProvider: async (_, stop) =>
                (await who.GetTokenAsync(new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), stop)).Token,
            successRefreshInterval: TimeSpan.FromMinutes(40),
            failureRefreshInterval: TimeSpan.FromSeconds(10));
        return builder.Build();
    }

    static NpgsqlDataSource ByWord(NpgsqlConnectionStringBuilder way, string word)
    {
        way.Password = word;
        return NpgsqlDataSource.Create(way.ConnectionString);
    }

    public static NpgsqlDataSource Default(string word, bool signsIn) =>
        Open(new NpgsqlConnectionStringBuilder { Host = "till.postgres.database.azure.com", Username = "till" }, word, signsIn);
}
