{% extends "python/base.py" -%}
{% block standard -%}
import os
import sys
from typing import Any
{%- endblock %}
{% block imports -%}
import certifi
{{ credential.imports }}
from psycopg_pool import ConnectionPool
{% endblock %}
{%- block constants %}
SCOPE = "{{ cloud.scope }}"
QUERY = "SELECT current_user, version()"
{% endblock %}
{%- block body %}
def open_pool() -> ConnectionPool:
    """Open a pool that signs in with a fresh token on each new connection."""
    # It caches the token until that expires, and lives as long as the process.
    credential = {{ credential.new | indent(width=4) }}

    def options() -> dict[str, Any]:
        return {
            "password": credential.get_token(SCOPE).token,
            # Service Connector's `require` would not check the server's certificate.
            "sslmode": "verify-full",
            "sslrootcert": certifi.where(),
            "connect_timeout": 10,
        }

    options()  # If no token is to be had, say why: the pool would only time out.
    pool: ConnectionPool = ConnectionPool(
        setting("{{ env.connection_string }}"),
        kwargs=options,
        min_size=1,
        max_size=10,
        timeout=15,
        open=False,
    )
    pool.open(wait=True, timeout=15)
    return pool


if __name__ == "__main__":
    with open_pool() as pool, pool.connection() as first:
        for row in first.execute(QUERY):
            print(*row)
        # The first connection is in use, so the pool opens another one.
        with pool.connection() as second:
            for row in second.execute(QUERY):
                print(*row)
{%- endblock %}
