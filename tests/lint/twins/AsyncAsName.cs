// likely: nothing
using System.Threading;
using System.Threading.Tasks;
using Npgsql;

// `async` is a name as well as a keyword, and the grammar has to find its way behind it.
class Store(NpgsqlDataSource source)
{
    public async Task<NpgsqlConnection> Open(bool async, CancellationToken stop)
    {
        var connection = async
            ? await source.OpenConnectionAsync(stop)
            : source.OpenConnection();
        await Prepare(connection, async, stop);
        if (!async)
            return connection;
        return await Again(connection, async: true);
    }

    static NpgsqlDataSource Make(string connectionString)
        => new NpgsqlDataSourceBuilder(connectionString).Build();

    static async ValueTask Prepare(NpgsqlConnection connection, bool async, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        _ = async ? await command.ExecuteScalarAsync(stop) : command.ExecuteScalar();
    }

    static Task<NpgsqlConnection> Again(NpgsqlConnection connection, bool async)
        => Task.FromResult(async ? connection : new NpgsqlConnection(connection.ConnectionString));
}
