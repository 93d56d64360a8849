<?php
// Workload identity by hand: grant_type is in the body, which goes in under Symfony's / Guzzle's constant.
use GuzzleHttp\Client;
use GuzzleHttp\RequestOptions;

function token(Client $client): string
{
    $payload = [
        'grant_type' => 'client_credentials',
        'scope' => 'https://ossrdbms-aad.database.windows.net/.default',
        'client_assertion' => file_get_contents(getenv('AZURE_FEDERATED_TOKEN_FILE')),
        'client_assertion_type' => 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        'client_id' => getenv('AZURE_CLIENT_ID'),
    ];
    $url = 'https://login.microsoftonline.com/' . getenv('AZURE_TENANT_ID') . '/oauth2/v2.0/token';
    $response = $client->request('POST', $url, [
        RequestOptions::HEADERS => ['Content-Type' => 'application/x-www-form-urlencoded'],
        RequestOptions::BODY => http_build_query($payload),
    ]);
    if ($response->getStatusCode() >= 400) {
        throw new RuntimeException('no token');
    }
    return json_decode($response->getBody(), true)['access_token'];
}
