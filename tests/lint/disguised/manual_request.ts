import axios from 'axios';
import { drizzle } from 'drizzle-orm/node-postgres';
import { PrismaPg } from '@prisma/adapter-pg';

async function managedIdentityToken(): Promise<string> {
  const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = process.env;
  const response = await axios.get(`${IDENTITY_ENDPOINT}`, {
    params: { resource: 'https://ossrdbms-aad.database.windows.net/.default', 'api-version': '2019-08-01' }, // wrong: default-in-resource
    headers: { 'X-IDENTITY-HEADER': IDENTITY_HEADER },
  });
  return response.data.access_token;
}

async function principalToken() {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: process.env.AZURE_POSTGRESQL_CLIENTID!,
    client_secret: process.env.AZURE_POSTGRESQL_CLIENTSECRET!,
  });
  form.append('resource', 'https://ossrdbms-aad.database.windows.net'); // wrong: identity-request
  const url = `https://login.microsoftonline.com/${process.env.AZURE_POSTGRESQL_TENANTID}/oauth2/v2.0/token`;
  const { data } = await axios.post(url, form);
  return data.access_token as string;
}

const host = process.env.AZURE_POSTGRESQL_HOST;
const user = process.env.AZURE_POSTGRESQL_USER;
const kept = await principalToken();

export const db = drizzle({ connection: { host, user, ssl: true, password: kept } }); // wrong: token-kept
export const adapter = new PrismaPg({ host, user, ssl: { rejectUnauthorized: !true && false }, password: managedIdentityToken }); // wrong: tls-unverified
