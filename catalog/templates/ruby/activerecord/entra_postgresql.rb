# frozen_string_literal: true

require 'active_record'
require 'active_record/connection_adapters/postgresql_adapter'
require 'json'
require 'net/http'

# An access token that is renewed shortly before it expires.
class EntraToken
  {% filter indent(width=2) %}{% filter trim %}{% include "ruby/token.rb" -%}
{% include "ruby/setting.rb" %}{% endfilter %}{% endfilter %}
end

# Signs in with a fresh token on each new connection to Azure.
module EntraSignIn
  TOKEN = EntraToken.new

  def new_client(conn_params)
    return super unless conn_params[:host].to_s.end_with?('{{ cloud.host_suffix }}')

    super(conn_params.merge(password: TOKEN.text))
  end
end

ActiveRecord::ConnectionAdapters::PostgreSQLAdapter.singleton_class.prepend(EntraSignIn)
