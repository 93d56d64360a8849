using System;
using Npgsql;

public static class SaidWithItsWord
{
    public static NpgsqlConnection Open()
    {
        var till = new NpgsqlConnectionStringBuilder("Host=till.postgres.database.azure.com;Username=till;SSL Mode=VerifyFull")
        {
            Password = Environment.GetEnvironmentVariable("TILL_WORD"),
        };
        Console.WriteLine("till: " + till.ConnectionString); // wrong: secret-logged
        return new NpgsqlConnection(till.ConnectionString);
    }
}
