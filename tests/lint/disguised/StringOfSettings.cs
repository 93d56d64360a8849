using System;
using Azure.Identity;
using Npgsql;

sealed class Counter(Wishes wishes)
{
    public NpgsqlDataSource Open()
    {
        Console.WriteLine("counter at {0}", wishes.CounterConnectionString); // likely: secret-logged
        return NpgsqlDataSource.Create(wishes.CounterConnectionString);
    }
}
