{% extends "python/asyncpg/base.py" -%}
{% block imports -%}
import asyncpg
{% endblock %}
{%- block constants %}
QUERY = "SELECT current_user, version()"
{% endblock %}
{%- block connect %}
def open_pool() -> "asyncpg.Pool[asyncpg.Record]":
    """Make a pool that signs in with a password; `async with` opens it."""
    server = parse(setting("{{ env.connection_string }}"))
    return asyncpg.create_pool(
        host=server["host"],
        port=int(server["port"]),
        database=server["dbname"],
        user=server["user"],
        password=server.get("password"),
        ssl=True,  # Unlike `require`, it checks the server's certificate.
        timeout=10,
        min_size=1,
        max_size=10,
    )


{% include "python/asyncpg/pool-main.py" %}
{%- endblock %}
