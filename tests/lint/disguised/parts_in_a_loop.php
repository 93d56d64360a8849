<?php

function dial(): PgSql\Connection|false
{
    $wanted = [
        'host' => 'till.postgres.database.azure.com',
        'dbname' => 'till',
        'user' => 'clerk',
        'password' => getenv('TILL_PW'),
    ];
    $line = '';
    foreach ($wanted as $word => $is) {
        $line .= "$word=$is "; // wrong: unquoted-value
    }
    return pg_connect(rtrim($line)); // wrong: tls-disabled
}
