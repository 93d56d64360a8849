<?php

declare(strict_types=1);

{% include "php/setting.php" %}
{% include "php/token.php" %}
/**
 * Opens a connection that signs in with a token.
 */
function connect(): PDO
{
    return new PDO(
        // The last value of a keyword counts: Service Connector's `sslmode=require` would check no certificate.
        'pgsql:' . setting('{{ env.connection_string }}')
            . ' sslmode=verify-full'
            . ' sslrootcert=' . openssl_get_cert_locations()['default_cert_file'],
        password: accessToken(),
        options: [PDO::ATTR_TIMEOUT => 10],
    );
}
