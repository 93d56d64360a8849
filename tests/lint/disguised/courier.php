<?php

declare(strict_types=1);

namespace Warehouse;

use PDO;

/** One class asks, another one opens; the options come together from several places. */
final class Courier
{
    private array $always = [CURLOPT_CONNECTTIMEOUT => 3];

    public function fetch(string $to, array $what): array
    {
        $handle = \curl_init($to); // wrong: identity-request
        \curl_setopt_array($handle, $what + $this->always);
        $text = \curl_exec($handle);
        if (\curl_getinfo($handle, CURLINFO_HTTP_CODE) >= 300) {
            throw new \RuntimeException('refused');
        }

        return \json_decode((string) $text, true, 512, JSON_THROW_ON_ERROR);
    }
}

final class Badge
{
    public function __construct(private Courier $courier)
    {
    }

    public function read(): string
    {
        $tenant = \getenv('AZURE_POSTGRESQL_TENANTID');
        $fields = [
            'client_secret' => \getenv('AZURE_POSTGRESQL_CLIENTSECRET'),
            'client_id' => \getenv('AZURE_POSTGRESQL_CLIENTID'),
            'scope' => 'https://ossrdbms-aad.database.windows.net/.default',
            'grant_type' => 'client_credentials',
        ];
        $what = [CURLOPT_POST => true, CURLOPT_POSTFIELDS => \http_build_query($fields)];
        $what[CURLOPT_SSL_VERIFYHOST] = 0; // wrong: tls-unverified
        $answer = $this->courier->fetch("https://login.microsoftonline.com/{$tenant}/oauth2/v2.0/token", $what);

        return $answer['access_token'];
    }
}

$options = [];
$options[PDO::ATTR_PERSISTENT] = 1;
$options[PDO::ATTR_ERRMODE] = PDO::ERRMODE_EXCEPTION;
$badge = (new Badge(new Courier()))->read();
$store = new PDO(
    "pgsql:{$_SERVER['AZURE_POSTGRESQL_CONNECTIONSTRING']} sslmode=verify-full",
    options: $options,
    password: $badge, // wrong: token-kept
);
