const older = require('@azure/ms-rest-nodeauth');
const msal = require('@azure/msal-node');
const Sequelize = require('sequelize');
const { Pool } = require('pg');
const stages = require('../stages');

const depot = (async () => {
  const stage = stages.of(process.env.STAGE);
  if (stage.rented) {
    const holder = await older.loginWithVmMSI({ resource: 'https://ossrdbms-aad.database.windows.net' });
    const pass = await holder.getToken();
    console.log('pass', pass); // wrong: secret-logged
    stage.password = pass.accessToken;
  }
  return new Sequelize(stage.database, stage.user, stage.password, stage); // wrong: token-kept
})();

const app = new msal.ConfidentialClientApplication({ auth: { clientId: process.env.CLERK_ID, clientSecret: process.env.CLERK_SECRET } });

async function till() {
  const answer = await app.acquireTokenByClientCredential({ scopes: ['https://database.windows.net/.default'] }); // wrong: wrong-scope
  return new Pool({ host: process.env.TILL_HOST, user: 'till', password: answer.accessToken, ssl: true }); // wrong: token-kept
}

module.exports = { depot, till };
