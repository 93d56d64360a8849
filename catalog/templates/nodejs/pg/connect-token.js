{% extends "nodejs/pg/connect.js" -%}
{% block credential_import %}{{ credential.import }}
{% endblock -%}
{% block scope %}
const SCOPE = "{{ cloud.scope }}";
{% endblock -%}
{% block what %}token{% endblock -%}
{% block credential %}
  const credential = {{ credential.new | indent(width=2) }};
  const { token } = await credential.getToken(SCOPE);
{%- endblock -%}
{% block password %}token{% endblock -%}
