<?php

$query = 'api-version=2019-08-01&resource=https://ossrdbms-aad.database.windows.net';
$options = ['http' => ['header' => 'X-IDENTITY-HEADER: ' . getenv('IDENTITY_HEADER') . "\r\n"]];
$answer = file_get_contents(getenv('IDENTITY_ENDPOINT') . "?$query", false, stream_context_create($options));
if ($answer === false) {
    throw new RuntimeException("no token: $http_response_header[0]");
}
$token = json_decode($answer)->access_token;
$connection = pg_connect(getenv('AZURE_POSTGRESQL_CONNECTIONSTRING') . " sslmode=verify-full password=$token");
