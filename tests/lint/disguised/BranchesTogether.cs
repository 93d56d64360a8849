using System;
using System.IO;
using Azure.Core;
using Azure.Identity;
using Npgsql;

namespace Ledger;

public static class Sources
{
    public static NpgsqlDataSource Open(string conn, bool cached)
    {
        var builder = new NpgsqlDataSourceBuilder(conn);
        var asks = new DefaultAzureCredential();
        if (cached)
        {
            builder.UsePeriodicPasswordProvider(
                async (_, stop) => (await asks.GetTokenAsync(new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), stop)).Token,
                TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(5));
            builder.ConnectionStringBuilder.Password = File.ReadAllText("/run/pw"); // wrong: conflicting-settings
        }
        return builder.Build();
    }
}
