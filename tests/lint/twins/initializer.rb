require 'azure/identity'

ActiveSupport.on_load(:active_record) do
  ActiveRecord::Base.establish_connection(
    adapter: 'postgresql',
    host: ENV.fetch('AZURE_POSTGRESQL_HOST'),
    username: ENV.fetch('AZURE_POSTGRESQL_USERNAME'),
    database: ENV.fetch('AZURE_POSTGRESQL_DATABASE'),
    password: ENV.fetch('AZURE_POSTGRESQL_PASSWORD'),
    sslmode: 'verify-full',
    sslrootcert: 'system'
  )
end
