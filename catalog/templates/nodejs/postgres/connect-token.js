{% extends "nodejs/postgres/connect.js" -%}
{% block credential_import %}{{ credential.import }}
{% endblock -%}
{% block scope %}
const SCOPE = "{{ cloud.scope }}";
{% endblock -%}
{% block what %}token{% endblock -%}
{% block credential %}
  const credential = {{ credential.new | indent(width=2) }};
{%- endblock -%}
{% block password %}{% include "nodejs/postgres/token.js" -%}{% endblock -%}
