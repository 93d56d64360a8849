<?php
use AzureOss\Identity\{ManagedIdentityCredential as Who, ManagedIdentityCredentialOptions as Options};
use AzureOss\Identity\TokenRequestContext as Ask;

$me = getenv('AZURE_POSTGRESQL_CLIENTID');
$who = new Who(new Options(tenantId: $me)); // wrong: credential-arguments
$ask = fn (string $for) => $who->getToken(new Ask([$for]))->token;
$settings = getenv('AZURE_POSTGRESQL_CONNECTIONSTRING');
$dsn = <<<TEXT
{$settings} sslmode=verify-full password={$ask('https://ossrdbms-aad.database.windows.net/.default')}
TEXT;
$connection = pg_connect($dsn);
