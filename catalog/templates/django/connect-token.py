{% extends "django/settings.py" -%}
{% block imports -%}
{{ credential.imports }}
{% endblock %}
{% block credential %}
# One for the process: it keeps the token until that expires.
ENTRA_CREDENTIAL = {{ credential.new }}
{% endblock %}
{% block engine %}entra_postgresql{% endblock %}
