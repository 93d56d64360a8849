<?php

use GuzzleHttp\Client;

$tenant = getenv('AZURE_POSTGRESQL_TENANTID');
$client = new Client(['timeout' => 10]);
$answer = $client->post("https://login.microsoftonline.com/$tenant/oauth2/v2.0/token", [
    'form_params' => [
        'grant_type' => 'client_credentials',
        'client_id' => getenv('AZURE_POSTGRESQL_CLIENTID'),
        'client_secret' => getenv('AZURE_POSTGRESQL_CLIENTSECRET'),
        'scope' => 'https://ossrdbms-aad.database.windows.net/.default',
    ],
]);
$token = json_decode((string) $answer->getBody(), true)['access_token'];
$connection = new PDO(
    'pgsql:' . getenv('AZURE_POSTGRESQL_CONNECTIONSTRING') . ';sslmode=verify-full',
    null,
    $token,
);
