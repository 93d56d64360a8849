using Azure.Identity;
using Azure.Core;
using MySqlConnector;
using Till.Configuration;

namespace Till;

public class Store
{
    public MySqlConnection Open()
    {
        var ask = new DefaultAzureCredential();
        var ticket = ask.GetToken(new TokenRequestContext(new[] { "https://ossrdbms-aad.database.windows.net/.default" }));
        return new MySqlConnection(Values.Require("AZURE_POSTGRESQL_CONNECTIONSTRING") + ";Password=" + ticket.Token); // wrong: wrong-driver
    }
}
