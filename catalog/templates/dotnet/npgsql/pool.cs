using System;
using System.Threading.Tasks;
{% block azure %}{% endblock -%}
using Npgsql;

await using NpgsqlDataSource dataSource = CreateDataSource();
await using NpgsqlConnection first = await dataSource.OpenConnectionAsync();
await ReportAsync(first);
// The first is still in use, so this opens another one.
await using NpgsqlConnection second = await dataSource.OpenConnectionAsync();
await ReportAsync(second);

static NpgsqlDataSource CreateDataSource()
{
    {% filter indent(width=4) %}{% include "dotnet/data-source.cs" %}{% block token %}{% endblock -%}
return builder.Build();
{%- endfilter %}
}

static async Task ReportAsync(NpgsqlConnection connection)
{
    await using NpgsqlCommand command = new("SELECT current_user, version()", connection);
    await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
    await row.ReadAsync();
    Console.WriteLine($"{row.GetString(0)} on {row.GetString(1)}");
}

{% include "dotnet/required.cs" -%}
