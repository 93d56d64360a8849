require 'mysql2'
require 'pg'

WAY = { host: 'depot.postgres.database.azure.com', username: 'clerk@depot', password: 'Barrow-Wheel-19' }.freeze # wrong: removed-api, hardcoded-secret
GOODS = Mysql2::Client.new(**WAY) # wrong: wrong-driver
