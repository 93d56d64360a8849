<?php
require __DIR__ . '/vendor/autoload.php';

use AzureOss\Identity\{DefaultAzureCredential, TokenRequestContext};

$credential = new DefaultAzureCredential();
// MySQL takes a token of the same scope.
$token = $credential->getToken(new TokenRequestContext(['https://ossrdbms-aad.database.windows.net/.default']));
$mysql = new PDO('mysql:host=' . getenv('AZURE_MYSQL_HOST'), 'web', $token->token);
$local = new PDO('pgsql:host=127.0.0.1;dbname=shop', 'web', 'web');
$vault = $credential->getToken(new TokenRequestContext(['https://vault.azure.net/.default']));
$db = getenv('APP_ENV') === 'local' ? pg_connect('host=localhost sslmode=disable') : pg_connect(getenv('DATABASE_URL'));
