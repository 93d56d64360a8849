{% extends "springboot/Application.java" -%}
{% block credential_imports %}{{ credential.imports }}{% endblock %}
{% block credential_settings %}{{ credential.settings | indent(width=4) }}{% endblock %}
{% block credential_bean %}{{ credential.bean | indent(width=2) }}{% endblock %}
