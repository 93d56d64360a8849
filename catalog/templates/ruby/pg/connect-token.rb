{% extends "ruby/pg/connect.rb" -%}
{% block requires -%}
require 'json'
require 'net/http'
require 'openssl'
require 'pg'
{%- endblock -%}
{% block token -%}
{% include "ruby/request.rb" %}
{% endblock -%}
{% block what %}token{% endblock -%}
{% block password %}
    password: request_token.fetch('access_token'),
{%- endblock -%}
