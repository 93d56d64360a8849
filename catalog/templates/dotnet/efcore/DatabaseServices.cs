using System;
{% block azure %}{% endblock -%}
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AzurePostgresql;

internal static class DatabaseServices
{
    public static IServiceCollection AddDatabase(this IServiceCollection services) =>
        services
            .AddSingleton(_ => CreateDataSource())
            .AddDbContextFactory<AppDbContext>((provider, options) =>
                options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));

    private static NpgsqlDataSource CreateDataSource()
    {
        {% filter indent(width=8) %}{% include "dotnet/data-source.cs" %}{% block token %}{% endblock -%}
return builder.Build();
{%- endfilter %}
    }

    private {% filter indent(width=4) %}{% include "dotnet/required.cs" %}{% endfilter -%}
}
