{% extends "python/base.py" -%}
{% block imports -%}
import certifi
import psycopg
{{ credential.imports }}
{% endblock %}
{%- block constants -%}
SCOPE = "{{ cloud.scope }}"

{% endblock %}
{%- block body -%}
def connect(credential: {{ credential.class }}) -> psycopg.Connection:
    """Open a connection that signs in with a token."""
    return psycopg.connect(
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
    with credential, connect(credential) as connection:
        for row in connection.execute("SELECT current_user, version()"):
            print(*row)
{%- endblock %}
