{% extends "springboot/Application.java" -%}
{% block credential_settings %}    require(environment, "{{ env.password }}");
{% endblock %}
