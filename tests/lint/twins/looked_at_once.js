// likely: nothing
const { Pool } = require('pg');

for (const name of ['AZURE_POSTGRESQL_USER', 'AZURE_POSTGRESQL_DATABASE']) {
  if (!process.env[name]) throw new Error(`${name} is not set`);
}

function places() {
  if (process.env.AZURE_POSTGRESQL_HOST) {
    return {
      host: process.env.AZURE_POSTGRESQL_HOST,
      user: process.env.AZURE_POSTGRESQL_USER,
      database: process.env.AZURE_POSTGRESQL_DATABASE,
      password: process.env.AZURE_POSTGRESQL_PASSWORD,
      ssl: true,
    };
  }
  throw new Error('nowhere');
}

module.exports = new Pool(places());
