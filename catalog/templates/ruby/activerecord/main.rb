# frozen_string_literal: true

require 'active_record'
require 'erb'
require 'yaml'
{% block hook %}{% endblock %}
QUERY = 'SELECT current_user, version()'

# Makes Active Record's pool, as Rails does from the same file.
def open_pool
  settings = File.read(File.join(__dir__, 'config/database.yml'))
  ActiveRecord::Base.configurations = YAML.safe_load(ERB.new(settings).result)
  ActiveRecord::Base.establish_connection(:production)
  ActiveRecord::Base.connection_pool
end

pool = open_pool
pool.with_connection do |first|
  puts first.select_rows(QUERY).join(' ')
  # A connection belongs to its thread while that holds it, so another thread gets another one.
  Thread.new { pool.with_connection { |second| puts second.select_rows(QUERY).join(' ') } }.join
end
pool.disconnect!
