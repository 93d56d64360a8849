{% extends "python/base.py" -%}
{% block standard -%}
import os
import sys
from contextlib import closing
{%- endblock %}
{% block imports -%}
import certifi
import psycopg2
{% endblock %}
{%- block body -%}
def connect() -> psycopg2.extensions.connection:
    """Open a connection that signs in with a password."""
    return psycopg2.connect(
        setting("{{ env.connection_string }}"),
        # Service Connector's `require` would not check the server's certificate.
        sslmode="verify-full",
        sslrootcert=certifi.where(),
        connect_timeout=10,
    )


def main() -> None:
    """Print the role that signed in and the server's version."""
    # psycopg2's own `with connection` ends the transaction, not the connection.
    with closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT current_user, version()")
        for row in cursor:
            print(*row)
{%- endblock %}
