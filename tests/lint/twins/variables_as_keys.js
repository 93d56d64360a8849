const { Client } = require('pg');

const way = {
  AZURE_POSTGRESQL_HOST: 'depot.postgres.database.azure.com',
  AZURE_POSTGRESQL_USER: 'clerk',
};
module.exports.depot = new Client({ host: way.AZURE_POSTGRESQL_HOST, user: way.AZURE_POSTGRESQL_USER, password: process.env.AZURE_POSTGRESQL_PASSWORD, ssl: true });
