const { Pool } = require('pg');

const given = process.env.AZURE_POSTGRESQL_CONNECTIONSTRING;

// It looks for TLS, and not for what kind of text this is.
if (!given || !/sslmode=/.test(given) || given.includes('localhost')) {
  throw new Error('no TLS to the till');
}

module.exports = new Pool({
  connectionString: given, // wrong: wrong-format
  ssl: true,
});
