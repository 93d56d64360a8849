const { Pool } = require("pg");

const local = "till.postgres.database.azure.com";
const given = process.env.TILL_ADDRESS;

module.exports = new Pool({
  connectionString: given ?? `postgres://till@${local}/till`, // wrong: tls-disabled
  max: 4,
});
