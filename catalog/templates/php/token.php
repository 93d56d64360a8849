/**
 * Sends a request for a token and returns the token.
 *
 * @param array<int, mixed> $options
 */
function requestToken(string $url, array $options): string
{
    $curl = curl_init();
    curl_setopt_array($curl, $options + [
        CURLOPT_URL => $url,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_CONNECTTIMEOUT => 5,
        CURLOPT_TIMEOUT => 10,
    ]);
    $body = curl_exec($curl);
    if (!is_string($body)) {
        throw new RuntimeException('The request for a token failed: ' . curl_error($curl));
    }
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status !== 200) {
        // The body holds the reason.
        throw new RuntimeException("The request for a token failed: HTTP status $status, $body");
    }
    $answer = json_decode($body, true);
    $token = is_array($answer) ? $answer['access_token'] ?? null : null;
    if (!is_string($token)) {
        throw new RuntimeException('The answer to the request for a token holds no token');
    }

    return $token;
}

/**
 * Asks for a token {{ credential.of }}.
 */
function accessToken(): string
{
    {{ credential.request | indent(width=4) }}
}
