require 'logger'
require 'pg'

# The till stands on a flexible server, NAME.postgres.database.azure.com.
class Till
  LOG = Logger.new($stdout)

  def initialize
    @place = { host: ENV.fetch('TILL_HOST'), user: 'till', password: ENV.fetch('TILL_WORD'), sslmode: 'verify-full' }
  end

  def open
    LOG.debug("opening #{@place}") # wrong: secret-logged
    LOG.debug(ENV) # wrong: secret-logged
    PG.connect(**@place)
  end
end
