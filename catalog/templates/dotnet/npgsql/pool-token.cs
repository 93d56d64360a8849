{% extends "dotnet/npgsql/pool.cs" -%}
{% block azure -%}
{% include "dotnet/azure-usings.cs" -%}
{% endblock %}
{% block token -%}
{% include "dotnet/token-hook.cs" -%}
{% endblock %}
