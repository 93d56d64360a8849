require 'json'
require 'net/http'
require 'pg'

tenant = ENV.fetch('AZURE_POSTGRESQL_TENANTID')
answer = Net::HTTP.post_form(
  URI("https://login.microsoftonline.com/#{tenant}/oauth2/v2.0/token"),
  {
    grant_type: 'client_credentials',
    client_id: ENV.fetch('AZURE_POSTGRESQL_CLIENTID'),
    client_secret: ENV.fetch('AZURE_POSTGRESQL_CLIENTSECRET'),
    scope: 'https://ossrdbms-aad.database.windows.net/.default'
  }
)
answer.value
connection = PG.connect(
  "#{ENV.fetch('AZURE_POSTGRESQL_CONNECTIONSTRING')} sslmode=verify-full",
  password: JSON.parse(answer.body).fetch('access_token')
)
