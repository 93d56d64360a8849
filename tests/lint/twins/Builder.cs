using System;
using Npgsql;

var text = new NpgsqlConnectionStringBuilder();
text.Host = "shop.postgres.database.azure.com";
text.Database = "shop";
text["Username"] = "shop";
text.SslMode = SslMode.VerifyFull;
text.Add("Password", Environment.GetEnvironmentVariable("AZURE_POSTGRESQL_PASSWORD"));
using var connection = new NpgsqlConnection(text.ConnectionString);
