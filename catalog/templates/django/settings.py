"""Django settings that connect to Azure Database for PostgreSQL."""

import os

import certifi
{% block imports %}{% endblock -%}
from django.core.exceptions import ImproperlyConfigured
{%- block psycopg_imports %}{% endblock %}
{%- block constants %}{% endblock %}


def setting(name: str) -> str:
    """Return an environment variable that has to be set."""
    value = os.environ.get(name)
    if not value:
        message = f"{name} is not set"
        raise ImproperlyConfigured(message)
    return value

{% block credential %}{% endblock %}
DATABASES = {
    "default": {
        "ENGINE": "{% block engine %}django.db.backends.postgresql{% endblock %}",
        "NAME": setting("{{ env.database }}"),
        "HOST": setting("{{ env.host }}"),
        "PORT": "{{ port }}",
        "USER": setting("{{ env.user }}"),
{%- block password %}{% endblock %}
        "OPTIONS": {
            "sslmode": "verify-full",  # `require` would not check the certificate.
            "sslrootcert": certifi.where(),
            "connect_timeout": 10,
{%- block pool %}{% endblock %}
        },
    },
}
