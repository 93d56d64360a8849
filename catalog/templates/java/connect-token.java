{% extends "java/connect.java" -%}
{% block imports -%}
import com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin;
{% endblock %}
{% block scope %}  private static final String SCOPE = "{{ cloud.scope }}";

{% endblock %}
{% block plugin %}{% include "java/plugin-settings.java" %}{% endblock %}
