{% extends "python/asyncpg/base.py" -%}
{% block connect -%}
async def connect() -> "asyncpg.Connection[asyncpg.Record]":
    """Open a connection that signs in with a password."""
    server = parse(setting("{{ env.connection_string }}"))
    return await asyncpg.connect(
        host=server["host"],
        port=int(server["port"]),
        database=server["dbname"],
        user=server["user"],
        password=server["password"],
        ssl=True,  # Unlike `require`, it checks the server's certificate.
        timeout=10,
    )


async def main() -> None:
    """Print the role that signed in and the server's version."""
    connection = await connect()
    try:
        for row in await connection.fetch("SELECT current_user, version()"):
            print(*row)
    finally:
        await connection.close()
{%- endblock %}
