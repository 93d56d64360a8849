# Before anything of the application is loaded.
user, word, host = ENV.values_at('AZURE_POSTGRESQL_USER', 'X', 'AZURE_POSTGRESQL_HOST')
word = ENV.fetch('AZURE_POSTGRESQL_PASSWORD')

ENV['DATABASE_URL'] ||= "postgres://#{user}:#{word}@#{host}/till?sslmode=verify-full" # wrong: unquoted-value

exec 'bin/till'
