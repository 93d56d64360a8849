require 'pg'
require 'dotenv/load'
require 'net/http'
require 'json'

uri = URI('https://login.microsoftonline.com/' + ENV['AZURE_POSTGRESQL_TENANTID'] + '/oauth2/v2.0/token')
params = {
    :grant_type => 'client_credentials',
    :client_id: => ENV['AZURE_POSTGRESQL_CLIENTID'], # wrong: broken-call
    :client_secret => ENV['AZURE_POSTGRESQL_CLIENTSECRET'],
    :scope => 'https://ossrdbms-aad.database.windows.net/.default'
}
req = Net::HTTP::POST.new(uri) # wrong: broken-call
req.set_form_data(params)
req['Content-Type'] = 'application/x-www-form-urlencoded'
res = Net::HTTP.start(uri.hostname, uri.port, :use_ssl => true) do |http|
  http.request(req)

parsed = JSON.parse(res.body)
access_token = parsed["access_token"]

# Use the token and the connection string from the environment variables added by Service Connector to establish the connection.
conn = PG::Connection.new(
    connection_string: ENV['AZURE_POSTGRESQL_CONNECTIONSTRING'] + " password="  + access_token, # wrong: unknown-keyword
)
