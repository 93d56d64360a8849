using Azure.Identity;
using Azure.Core;
using Npgsql;
using Till.Configuration;

namespace Till;

// likely: nothing
public class Store
{
    public NpgsqlConnection Open()
    {
        var ask = new DefaultAzureCredential();
        var ticket = ask.GetToken(new TokenRequestContext(new[] { "https://ossrdbms-aad.database.windows.net/.default" }));
        var settings = new NpgsqlConnectionStringBuilder(Values.Require("AZURE_POSTGRESQL_CONNECTIONSTRING"))
        {
            Password = ticket.Token,
            SslMode = SslMode.VerifyFull,
        };
        return new NpgsqlConnection(settings.ConnectionString);
    }

    public NpgsqlConnection Plain() => new(System.Environment.GetEnvironmentVariable("TILL_POSTGRES"));
}
