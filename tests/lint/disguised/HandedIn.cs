using Npgsql;

public sealed class HandedIn
{
    private readonly NpgsqlDataSource till;

    public HandedIn(string user, string dbPassword)
    {
        var text = "Host=till.postgres.database.azure.com;SSL Mode=VerifyFull;Username=" + user + ";Password=" + dbPassword; // wrong: unquoted-value
        till = NpgsqlDataSource.Create(text);
    }

    public NpgsqlConnection Open() => till.OpenConnection();
}
