using System;
using Npgsql;

public static class Till
{
    public static string Host()
    {
        var given = Environment.GetEnvironmentVariable("AZURE_POSTGRESQL_CONNECTIONSTRING");
        if (given.StartsWith("postgres", StringComparison.OrdinalIgnoreCase))
        {
            return new Uri(given).Host;
        }
        return new NpgsqlConnectionStringBuilder(given).Host;
    }
}
