using System;
using System.ComponentModel.DataAnnotations.Schema;
using System.Linq;
using System.Threading.Tasks;
using AzurePostgresql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

await using NpgsqlDataSource pool = Database.CreatePool();
DbContextOptions<AppDbContext> options = Database.CreateOptions(pool);

await using AppDbContext first = new(options);
await first.Database.OpenConnectionAsync();
await ReportAsync(first);
// The first keeps its connection, so this opens a second one.
await using AppDbContext second = new(options);
await ReportAsync(second);

static async Task ReportAsync(AppDbContext context)
{
    context.Database.SetCommandTimeout(300);
    Session session = await context.Database
        .SqlQuery<Session>($"SELECT current_user, version()").AsAsyncEnumerable().SingleAsync();
    Console.WriteLine($"{session.CurrentUser} on {session.Version}");
}

internal sealed record Session([property: Column("current_user")] string CurrentUser, string Version);
