require 'json'
require 'net/http'
require 'sequel'

def access_token
  query = 'api-version=2019-08-01&resource=https://ossrdbms-aad.database.windows.net'
  answer = Net::HTTP.get_response(
    URI("#{ENV.fetch('IDENTITY_ENDPOINT')}?#{query}"),
    { 'X-IDENTITY-HEADER' => ENV.fetch('IDENTITY_HEADER') }
  )
  raise "no token: #{answer.code}" unless answer.code == '200'

  JSON.parse(answer.body)['access_token']
end

DB = Sequel.connect(
  adapter: 'postgres',
  host: ENV.fetch('AZURE_POSTGRESQL_HOST'),
  database: ENV.fetch('AZURE_POSTGRESQL_DATABASE'),
  user: ENV.fetch('AZURE_POSTGRESQL_USER'),
  sslmode: 'verify-full',
  connect_opts_proc: ->(options) { options[:password] = access_token }
)
