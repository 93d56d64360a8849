using System;
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
        var asked = new TokenRequestContext(scopes: ["https://ossrdbms-aad.database.windows.net/.default"]);
        services.AddDbContext<ShopContext>(db => db.UseNpgsql(
            configuration["AZURE_POSTGRESQL_CONNECTIONSTRING"],
            npgsql => npgsql.ConfigureDataSource(source => source.UsePasswordProvider(
                _ => provider.GetToken(asked).Token,
                async (_, stop) => (await provider.GetTokenAsync(asked, stop)).Token))));
    }
}

public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options);
