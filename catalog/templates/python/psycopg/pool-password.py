{% extends "python/base.py" -%}
{% block imports -%}
import certifi
from psycopg_pool import ConnectionPool
{% endblock %}
{%- block constants -%}
QUERY = "SELECT current_user, version()"

{% endblock %}
{%- block body -%}
def open_pool() -> ConnectionPool:
    """Open a pool that signs in with a password."""
    pool: ConnectionPool = ConnectionPool(
        setting("{{ env.connection_string }}"),
        kwargs={
            # Service Connector's `require` would not check the server's certificate.
            "sslmode": "verify-full",
            "sslrootcert": certifi.where(),
            "connect_timeout": 10,
        },
        min_size=1,
        max_size=10,
        timeout=15,
        open=False,
    )
    pool.open(wait=True, timeout=15)
    return pool


def main() -> None:
    """Print the role that signed in and the server's version, twice."""
    with open_pool() as pool, pool.connection() as first:
        for row in first.execute(QUERY):
            print(*row)
        # The first connection is in use, so the pool opens another one.
        with pool.connection() as second:
            for row in second.execute(QUERY):
                print(*row)
{%- endblock %}
