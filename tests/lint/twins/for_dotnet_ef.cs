using Azure.Core;
using Azure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

public class LedgerFactory : IDesignTimeDbContextFactory<Ledger>
{
    public Ledger CreateDbContext(string[] args)
    {
        var token = new DefaultAzureCredential().GetToken(new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]));
        var options = new DbContextOptionsBuilder<Ledger>();
        options.UseNpgsql($"Host=ledger.postgres.database.azure.com;Database=ledger;Username=ledger;Password={token.Token};SSL Mode=VerifyFull");
        return new Ledger(options.Options);
    }
}
