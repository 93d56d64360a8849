{% extends "nodejs/pg/connect.js" -%}
{% block credential_import %}{{ credential.import }}
{% endblock -%}
{% block scope %}
const SCOPE = "{{ cloud.scope }}";
{% endblock -%}
{% block what %}token{% endblock -%}
{% block credential %}
// One for the whole process: it keeps a token as long as that is valid.
const credential = {{ credential.new }};
{% endblock -%}
{% block token %}
  const { token } = await credential.getToken(SCOPE);
{%- endblock -%}
{% block password %}token{% endblock -%}
