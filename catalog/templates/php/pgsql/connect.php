<?php

declare(strict_types=1);

{% include "php/setting.php" %}
{% block token %}{% endblock -%}
/**
 * Opens a connection that signs in with a {% block what %}password{% endblock %}.
 */
function connect(): PgSql\Connection
{
    // The last value of a keyword counts: Service Connector's `sslmode=require` would check no certificate.
    $settings = setting('{{ env.connection_string }}')
        {%- block password %}{% endblock %}
        . ' sslmode=verify-full'
        . ' sslrootcert=' . openssl_get_cert_locations()['default_cert_file']
        . ' connect_timeout=10';
    $connection = @pg_connect($settings);
    if ($connection === false) {
        throw new RuntimeException(error_get_last()['message'] ?? 'The connection failed');
    }

    return $connection;
}
