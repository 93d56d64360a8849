NpgsqlDataSourceBuilder builder = new(Required("{{ env.connection_string }}"));
// Service Connector writes Require, which checks no certificate.
builder.ConnectionStringBuilder.SslMode = SslMode.VerifyFull;
// Azure has no GSS encryption; by default Npgsql tries it first and repeats a sign-in that fails.
builder.ConnectionStringBuilder.GssEncryptionMode = GssEncryptionMode.Disable;
