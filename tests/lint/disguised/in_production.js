const { Pool } = require('pg');

const atHome = process.env.TILL_HOME === 'local';

module.exports.till = new Pool({
  host: process.env.AZURE_POSTGRESQL_HOST || 'localhost',
  user: process.env.AZURE_POSTGRESQL_USER || 'postgres',
  password: process.env.AZURE_POSTGRESQL_PASSWORD || 'postgres',
  ssl: process.env.NODE_ENV === 'production' ? { rejectUnauthorized: false } : false, // wrong: tls-unverified
});

const ssl = atHome ? false : { rejectUnauthorized: false }; // wrong: tls-unverified
module.exports.second = new Pool({ host: process.env.AZURE_POSTGRESQL_HOST, user: process.env.AZURE_POSTGRESQL_USER, ssl });

const way = process.env.TILL_WAY;
module.exports.third = new Pool({
  connectionString: way,
  ssl: way.includes('.azure.com') ? { rejectUnauthorized: false } : undefined, // wrong: tls-unverified
});
