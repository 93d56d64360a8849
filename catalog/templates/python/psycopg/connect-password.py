{% extends "python/base.py" -%}
{% block imports -%}
import certifi
import psycopg
{%- endblock %}
{% block connect %}

def connect() -> psycopg.Connection:
    """Open a connection that signs in with a password."""
    return psycopg.connect(
        setting("{{ env.connection_string }}"),
        # `require`, as Service Connector writes it, would not check the server's certificate.
        sslmode="verify-full",
        sslrootcert=certifi.where(),
    )


if __name__ == "__main__":
    with connect() as connection:
        print(*connection.execute("SELECT current_user, version()").fetchone())
{%- endblock %}
