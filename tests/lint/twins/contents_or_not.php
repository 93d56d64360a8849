<?php
$url = "{$_SERVER['IDENTITY_ENDPOINT']}?api-version=2019-08-01&resource=https://ossrdbms-aad.database.windows.net";
$context = stream_context_create(['http' => ['header' => "X-IDENTITY-HEADER: {$_SERVER['IDENTITY_HEADER']}\r\n"]]);
$answer = file_get_contents($url, false, $context);
if (!$answer) {
    throw new RuntimeException("no token");
}
$token = json_decode($answer)->access_token;
