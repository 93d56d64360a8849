{% extends "django/settings.py" -%}
{% block engine %}django.db.backends.postgresql{% endblock %}
{% block password %}
        "PASSWORD": setting("{{ env.password }}"),
{%- endblock %}
