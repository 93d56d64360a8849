using System;
using System.Threading.Tasks;
{% block azure %}{% endblock -%}
using Npgsql;

await using NpgsqlDataSource pool = CreatePool();
await using NpgsqlConnection first = await pool.OpenConnectionAsync();
await ReportAsync(first);
// The first is still in use, so this opens a second one.
await using NpgsqlConnection second = await pool.OpenConnectionAsync();
await ReportAsync(second);

static NpgsqlDataSource CreatePool()
{
    {% filter indent(width=4) %}{% include "dotnet/pool-settings.cs" %}{% block token %}{% endblock -%}
return builder.Build();
{%- endfilter %}
}

static async Task ReportAsync(NpgsqlConnection connection)
{
    await using NpgsqlCommand command = new("SELECT current_user, version()", connection) { CommandTimeout = 300 };
    await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
    await row.ReadAsync();
    Console.WriteLine($"{row.GetString(0)} on {row.GetString(1)}");
}

{% include "dotnet/required.cs" -%}
