using System;
using System.Data.Common;
using Npgsql;

static class Ledger
{
    static readonly string server = Environment.GetEnvironmentVariable("LEDGER_SERVER");
    static readonly string county = Environment.GetEnvironmentVariable("LEDGER_COUNTY");

    static string Pairs() => string.Format("Host={0}.postgres.database.azure.com;Username={1}clerk;Database={1};SSL Mode=VerifyFull", server, county);

    public static DbConnection Open(DbProviderFactory factory, string word)
    {
        var pairs = new NpgsqlConnectionStringBuilder(Pairs()) { Password = word };
        var connection = factory.CreateConnection();
        connection.ConnectionString = pairs.ConnectionString;
        connection.Open();
        return connection;
    }
}
