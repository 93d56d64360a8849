require 'httparty'

class Ticket
  WHERE = 'http://169.254.169.254/metadata/identity/oauth2/token'

  def initialize(given)
    @about = { where: WHERE, version: '2018-02-01', what: 'https://ossrdbms-aad.database.windows.net' }.merge(given)
  end

  def ask
    said = HTTParty.get(@about[:where], query: { api_version: @about[:version], resource: @about[:what] }, headers: { 'Metadata' => 'true' }) # wrong: identity-request
    raise said.message unless said.success?

    said.parsed_response.values_at('token', 'expires_on')
  end
end
