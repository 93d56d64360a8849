{% extends "nodejs/postgres/pool.js" -%}
{% block credential_import %}{{ credential.import }}
{% endblock -%}
{% block scope %}
const SCOPE = "{{ cloud.scope }}";
{% endblock -%}
{% block what %}fresh token for each new connection{% endblock -%}
{% block credential %}
  // It keeps a token as long as that is valid, and lives as long as the pool.
  const credential = {{ credential.new | indent(width=2) }};
{% include "nodejs/postgres/password.js" -%}
{% endblock -%}
{% block password %}{% endblock -%}
{% block timeout %}15, // The request for the token is part of it.{% endblock -%}
