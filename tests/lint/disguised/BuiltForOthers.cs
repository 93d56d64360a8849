using Npgsql;

namespace Till;

public static class Settings
{
    public static string Text()
    {
        var parts = new NpgsqlConnectionStringBuilder
        {
            Host = "till.postgres.database.azure.com",
            Username = "till",
            Password = "vX8-quarry-Lamp", // wrong: hardcoded-secret
            SslMode = SslMode.Disable, // wrong: tls-disabled
        };
        return parts.ConnectionString;
    }
}
