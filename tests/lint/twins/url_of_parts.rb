require 'sequel'

# A URL put together by a library, of a password that is encoded for it.
class Depot
  def self.open
    password = URI.encode_uri_component(ENV.fetch('DEPOT_PASSWORD'))
    url = URI::Generic.build(
      scheme: 'postgresql',
      userinfo: "#{ENV.fetch('DEPOT_USER')}:#{password}",
      host: 'depot.postgres.database.azure.com',
      path: '/depot',
      query: 'sslmode=verify-full'
    )
    Sequel.connect(url.to_s)
  end
end
