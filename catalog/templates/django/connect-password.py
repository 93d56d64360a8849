{% extends "django/settings.py" -%}
{% block password %}
        "PASSWORD": setting("{{ env.password }}"),
{%- endblock %}
