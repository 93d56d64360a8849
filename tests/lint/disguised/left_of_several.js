const { ManagedIdentityCredential } = require('@azure/identity');
const { Pool } = require('pg');

const holder = new ManagedIdentityCredential({
  clientId: process.env.DEPOT_CLIENT || process.env.DEPOT_CLIENT_OF_OLD, // likely: unchecked-variable
});

module.exports = new Pool({
  host: process.env.DEPOT_HOST, // likely: unchecked-variable
  user: 'depot',
  password: async () => (await holder.getToken('https://ossrdbms-aad.database.windows.net/.default')).token,
  ssl: true,
});
