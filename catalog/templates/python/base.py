"""Connect to Azure Database for PostgreSQL with {{ driver.title }}."""

import os
import sys

{% block imports %}{% endblock %}


def setting(name: str) -> str:
    """Return an environment variable that has to be set."""
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is not set")
    return value

{% block connect %}{% endblock %}
