const { Client } = require('pg');

const way = {
  AZURE_POSTGRESQL_HOST: 'depot.postgres.database.azure.com', // wrong: unknown-keyword
  AZURE_POSTGRESQL_USER: 'clerk@depot', // likely: removed-api wrong: unknown-keyword
  AZURE_POSTGRESQL_DATABASE: 'goods', // wrong: unknown-keyword
};
module.exports.depot = new Client(way);

module.exports.till = new Client({
  TILL_HOST: process.env.TILL_HOST, // wrong: unknown-keyword
  user: process.env.TILL_USER, // likely: unchecked-variable
  password: process.env.TILL_PASSWORD,
});
