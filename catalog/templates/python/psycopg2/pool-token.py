{% extends "python/base.py" -%}
{% block imports -%}
import certifi
{{ credential.imports }}
from psycopg2.extensions import connection, make_dsn
from psycopg2.pool import ThreadedConnectionPool
{% endblock %}
{%- block constants %}
SCOPE = "{{ cloud.scope }}"
{% endblock %}
{%- block body %}
def open_pool() -> ThreadedConnectionPool:
    """Open a pool that signs in with a fresh token on each new connection."""
    # It caches the token until that expires, and lives as long as the process.
    credential = {{ credential.new | indent(width=4) }}

    def sign_in(dsn: str) -> connection:
        return connection(make_dsn(dsn, password=credential.get_token(SCOPE).token))

    return ThreadedConnectionPool(
        1,
        10,
        setting("{{ env.connection_string }}"),
        connection_factory=sign_in,
        # Service Connector's `require` would not check the server's certificate.
        sslmode="verify-full",
        sslrootcert=certifi.where(),
        connect_timeout=10,
    )


{% include "python/psycopg2/pool-main.py" %}
{%- endblock %}
