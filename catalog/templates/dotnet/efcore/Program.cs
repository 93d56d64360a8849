using System;
using System.ComponentModel.DataAnnotations.Schema;
using System.Threading.Tasks;
using AzurePostgresql;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

await using ServiceProvider services = new ServiceCollection().AddDatabase().BuildServiceProvider();
IDbContextFactory<AppDbContext> contexts = services.GetRequiredService<IDbContextFactory<AppDbContext>>();

await using AppDbContext first = await contexts.CreateDbContextAsync();
await first.Database.OpenConnectionAsync();
await ReportAsync(first);
// The first keeps its connection, so this opens another one.
await using AppDbContext second = await contexts.CreateDbContextAsync();
await ReportAsync(second);

static async Task ReportAsync(AppDbContext context)
{
    await foreach (Session session in context.Database
        .SqlQuery<Session>($"SELECT current_user, version()").AsAsyncEnumerable())
    {
        Console.WriteLine($"{session.CurrentUser} on {session.Version}");
    }
}

internal sealed record Session([property: Column("current_user")] string CurrentUser, string Version);
