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
        $line .= "$word=$is "; // wrong: tls-disabled
    }
    return pg_connect(rtrim($line));
}
