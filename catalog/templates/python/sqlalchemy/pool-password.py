{% extends "python/base.py" -%}
{% block imports -%}
import certifi
import psycopg
from sqlalchemy import Engine, create_engine, text
{% endblock %}
{%- block constants %}
QUERY = text("SELECT current_user, version()")
{% endblock %}
{%- block body %}
def open_engine() -> Engine:
    """Make an engine whose pool signs in with a password."""
    conninfo = setting("{{ env.connection_string }}")

    def connect() -> psycopg.Connection:
        return psycopg.connect(
            conninfo,
            # Service Connector's `require` would not check the server's certificate.
            sslmode="verify-full",
            sslrootcert=certifi.where(),
            connect_timeout=10,
        )

    # The URL says the dialect only: SQLAlchemy cannot read libpq's keywords.
    return create_engine("postgresql+psycopg://", creator=connect)


{% include "python/sqlalchemy/pool-main.py" %}
{%- endblock %}
