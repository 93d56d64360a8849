{% extends "python/base.py" -%}
{% block imports -%}
import certifi
import psycopg
from sqlalchemy import Engine, create_engine, text
{% endblock %}
{%- block constants -%}
QUERY = text("SELECT current_user, version()")

{% endblock %}
{%- block body -%}
def make_engine() -> Engine:
    """Make an engine whose pool signs in with a password."""
    conninfo = setting("{{ env.connection_string }}")

    def connect() -> psycopg.Connection:
        """Open a connection; the pool calls this for each new one."""
        return psycopg.connect(
            conninfo,
            # Service Connector's `require` would not check the server's certificate.
            sslmode="verify-full",
            sslrootcert=certifi.where(),
            connect_timeout=10,
        )

    # The URL says the dialect only: SQLAlchemy cannot read libpq's keywords.
    return create_engine("postgresql+psycopg://", creator=connect)


def main() -> None:
    """Print the role that signed in and the server's version, twice."""
    engine = make_engine()
    with engine.connect() as first:
        print(*first.execute(QUERY).one())
        # The first connection is in use, so the pool opens another one.
        with engine.connect() as second:
            print(*second.execute(QUERY).one())
    engine.dispose()
{%- endblock %}
