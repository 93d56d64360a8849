<?php

declare(strict_types=1);

{% include "php/setting.php" %}
/**
 * Opens a connection that signs in with a password.
 */
function connect(): PDO
{
    $settings = setting('{{ env.connection_string }}');
    // PDO makes a blank of each semicolon in a DSN, so the password goes in by itself.
    $password = "/(?<!\S)password=(?|'((?:[^'\\\\]|\\\\.)*)'|((?:[^\s\\\\]|\\\\.)+))/s";
    if (preg_match($password, $settings, $match) !== 1) {
        throw new RuntimeException('{{ env.connection_string }} holds no password');
    }

    return new PDO(
        // The last value of a keyword counts: Service Connector's `sslmode=require` would check no certificate.
        'pgsql:' . str_replace($match[0], '', $settings)
            . ' sslmode=verify-full'
            . ' sslrootcert=' . openssl_get_cert_locations()['default_cert_file'],
        password: stripslashes($match[1]),
        options: [PDO::ATTR_TIMEOUT => 10],
    );
}
