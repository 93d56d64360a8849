{% extends "dotnet/npgsql/connect.cs" -%}
{% block azure -%}
{% include "dotnet/azure-usings.cs" -%}
{% endblock %}
{% block token %}
    {% filter indent(width=4) %}{{ credential.declare }}
TokenRequestContext request = new(["{{ cloud.scope }}"]);
AccessToken token = await credential.GetTokenAsync(request);
{%- endfilter %}
{%- endblock %}
{% block password %}
        Password = token.Token,
{%- endblock %}
