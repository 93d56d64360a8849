using Azure.Core;
using Azure.Identity;
using Npgsql;

public static class Bound
{
    public static NpgsqlDataSource Make()
    {
        var credential = new DefaultAzureCredential();
        var builder = new NpgsqlDataSourceBuilder();
        builder.ConnectionStringBuilder.ConnectionString = "Host=till.postgres.database.azure.com;Username=till;SSL Mode=Disable"; // wrong: tls-disabled
        builder.UsePeriodicPasswordProvider(
            async (_, cancel) => (await credential.GetTokenAsync(
                new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), cancel)).Token,
            TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(5));
        return builder.Build();
    }
}
