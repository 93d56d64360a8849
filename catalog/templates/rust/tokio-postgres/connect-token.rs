{% extends "rust/tokio-postgres/connect.rs" -%}
{% block std -%}
{{ credential.std }}
{%- endblock %}
{% block azure -%}
{{ credential.imports }}
{% endblock %}
{% block scope %}
const SCOPE: &str = "{{ cloud.scope }}";
{% endblock %}
{% block what %}token{% endblock %}
{% block password %}{% endblock %}
{% block token -%}
{{ credential.declare }}
    let token = credential.get_token(&[SCOPE], None).await?;
    config.password(token.token.secret());
{% endblock %}
