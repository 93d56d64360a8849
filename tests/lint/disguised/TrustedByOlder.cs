using Npgsql;

class Store
{
    // Npgsql 6 and 7 take every certificate then, 8 and later do not look at the word: which it is, no file tells.
    public NpgsqlConnection Open() => new NpgsqlConnection(
        "Host=shop.postgres.database.azure.com;Database=shop;Username=keeper;SSL Mode=Require;Trust Server Certificate=true;Password=" // likely: tls-unverified // wrong: unquoted-value
            + System.Environment.GetEnvironmentVariable("SHOP_KEY"));
}
