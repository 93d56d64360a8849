<?php

$user = getenv('AZURE_POSTGRESQL_USER');
$word = rawurlencode(getenv('AZURE_POSTGRESQL_PASSWORD'));
$host = getenv('AZURE_POSTGRESQL_HOST');

putenv("DATABASE_URL=postgresql://$user:$word@$host/till?sslmode=verify-full");

require __DIR__ . '/till.php';
