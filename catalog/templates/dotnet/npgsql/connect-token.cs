{% extends "dotnet/npgsql/connect.cs" -%}
{% block azure -%}
{% include "dotnet/azure-usings.cs" -%}
{% endblock %}
{% block token %}
    {% filter indent(width=4) %}{% include "dotnet/credential.cs" -%}
AccessToken token = await credential.GetTokenAsync(request);
{%- endfilter %}
{%- endblock %}
{% block password %}
        Password = token.Token,
{%- endblock %}
