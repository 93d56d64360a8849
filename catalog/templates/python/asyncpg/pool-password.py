{% extends "python/asyncpg/base.py" -%}
{% block constants -%}
QUERY = "SELECT current_user, version()"

{% endblock %}
{%- block connect -%}
def make_pool() -> "asyncpg.Pool[asyncpg.Record]":
    """Make a pool that signs in with a password; `async with` opens it."""
    server = parse(setting("{{ env.connection_string }}"))
    return asyncpg.create_pool(
        host=server["host"],
        port=int(server["port"]),
        database=server["dbname"],
        user=server["user"],
        password=server["password"],
        ssl=True,  # Unlike `require`, it checks the server's certificate.
        timeout=10,
        min_size=1,
        max_size=10,
    )


async def main() -> None:
    """Print the role that signed in and the server's version, twice."""
    async with make_pool() as pool, pool.acquire() as first:
        for row in await first.fetch(QUERY):
            print(*row)
        # The first connection is in use, so the pool opens another one.
        async with pool.acquire() as second:
            for row in await second.fetch(QUERY):
                print(*row)
{%- endblock %}
