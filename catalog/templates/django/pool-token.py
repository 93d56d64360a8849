{% extends "django/settings.py" -%}
{% block imports -%}
{{ credential.imports }}
{% endblock %}
{% block psycopg_imports %}
from psycopg.conninfo import make_conninfo
{%- endblock %}
{% block constants %}

SCOPE = "{{ cloud.scope }}"
{%- endblock %}
{% block credential %}
# One for the process: it keeps the token until that expires.
credential = {{ credential.new }}


def sign_in() -> str:
    """Take a token; the pool calls this for each new connection."""
    return make_conninfo(password=credential.get_token(SCOPE).token)

{% endblock %}
{% block pool %}
            # Without PASSWORD: it would win over the token.
            "pool": {"conninfo": sign_in, "min_size": 0, "max_size": 10, "timeout": 15},
{%- endblock %}
