const { Pool } = require('pg');

let ssl = false;
if (process.env.NODE_ENV === 'production') {
  ssl = { rejectUnauthorized: true };
}

module.exports = new Pool({ host: process.env.AZURE_POSTGRESQL_HOST, user: process.env.AZURE_POSTGRESQL_USER, ssl });
