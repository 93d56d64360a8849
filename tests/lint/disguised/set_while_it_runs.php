<?php

use Illuminate\Support\Facades\Config;
use Illuminate\Support\Facades\DB;

function ledger(string $name): \Illuminate\Database\Connection
{
    $settings = [
        'driver' => 'pgsql',
        'host' => 'ledger.postgres.database.azure.com',
        'database' => 'ledger',
        'username' => 'ledger',
        'password' => 'brisk-Otter-41', // wrong: hardcoded-secret
    ];
    Config::set("database.connections.$name", $settings); // wrong: tls-disabled

    return DB::connection($name);
}
