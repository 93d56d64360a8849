using System;
using System.Data.Common;
using Azure.Core;
using Azure.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

var builder = WebApplication.CreateBuilder(args);
string connectionString = builder.Configuration.GetConnectionString("AZURE_POSTGRESQL_CONNECTIONSTRING")
    ?? throw new InvalidOperationException("no connection string");
var dataSourceBuilder = new NpgsqlDataSourceBuilder(connectionString);
if (string.IsNullOrEmpty(dataSourceBuilder.ConnectionStringBuilder.Password))
{
    var credentials = new DefaultAzureCredential();
    dataSourceBuilder.UsePeriodicPasswordProvider(
        async (_, ct) =>
        {
            var token = await credentials.GetTokenAsync(
                new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), ct);
            return token.Token;
        },
        TimeSpan.FromMinutes(55),
        TimeSpan.FromSeconds(10));
}

var dataSource = dataSourceBuilder.Build();
builder.Services.AddSingleton(dataSource);
builder.Services.AddDbContext<ShopContext>(options => options.UseNpgsql(dataSource));
builder.Services.AddScoped<DbConnection>(services => services.GetRequiredService<NpgsqlDataSource>().CreateConnection());
var app = builder.Build();
app.MapGet("/", async (ShopContext context, ILogger<Program> logger) =>
{
    logger.LogInformation("connecting to {Host}", dataSourceBuilder.ConnectionStringBuilder.Host);
    return await context.Database.CanConnectAsync();
});
app.Run();

public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options);
