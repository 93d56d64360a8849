{% extends "django/settings.py" -%}
{% block imports -%}
{{ credential.imports }}
{% endblock %}
{% block engine %}entra_postgresql{% endblock %}
{% block credential %}
            # One credential for the process: it caches the token until that expires.
            "credential": {{ credential.new | indent(width=12) }},
{%- endblock %}
