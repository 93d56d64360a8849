using Microsoft.EntityFrameworkCore;

namespace AzurePostgresql;

internal sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options);
