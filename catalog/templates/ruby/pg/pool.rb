# frozen_string_literal: true

{% block requires -%}
require 'connection_pool'
require 'openssl'
require 'pg'
{%- endblock %}

QUERY = 'SELECT current_user, version()'

{% include "ruby/setting.rb" %}
{% block token %}{% endblock -%}
# Makes a pool that signs in with a {% block what %}password{% endblock %}.
def open_pool
{%- block credential %}{% endblock %}
  ConnectionPool.new(size: 5, timeout: 5) do
    PG.connect(
      setting('{{ env.connection_string }}'),
{%- block password %}{% endblock %}
      # Service Connector's `require` would not check the server's certificate.
      sslmode: 'verify-full',
      sslrootcert: OpenSSL::X509::DEFAULT_CERT_FILE,
      connect_timeout: 10
    )
  end
end

pool = open_pool
pool.with do |first|
  puts first.exec(QUERY).values.join(' ')
  # A connection belongs to its thread while that holds it, so another thread gets another one.
  Thread.new { pool.with { |second| puts second.exec(QUERY).values.join(' ') } }.join
end
pool.shutdown(&:close)
