{% extends "python/base.py" -%}
{% block standard -%}
import os
import sys
from contextlib import closing
{%- endblock %}
{% block imports -%}
import certifi
import psycopg2
{{ credential.imports }}
{% endblock %}
{%- block constants -%}
SCOPE = "{{ cloud.scope }}"

{% endblock %}
{%- block body -%}
def connect(
    credential: {{ credential.class }},
) -> psycopg2.extensions.connection:
    """Open a connection that signs in with a token."""
    return psycopg2.connect(
        setting("{{ env.connection_string }}"),
        password=credential.get_token(SCOPE).token,
        # Service Connector's `require` would not check the server's certificate.
        sslmode="verify-full",
        sslrootcert=certifi.where(),
        connect_timeout=10,
    )


def main() -> None:
    """Print the role that signed in and the server's version."""
    # One for the process: it keeps the token until that expires.
    credential = {{ credential.new | indent(width=4) }}
    with (
        credential,
        # psycopg2's own `with connection` ends the transaction, not the connection.
        closing(connect(credential)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT current_user, version()")
        for row in cursor:
            print(*row)
{%- endblock %}
