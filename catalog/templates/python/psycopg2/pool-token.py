{% extends "python/base.py" -%}
{% block imports -%}
import certifi
{{ credential.imports }}
from psycopg2.extensions import connection, make_dsn
from psycopg2.pool import ThreadedConnectionPool
{% endblock %}
{%- block constants -%}
SCOPE = "{{ cloud.scope }}"

{% endblock %}
{%- block body -%}
def open_pool(credential: {{ credential.class }}) -> ThreadedConnectionPool:
    """Open a pool that signs in with a token."""

    def sign_in(dsn: str) -> connection:
        """Open a connection; the pool calls this for each new one."""
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


{% include "python/psycopg2/show-sign-in.py" %}

def main() -> None:
    """Sign in twice."""
    # One for the process: it keeps the token until that expires.
    credential = {{ credential.new | indent(width=4) }}
    with credential:
        pool = open_pool(credential)
        try:
            first = pool.getconn()
            show_sign_in(first)
            # The first connection is in use, so the pool opens another one.
            second = pool.getconn()
            show_sign_in(second)
            pool.putconn(second)
            pool.putconn(first)
        finally:
            pool.closeall()
{%- endblock %}
