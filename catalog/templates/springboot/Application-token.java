{% extends "springboot/Application.java" -%}
{% block credential_imports %}{{ credential.imports }}{% endblock %}
{% block credential_settings %}{{ credential.settings }}{% endblock %}
{% block credential_bean %}{{ credential.bean }}{% endblock %}
