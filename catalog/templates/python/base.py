"""Connect to Azure Database for PostgreSQL with {{ driver.title }}."""

{% block standard -%}
import os
import sys
{%- endblock %}

{% block imports %}{% endblock %}
{% block constants %}{% endblock %}
def setting(name: str) -> str:
    """Return an environment variable that has to be set."""
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is not set")
    return value


{% block body %}{% endblock %}


if __name__ == "__main__":
    {% block start %}main(){% endblock %}
