using System;
using System.Data.Common;
using Npgsql;

static class Ledger
{
    static readonly string server = Environment.GetEnvironmentVariable("LEDGER_SERVER");
    static readonly string county = Environment.GetEnvironmentVariable("LEDGER_COUNTY");

    static string Pairs(string word)
    {
        var form = "Host={0}.postgres.database.azure.com;Username={1}clerk@{0};" // wrong: removed-api
            + "Database={1};Password={2};SSL Mode=Require"; // likely: tls-unverified
        return string.Format(form, server, county, word);
    }

    public static DbConnection Open(DbProviderFactory factory, string word)
    {
        var connection = factory.CreateConnection();
        connection.ConnectionString = Pairs(word);
        connection.Open();
        return connection;
    }
}
