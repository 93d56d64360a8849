<?php

// likely: nothing
$pdo = new PDO('pgsql:host=till.postgres.database.azure.com;dbname=till;sslmode=verify-full;sslrootcert=system', 'till', getenv('TILL_PW'), [
    PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
    PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC,
]);
