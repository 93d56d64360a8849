# Asks for a token {{ credential.of }}.
def request_token
  {{ credential.request | indent(width=2) }}
end

def answer_to(uri, request, proxy: :ENV)
  options = { use_ssl: uri.scheme == 'https', open_timeout: 5, read_timeout: 10, max_retries: 0 }
  response = Net::HTTP.start(uri.hostname, uri.port, proxy, options) { |http| http.request(request) }
  return JSON.parse(response.body) if response.is_a?(Net::HTTPOK)

  # The body says why.
  raise "The request for a token failed: HTTP status #{response.code}, #{response.body}"
end
