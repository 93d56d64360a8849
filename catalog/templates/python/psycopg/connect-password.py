{% extends "python/base.py" -%}
{% block imports -%}
import certifi
import psycopg
{% endblock %}
{%- block body %}
def connect() -> psycopg.Connection:
    """Open a connection that signs in with a password."""
    return psycopg.connect(
        setting("{{ env.connection_string }}"),
        # Service Connector's `require` would not check the server's certificate.
        sslmode="verify-full",
        sslrootcert=certifi.where(),
        connect_timeout=10,
    )


if __name__ == "__main__":
    with connect() as connection:
        for row in connection.execute("SELECT current_user, version()"):
            print(*row)
{%- endblock %}
