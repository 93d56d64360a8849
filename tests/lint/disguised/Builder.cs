using System;
using System.Text;
using Azure.Identity;
using Npgsql;

var text = new StringBuilder("Host=shop.postgres.database.azure.com;Database=shop;");
text.Append("Username=shop@shop;"); // wrong: removed-api
text.Append("SSL Mode=Prefer;"); // wrong: tls-disabled
text.Append("Password=").Append(Environment.GetEnvironmentVariable("AZURE_POSTGRESQL_PASSWORD")); // wrong: unquoted-value
using var connection = new NpgsqlConnection(text.ToString());
