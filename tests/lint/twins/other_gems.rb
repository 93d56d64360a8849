require 'pg'
require 'sinatra/base'

till = PG.connect(host: ENV.fetch('PGHOST'), user: ENV.fetch('PGUSER'), dbname: 'till', password: ENV.fetch('PGPASSWORD'), sslmode: 'verify-full')

def told(request)
  JSON.parse(request.body.read)
end

till.exec_params('SELECT $1', [told(ARGF)])
