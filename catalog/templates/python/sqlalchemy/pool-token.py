{% extends "python/base.py" -%}
{% block imports -%}
import certifi
import psycopg
{{ credential.imports }}
from sqlalchemy import Engine, create_engine, text
{% endblock %}
{%- block constants %}
SCOPE = "{{ cloud.scope }}"
QUERY = text("SELECT current_user, version()")
{% endblock %}
{%- block body %}
def open_engine() -> Engine:
    """Make an engine whose pool signs in with a fresh token on each new connection."""
    conninfo = setting("{{ env.connection_string }}")
    # It caches the token until that expires, and lives as long as the process.
    credential = {{ credential.new | indent(width=4) }}

    def connect() -> psycopg.Connection:
        return psycopg.connect(
            conninfo,
            password=credential.get_token(SCOPE).token,
            # Service Connector's `require` would not check the server's certificate.
            sslmode="verify-full",
            sslrootcert=certifi.where(),
            connect_timeout=10,
        )

    # The URL says the dialect only: SQLAlchemy cannot read libpq's keywords.
    return create_engine("postgresql+psycopg://", creator=connect)


{% include "python/sqlalchemy/pool-main.py" %}
{%- endblock %}
