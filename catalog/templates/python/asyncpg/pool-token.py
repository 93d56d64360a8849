{% extends "python/asyncpg/base.py" -%}
{% block standard -%}
import asyncio
import os
import re
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
{%- endblock %}
{% block imports -%}
import asyncpg
{{ credential.imports }}
{% endblock %}
{%- block constants %}
SCOPE = "{{ cloud.scope }}"
QUERY = "SELECT current_user, version()"
{% endblock %}
{%- block connect %}
@asynccontextmanager
async def open_pool() -> AsyncGenerator["asyncpg.Pool[asyncpg.Record]", None]:
    """Open a pool that signs in with a fresh token on each new connection."""
    server = parse(setting("{{ env.connection_string }}"))
    # It caches the token until that expires, and lives as long as the pool.
    async with {{ credential.new | indent(width=4) }} as credential:

        async def password() -> str:
            token: str = (await credential.get_token(SCOPE)).token
            return token

        async with asyncpg.create_pool(
            host=server["host"],
            port=int(server["port"]),
            database=server["dbname"],
            user=server["user"],
            password=password,
            ssl=True,  # Unlike `require`, it checks the server's certificate.
            timeout=10,
            min_size=1,
            max_size=10,
        ) as pool:
            yield pool


{% include "python/asyncpg/pool-main.py" %}
{%- endblock %}
