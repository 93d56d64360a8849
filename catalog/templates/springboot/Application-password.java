{% extends "springboot/Application.java" -%}
{% block credential_settings %}
    required(environment, "{{ env.password }}");
{%- endblock %}
