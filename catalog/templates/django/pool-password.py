{% extends "django/connect-password.py" -%}
{% block pool %}
            "pool": {"min_size": 0, "max_size": 10, "timeout": 15},
{%- endblock %}
