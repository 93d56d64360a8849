const { Client } = require('pg');
const { DefaultAzureCredential } = require('@azure/identity');

// pg reads these by itself. likely: nothing
module.exports.connect = async () => {
  const asks = new DefaultAzureCredential();
  const { token } = await asks.getToken('https://ossrdbms-aad.database.windows.net/.default');
  return new Client({ host: process.env.PGHOST, user: process.env.PGUSER, database: process.env.PGDATABASE, password: token, ssl: true });
};
