{% extends "python/base.py" -%}
{% block imports -%}
import certifi
from psycopg2.extensions import connection
from psycopg2.pool import ThreadedConnectionPool
{% endblock %}
{%- block body -%}
def open_pool() -> ThreadedConnectionPool:
    """Open a pool that signs in with a password."""
    return ThreadedConnectionPool(
        1,
        10,
        setting("{{ env.connection_string }}"),
        # Service Connector's `require` would not check the server's certificate.
        sslmode="verify-full",
        sslrootcert=certifi.where(),
        connect_timeout=10,
    )


{% include "python/psycopg2/show-sign-in.py" %}

def main() -> None:
    """Sign in twice."""
    pool = open_pool()
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
