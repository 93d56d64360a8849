require 'pg'
require 'uri'

given = ENV.fetch('AZURE_POSTGRESQL_CONNECTIONSTRING')

host = case given
       when /\Apostgres(ql)?:/ then URI.parse(given).host
       else PG::Connection.conninfo_parse(given).find { |pair| pair[:keyword] == 'host' }[:val]
       end

port = given =~ %r{\Apostgres} ? URI(given).port : 5432

puts host, port
