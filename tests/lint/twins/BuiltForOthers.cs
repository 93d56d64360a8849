using System;
using Npgsql;

namespace Till;

// likely: nothing
public static class Settings
{
    public static string Text(string given)
    {
        var parts = new NpgsqlConnectionStringBuilder(given)
        {
            Host = "till.postgres.database.azure.com",
            Username = "till",
            SslMode = SslMode.VerifyFull,
        };
        return parts.ConnectionString;
    }

    public static string Host(string given) => new NpgsqlConnectionStringBuilder(given).Host ?? throw new InvalidOperationException("no host");

    public static string Local() => new NpgsqlConnectionStringBuilder { Host = "localhost", Password = "till", SslMode = SslMode.Disable }.ToString();
}
