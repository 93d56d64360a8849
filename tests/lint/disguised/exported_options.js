const { DefaultAzureCredential } = require('@azure/identity');

const asks = new DefaultAzureCredential();

const fresh = async (to) => {
  to.password = (await asks.getToken('https://ossrdbms-aad.database.windows.net/.default')).token;
};

const store = { // wrong: tls-disabled
  dialect: 'postgres',
  host: 'till.postgres.database.azure.com',
  username: process.env.TILL_USER, // likely: unchecked-variable
  database: process.env.TILL_DB ?? 'till',
  hooks: { beforeConnect: fresh },
};

module.exports = { production: store };
