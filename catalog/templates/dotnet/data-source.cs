NpgsqlDataSourceBuilder builder = new(Required("{{ env.connection_string }}"));
// Service Connector writes Require, which checks no certificate.
builder.ConnectionStringBuilder.SslMode = SslMode.VerifyFull;
// By default Npgsql tries to encrypt by Kerberos before TLS, and repeats a sign-in that fails.
builder.ConnectionStringBuilder.GssEncryptionMode = GssEncryptionMode.Disable;
