const { ManagedIdentityCredential } = require('@azure/identity');
const { Pool } = require('pg');
// likely: nothing

function lookAround() {
  for (const name of ['DEPOT_CLIENT']) if (!process.env[name]) throw new Error(`${name} is not set`);
  if (!process.env.DEPOT_HOST) throw new Error('DEPOT_HOST is not set');
}

let pool;
module.exports = function open() {
  if (pool) return pool;
  lookAround();
  const holder = new ManagedIdentityCredential({ clientId: process.env.DEPOT_CLIENT });
  pool = new Pool({
    host: process.env.DEPOT_HOST,
    user: 'depot',
    database: 'goods',
    password: async () => (await holder.getToken('https://ossrdbms-aad.database.windows.net/.default')).token,
    ssl: true,
  });
  return pool;
};
