# frozen_string_literal: true

require 'json'
require 'net/http'
require 'pg'

# Everything in small methods, another name for everything.
module Shop
  AUDIENCE = 'https://ossrdbms-aad.database.windows.net'

  class Doorman
    attr_reader :settings

    def initialize(settings: ENV.fetch('AZURE_POSTGRESQL_CONNECTIONSTRING'))
      @settings = settings
      @mode = 'verify-full'
    end

    def open
      PG::Connection.open(
        [settings, "sslmode=#{@mode}", "password=#{pass}"].join(' ')
      )
    end

    private

    def pass
      answer = ask { |request| request['X-Identity-Header'] = ENV.fetch('IDENTITY_HEADER') }
      JSON.parse(answer.body)['access_token']
    end

    def ask
      address = URI(ENV.fetch('IDENTITY_ENDPOINT') + '?api-version=2019-08-01&resource=' + AUDIENCE)
      request = Net::HTTP::Get.new(address)
      yield request
      Net::HTTP.start(address.host, address.port) { |http| http.request(request) }.tap(&:value)
    end
  end
end

Shop::Doorman.new.open
