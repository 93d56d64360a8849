{% extends "python/asyncpg/base.py" -%}
{% block credential_imports -%}
{{ credential.imports }}
{% endblock %}
{%- block constants -%}
SCOPE = "{{ cloud.scope }}"

{% endblock %}
{%- block connect -%}
async def connect(
    credential: {{ credential.class }},
) -> "asyncpg.Connection[asyncpg.Record]":
    """Open a connection that signs in with a token."""
    server = parse(setting("{{ env.connection_string }}"))
    token = await credential.get_token(SCOPE)
    return await asyncpg.connect(
        host=server["host"],
        port=int(server["port"]),
        database=server["dbname"],
        user=server["user"],
        password=token.token,
        ssl=True,  # Unlike `require`, it checks the server's certificate.
        timeout=10,
    )


async def main() -> None:
    """Print the role that signed in and the server's version."""
    # One for the process: it keeps the token until that expires.
    credential = {{ credential.new | indent(width=4) }}
    async with credential:
        connection = await connect(credential)
        try:
            for row in await connection.fetch("SELECT current_user, version()"):
                print(*row)
        finally:
            await connection.close()
{%- endblock %}
