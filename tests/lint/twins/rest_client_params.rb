require 'rest-client'
require 'json'
r = RestClient.get(ENV['IDENTITY_ENDPOINT'], { params: { 'api-version' => '2019-08-01', 'resource' => 'https://ossrdbms-aad.database.windows.net' }, 'X-IDENTITY-HEADER' => ENV['IDENTITY_HEADER'] })
token = JSON.parse(r.body)['access_token']
