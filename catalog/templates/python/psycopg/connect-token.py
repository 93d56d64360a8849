{% extends "python/base.py" -%}
{% block imports -%}
import certifi
import psycopg
{{ credential.imports }}
{% endblock %}
{%- block constants %}
SCOPE = "{{ cloud.scope }}"
{% endblock %}
{%- block body %}
def connect() -> psycopg.Connection:
    """Open a connection that signs in with a token."""
    with {{ credential.new | indent(width=4) }} as credential:
        token = credential.get_token(SCOPE)
    return psycopg.connect(
        setting("{{ env.connection_string }}"),
        password=token.token,
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
