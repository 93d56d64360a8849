{% extends "php/pgsql/connect.php" -%}
{% block token -%}
{% include "php/token.php" %}
{% endblock -%}
{% block what %}token{% endblock -%}
{% block password %}
        . ' password=' . accessToken()
{%- endblock -%}
