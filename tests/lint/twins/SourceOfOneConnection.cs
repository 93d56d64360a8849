using System.Threading.Tasks;
using Azure.Core;
using Azure.Identity;
using Npgsql;

public sealed class Till
{
    static readonly TokenCredential Who = new DefaultAzureCredential();

    public async Task<int> CountAsync()
    {
        var ticket = await Who.GetTokenAsync(new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), default);
        await using var source = NpgsqlDataSource.Create($"Host=till.postgres.database.azure.com;Username=till;Password={ticket.Token};SSL Mode=VerifyFull");
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    public async Task<NpgsqlConnection> EnterAsync()
    {
        var ticket = await Who.GetTokenAsync(new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), default);
        var builder = new NpgsqlDataSourceBuilder("Host=till.postgres.database.azure.com;Username=till;SSL Mode=VerifyFull");
        builder.ConnectionStringBuilder.Password = ticket.Token;
        builder.EnableParameterLogging();
        var source = builder.Build();
        return await source.OpenConnectionAsync();
    }
}
