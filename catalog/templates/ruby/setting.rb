# Returns an environment variable that has to be set.
def setting(name)
  value = ENV.fetch(name, '')
  raise "#{name} is not set" if value.empty?

  value
end
