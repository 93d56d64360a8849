async function token() {
  const url = new URL(process.env.IDENTITY_ENDPOINT);
  url.searchParams.append('api-version', '2019-08-01');
  url.searchParams.append('resource', 'https://ossrdbms-aad.database.windows.net');
  const response = await fetch(url.toString(), { headers: { 'X-IDENTITY-HEADER': process.env.IDENTITY_HEADER } });
  if (!response.ok) throw new Error('no token');
  return (await response.json()).access_token;
}
