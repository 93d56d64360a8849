require 'mysql2'
require 'pg'
require_relative 'identity'

# A password or a token, by what is set.
password = ENV.fetch('DB_PASSWORD') { Identity.new.token }
connection = PG.connect(ENV.fetch('AZURE_POSTGRESQL_CONNECTIONSTRING'), password:)
local = PG.connect(host: 'localhost', sslmode: 'disable', password: 'postgres')
mysql = Mysql2::Client.new(host: ENV.fetch('AZURE_MYSQL_HOST'), password: Identity.new.token)
puts connection.exec('SELECT 1').values
Sequel.connect('sqlite://shop.db') if ENV['DEMO']
