const { DefaultAzureCredential } = require('@azure/identity');
const { Sequelize } = require('sequelize');

const asks = new DefaultAzureCredential();

// likely: nothing
const fresh = async (to) => {
  to.password = (await asks.getToken('https://ossrdbms-aad.database.windows.net/.default')).token;
};

const store = {
  dialect: 'postgres',
  host: 'till.postgres.database.azure.com',
  username: process.env.TILL_USER ?? 'till',
  database: process.env.TILL_DB ?? 'till',
  dialectOptions: { ssl: true },
  hooks: { beforeConnect: fresh },
};

const other = { type: 'postgres', name: 'a kind of store' };

module.exports = { store, other, database: new Sequelize({ ...store, database: 'other' }) };
