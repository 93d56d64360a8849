def initialize
  @lock = Mutex.new
  @renew_at = 0
end

def text
  @lock.synchronize do
    renew if Time.now.to_i >= @renew_at
    @text
  end
end

private

def renew
  answer = request_token
  @renew_at = {{ credential.expires_at }} - 300
  @text = answer.fetch('access_token')
end

{% include "ruby/request.rb" %}
