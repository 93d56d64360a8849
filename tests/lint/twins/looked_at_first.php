<?php

$given = getenv('AZURE_POSTGRESQL_CONNECTIONSTRING');

if (preg_match('#^postgres(ql)?://#', $given)) {
    $host = parse_url($given)['host'];
} else {
    $host = preg_match('/host=(\S+)/', $given, $found) ? $found[1] : null;
}

$second = str_contains($given, '://') ? parse_url($given, PHP_URL_PORT) : 5432;
