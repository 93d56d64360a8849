{% extends "java/connect.java" -%}
{% block plugin_import -%}
import com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin;
{% endblock %}
{% block scope %}
  private static final String SCOPE = "{{ cloud.scope }}";
{% endblock %}
{% block plugin_settings %}
{% include "java/plugin-settings.java" -%}
{% endblock %}
