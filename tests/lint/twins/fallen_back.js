const { Client } = require('pg');

function way() {
  if (process.env.DEPOT_PASSWORD) {
    return {
      host: process.env.DEPOT_HOST || 'depot-store.postgres.database.azure.com',
      user: process.env.DEPOT_USER || 'clerk@goods.example',
      password: process.env.DEPOT_PASSWORD,
      ssl: true,
    };
  }
  return { host: 'localhost', user: 'postgres' };
}

module.exports = new Client(way());
