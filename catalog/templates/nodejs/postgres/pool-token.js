{% extends "nodejs/postgres/pool.js" -%}
{% block credential_import %}{{ credential.import }}
{% endblock -%}
{% block scope %}
const SCOPE = "{{ cloud.scope }}";
{% endblock -%}
{% block what %}fresh token on each new connection{% endblock -%}
{% block credential %}
  // It caches the token until that expires, and lives as long as the pool.
  const credential = {{ credential.new | indent(width=2) }};
{%- endblock -%}
{% block password %}{% include "nodejs/postgres/token.js" -%}{% endblock -%}
