{% extends "python/asyncpg/base.py" -%}
{% block credential_imports -%}
{{ credential.imports }}
{% endblock %}
{%- block constants -%}
SCOPE = "{{ cloud.scope }}"
QUERY = "SELECT current_user, version()"

{% endblock %}
{%- block connect -%}
def make_pool(
    credential: {{ credential.class }},
) -> "asyncpg.Pool[asyncpg.Record]":
    """Make a pool that signs in with a token; `async with` opens it."""
    server = parse(setting("{{ env.connection_string }}"))

    async def password() -> str:
        """Take a token; the pool calls this for each new connection."""
        token: str = (await credential.get_token(SCOPE)).token
        return token

    return asyncpg.create_pool(
        host=server["host"],
        port=int(server["port"]),
        database=server["dbname"],
        user=server["user"],
        password=password,
        ssl=True,  # Unlike `require`, it checks the server's certificate.
        timeout=20,  # It spans the request for the token.
        min_size=1,
        max_size=10,
    )


async def main() -> None:
    """Print the role that signed in and the server's version, twice."""
    # One for the process: it keeps the token until that expires.
    credential = {{ credential.new | indent(width=4) }}
    async with credential, make_pool(credential) as pool, pool.acquire() as first:
        for row in await first.fetch(QUERY):
            print(*row)
        # The first connection is in use, so the pool opens another one.
        async with pool.acquire() as second:
            for row in await second.fetch(QUERY):
                print(*row)
{%- endblock %}
