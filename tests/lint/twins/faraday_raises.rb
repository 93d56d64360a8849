require 'faraday'
conn = Faraday.new do |f|
  f.response :json
  f.response :raise_error
end
r = conn.get('http://169.254.169.254/metadata/identity/oauth2/token', { 'api-version' => '2018-02-01', 'resource' => 'https://ossrdbms-aad.database.windows.net' }, { 'Metadata' => 'true' })
token = r.body['access_token']
