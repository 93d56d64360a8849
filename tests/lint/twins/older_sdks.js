const older = require('@azure/ms-rest-nodeauth');
const msal = require('@azure/msal-node');
const { Pool } = require('pg');

const badge = older.loginWithAppServiceMSI({ resource: 'https://ossrdbms-aad.database.windows.net' });
const app = new msal.ConfidentialClientApplication({ auth: { clientId: process.env.CLERK_ID, clientSecret: process.env.CLERK_SECRET } });
const one = { host: process.env.TILL_HOST, user: 'till', ssl: true };

async function word() {
  const holder = await badge;
  return (await holder.getToken()).accessToken;
}

async function other() {
  const answer = await app.acquireTokenByClientCredential({ scopes: ['https://ossrdbms-aad.database.windows.net/.default'] });
  console.log('until', answer.expiresOn);
  return answer.accessToken;
}

module.exports = { till: new Pool({ ...one, password: word }), second: new Pool({ ...one, password: other }) };
