using System;
using System.IO;
using Azure.Core;
using Azure.Identity;
using Npgsql;

namespace Ledger;

public static class Sources
{
    public static NpgsqlDataSource Open(string conn, string? path)
    {
        var builder = new NpgsqlDataSourceBuilder(conn);
        if (path is null)
        {
            var asks = new DefaultAzureCredential();
            builder.UsePeriodicPasswordProvider(
                async (_, stop) => (await asks.GetTokenAsync(new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), stop)).Token,
                TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(5));
        }
        else
        {
            builder.ConnectionStringBuilder.Password = File.ReadAllText(path);
        }
        return builder.Build();
    }

    public static NpgsqlDataSource OpenEarly(string conn, string? path)
    {
        var builder = new NpgsqlDataSourceBuilder(conn);
        if (path is not null)
        {
            builder.ConnectionStringBuilder.Password = File.ReadAllText(path);
            return builder.Build();
        }
        var asks = new DefaultAzureCredential();
        builder.UsePeriodicPasswordProvider(
            async (_, stop) => (await asks.GetTokenAsync(new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), stop)).Token,
            TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(5));
        return builder.Build();
    }
}
