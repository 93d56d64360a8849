<?php
$client = new \GuzzleHttp\Client();
$url = 'https://login.microsoftonline.com/' . getenv('T') . '/oauth2/v2.0/token';
$r = $client->post($url, ['body' => http_build_query(['grant_type' => 'client_credentials', 'scope' => 'https://ossrdbms-aad.database.windows.net/.default', 'client_id' => getenv('A'), 'client_secret' => getenv('B')]), 'headers' => ['Content-Type' => 'application/x-www-form-urlencoded']]);
$t = json_decode((string) $r->getBody(), true)['access_token'];
