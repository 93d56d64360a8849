require 'pg'
require 'dotenv/load'

begin
    conn = PG::Connection.new(
        connection_string: ENV['AZURE_POSTGRESQL_CONNECTIONSTRING'], # wrong: unknown-keyword
    )
rescue PG::Error => e
    puts e.message

ensure
    connection.close if connection # wrong: undefined-secret
end
