{% extends "ruby/pg/pool.rb" -%}
{% block requires -%}
require 'connection_pool'
require 'json'
require 'net/http'
require 'openssl'
require 'pg'
{%- endblock -%}
{% block token -%}
# An access token that is renewed shortly before it expires.
class EntraToken
  {% filter indent(width=2) %}{% filter trim %}{% include "ruby/token.rb" %}{% endfilter %}{% endfilter %}
end

{% endblock -%}
{% block what %}fresh token on each new connection{% endblock -%}
{% block credential %}
  token = EntraToken.new
{%- endblock -%}
{% block password %}
      password: token.text,
{%- endblock -%}
