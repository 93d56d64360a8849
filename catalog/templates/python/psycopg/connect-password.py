{% extends "python/base.py" -%}
{% block imports -%}
import certifi
import psycopg
{% endblock %}
{%- block body -%}
def connect() -> psycopg.Connection:
    """Open a connection that signs in with a password."""
    return psycopg.connect(
        setting("{{ env.connection_string }}"),
        # Service Connector's `require` would not check the server's certificate.
        sslmode="verify-full",
        sslrootcert=certifi.where(),
        connect_timeout=10,
    )


def main() -> None:
    """Print the role that signed in and the server's version."""
    with connect() as connection:
        for row in connection.execute("SELECT current_user, version()"):
            print(*row)
{%- endblock %}
