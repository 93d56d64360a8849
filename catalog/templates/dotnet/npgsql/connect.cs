using System;
using System.Threading.Tasks;
{% block azure %}{% endblock -%}
using Npgsql;

await using NpgsqlConnection connection = await ConnectAsync();
await using NpgsqlCommand command = new("SELECT current_user, version()", connection);
await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
await row.ReadAsync();
Console.WriteLine($"{row.GetString(0)} on {row.GetString(1)}");

static async Task<NpgsqlConnection> ConnectAsync()
{
    {%- block token %}{% endblock %}
    NpgsqlConnectionStringBuilder settings = new(Required("{{ env.connection_string }}"))
    {
        {%- block password %}{% endblock %}
        // Service Connector writes Require, which checks no certificate.
        SslMode = SslMode.VerifyFull,
        // Azure has no GSS encryption; by default Npgsql tries it first and repeats a sign-in that fails.
        GssEncryptionMode = GssEncryptionMode.Disable,
        Pooling = false,
    };
    NpgsqlConnection connection = new(settings.ConnectionString);
    await connection.OpenAsync();
    return connection;
}

{% include "dotnet/required.cs" -%}
