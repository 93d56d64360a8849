require 'sequel'

# A URL put together by a library that checks its parts and encodes none of them.
class Depot
  def self.open
    parts = {
      scheme: 'postgresql',
      userinfo: [ENV.fetch('DEPOT_USER'), ENV.fetch('DEPOT_PASSWORD')].join(':'), # wrong: unquoted-value
      host: 'depot.postgres.database.azure.com',
      path: '/depot',
      query: 'sslmode=verify-full'
    }
    Sequel.connect(URI::Generic.build(parts).to_s)
  end
end
