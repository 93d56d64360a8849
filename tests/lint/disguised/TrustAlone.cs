using Npgsql;

sealed class Gym
{
    // Who trusts any certificate still gets no TLS where a server offers none.
    public NpgsqlConnection Enter() => new(string.Join(';', // wrong: tls-disabled
        "Host=gym.postgres.database.azure.com", "Username=gym", "Database=gym",
        "Passfile=/run/gym/pgpass",
        "TrustServerCertificate=true")); // likely: tls-unverified
}
