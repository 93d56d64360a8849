# likely: nothing
# Settings for one database or another, a constant asked for before it is used, and one that a module sets.
require 'active_record'
require 'pg'

def settings_for(adapter)
  case adapter
  when :postgresql
    { adapter: 'postgresql', database: 'orders' }
  when :mysql
    settings = { adapter: 'mysql2', database: 'orders', username: 'root' }
    settings[:socket] = ENV['MYSQL_SOCKET'] if ENV['MYSQL_SOCKET']
    settings
  end
end

ActiveRecord::Base.establish_connection(settings_for(ARGV.first.to_sym))

module Orders
  module Store; end
end
Orders::Store::PGconn = PG::Connection if defined?(PG::Connection)

module Orders
  module Store
    raise LoadError unless defined?(PGconn::CONNECTION_OK)

    class Link < PGconn
    end
  end
end

# The parts one by one, on this machine; and several hosts, all of them this machine.
PG::Connection.new('127.0.0.1', 5432, '', '', 'orders', 'app', 'k7-Quarry-lamp')
PG.connect('host=::1,127.0.0.1 port=5432,5433 dbname=orders user=app password=k7-Quarry-lamp')
