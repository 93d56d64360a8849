const { DefaultAzureCredential } = require('@azure/identity');
const { Client } = require('pg');

const ticket = new DefaultAzureCredential().getToken('https://ossrdbms-aad.database.windows.net/.default');

module.exports = new Client({
  host: process.env.AZURE_POSTGRESQL_HOST,
  user: process.env.AZURE_POSTGRESQL_USER,
  password: ticket.token, // wrong: token-object-as-password
  database: 'till',
  ssl: true,
});
