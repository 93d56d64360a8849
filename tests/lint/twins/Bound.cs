using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Till.Options;

// likely: nothing
public static class Bound
{
    public static NpgsqlDataSource Make(IConfiguration configuration)
    {
        var options = new TillOptions { Text = "" };
        configuration.GetSection("Till").Bind(options);
        var credential = new DefaultAzureCredential();
        var builder = new NpgsqlDataSourceBuilder();
        builder.ConnectionStringBuilder.ConnectionString = options.Text;
        builder.UsePeriodicPasswordProvider(
            async (_, cancel) => (await credential.GetTokenAsync(
                new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), cancel)).Token,
            TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(5));
        return builder.Build();
    }
}
