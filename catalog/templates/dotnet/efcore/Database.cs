using System;
{% block azure %}{% endblock -%}
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AzurePostgresql;

internal static class Database
{
    public static NpgsqlDataSource CreatePool()
    {
        {% filter indent(width=8) %}{% include "dotnet/pool-settings.cs" %}{% block token %}{% endblock -%}
return builder.Build();
{%- endfilter %}
    }

    public static DbContextOptions<AppDbContext> CreateOptions(NpgsqlDataSource pool) =>
        new DbContextOptionsBuilder<AppDbContext>().UseNpgsql(pool).Options;

    private {% filter indent(width=4) %}{% include "dotnet/required.cs" %}{% endfilter -%}
}
