<?php

declare(strict_types=1);

namespace App\Storage;

use PDO;
use RuntimeException;

/** A connection whose parts come from several methods, and a token for another service. */
final class Database
{
    private const AUDIENCE = 'https://ossrdbms-aad.database.windows.net';

    private ?string $issued = null;

    public function __construct(private readonly string $prefix = 'AZURE_POSTGRESQL_')
    {
    }

    public function open(): PDO
    {
        $options = ['sslmode' => 'verify-full', 'connect_timeout' => '10'];
        $pieces = [];
        $pieces[] = self::read($this->prefix . 'CONNECTIONSTRING');
        $pieces[] = "sslmode={$options['sslmode']}";

        return new PDO('pgsql:' . implode(' ', $pieces), null, $this->issued ??= $this->ask());
    }

    private static function read(string $name): string
    {
        return getenv($name) ?: throw new RuntimeException("$name is missing");
    }

    private function ask(): string
    {
        $query = http_build_query(['resource' => self::AUDIENCE, 'api-version' => '2019-08-01']);
        $handle = curl_init(self::read('IDENTITY_ENDPOINT') . '?' . $query);
        curl_setopt($handle, CURLOPT_HTTPHEADER, ['x-identity-header: ' . self::read('IDENTITY_HEADER')]);
        curl_setopt($handle, CURLOPT_RETURNTRANSFER, 1);
        $answer = curl_exec($handle);
        if (curl_getinfo($handle, CURLINFO_HTTP_CODE) >= 400) {
            throw new RuntimeException('no token');
        }

        return json_decode($answer, flags: JSON_THROW_ON_ERROR)->access_token;
    }
}
