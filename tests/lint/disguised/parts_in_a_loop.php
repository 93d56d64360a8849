<?php

function dial(): PgSql\Connection|false
{
    $wanted = [
        'host' => 'till.postgres.database.azure.com',
        'dbname' => 'till',
        'user' => 'clerk',
        'password' => getenv('TILL_PW'), // wrong: unquoted-value
    ];
    $line = '';
    foreach ($wanted as $word => $is) {
        $line .= "$word=$is ";
    }
    return pg_connect(rtrim($line)); // wrong: tls-disabled
}
