NpgsqlDataSourceBuilder builder = new(Required("{{ env.connection_string }}"));
// Service Connector writes Require, which checks no certificate.
builder.ConnectionStringBuilder.SslMode = SslMode.VerifyFull;
