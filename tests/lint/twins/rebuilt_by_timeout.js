const { Pool } = require('pg');
const { DefaultAzureCredential } = require('@azure/identity');
const credential = new DefaultAzureCredential();
let pool;
async function refresh() {
  const t = await credential.getToken('https://ossrdbms-aad.database.windows.net/.default');
  const old = pool;
  pool = new Pool({ host: process.env.H, user: process.env.U, database: process.env.D, password: t.token, ssl: true });
  if (old) await old.end();
  setTimeout(refresh, t.expiresOnTimestamp - Date.now() - 300000);
}
refresh();
module.exports = { query: (...a) => pool.query(...a) };
