<?php

function dial(): PgSql\Connection|false
{
    $wanted = [
        'host' => 'till.postgres.database.azure.com',
        'dbname' => 'till',
        'user' => 'clerk',
        'password' => getenv('TILL_PW'),
        'sslmode' => 'verify-full',
        'sslrootcert' => 'system',
    ];
    $line = '';
    foreach ($wanted as $word => $is) {
        $line .= $word . "='" . addcslashes($is, "'\\") . "' ";
    }
    return pg_connect(rtrim($line));
}
