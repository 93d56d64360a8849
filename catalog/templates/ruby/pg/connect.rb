# frozen_string_literal: true

{% block requires -%}
require 'openssl'
require 'pg'
{%- endblock %}

{% include "ruby/setting.rb" %}
{% block token %}{% endblock -%}
# Opens a connection that signs in with a {% block what %}password{% endblock %}.
def connect
  PG.connect(
    setting('{{ env.connection_string }}'),
{%- block password %}{% endblock %}
    # Service Connector's `require` would not check the server's certificate.
    sslmode: 'verify-full',
    sslrootcert: OpenSSL::X509::DEFAULT_CERT_FILE,
    connect_timeout: 10
  )
end

connection = connect
puts connection.exec('SELECT current_user, version()').values.join(' ')
connection.close
