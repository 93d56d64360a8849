{% extends "nodejs/sequelize/pool.js" -%}
{% block credential_import %}{{ credential.import }}
{% endblock -%}
{% block scope %}
const SCOPE = "{{ cloud.scope }}";
{%- endblock -%}
{% block what %}fresh token for each new connection{% endblock -%}
{% block credential %}
  // It keeps a token as long as that is valid, and lives as long as the pool.
  const credential = {{ credential.new | indent(width=2) }};
{%- endblock -%}
{% block password %}{% endblock -%}
{% block hook %}
    hooks: {
      beforeConnect: async (config) => {
        config.password = (await credential.getToken(SCOPE)).token;
      },
    },
{%- endblock -%}
