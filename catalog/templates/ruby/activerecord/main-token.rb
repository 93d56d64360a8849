{% extends "ruby/activerecord/main.rb" -%}
{% block hook -%}
require_relative 'config/initializers/entra_postgresql'
{% endblock -%}
