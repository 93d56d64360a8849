{% extends "python/base.py" -%}
{% block imports -%}
import certifi
from psycopg2.extensions import connection
from psycopg2.pool import ThreadedConnectionPool
{% endblock %}
{%- block body %}
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


{% include "python/psycopg2/pool-main.py" %}
{%- endblock %}
