<?php
$till = [
    'host' => 'till.postgres.database.azure.com',
    'word' => "brisk$Otter41", // wrong: hardcoded-secret
];
$at = "pgsql:host={$till['host']};dbname=till;sslmode=verify-full;sslrootcert=system";
$db = new PDO($at, 'till', $till['word']);
