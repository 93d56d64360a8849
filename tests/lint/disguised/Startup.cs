using Azure.Core;
using Azure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop;

public class Startup(IConfiguration configuration)
{
    public void ConfigureServices(IServiceCollection services)
    {
        var provider = new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            ManagedIdentityClientId = configuration["AZURE_POSTGRESQL_CLIENTID"],
        });
        var ticket = provider.GetToken(new TokenRequestContext(scopes: ["https://ossrdbms-aad.database.windows.net/.default"]));
        var text = string.Format("{0}Password={1};", configuration["AZURE_POSTGRESQL_CONNECTIONSTRING"], ticket.Token); // wrong: token-kept
        services.AddDbContext<ShopContext>(db => db.UseNpgsql(text));
    }
}

public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options);
