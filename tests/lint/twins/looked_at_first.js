const { Pool } = require('pg');

const given = process.env.AZURE_POSTGRESQL_CONNECTIONSTRING;
const LOOKS_LIKE_A_URL = /^postgres(?:ql)?:/i;

// Whoever deploys the till may write either; the code looks before it takes the one or the other.
function till() {
  if (LOOKS_LIKE_A_URL.test(given)) {
    return new Pool({ connectionString: given, ssl: true });
  }
  const { host, user, password, dbname } = require('./pairs').read(given);
  return new Pool({ host, user, password, database: dbname, ssl: true });
}

function byScheme() {
  switch (true) {
    case given.startsWith('postgres'):
      return { connectionString: given, ssl: true };
    default:
      return {};
  }
}

module.exports = { till: till(), second: new Pool(byScheme()) };
