'use strict';

const { env } = process;
const azure = require('@azure/identity');
const { Sequelize: Orm } = require('sequelize');

const scopeOf = (name) => ['https://', name, '/.default'].join('');

function credentialFrom(settings) {
  const { tenant, client, secret } = settings;
  return new azure.ClientSecretCredential(tenant, client, secret);
}

const principal = credentialFrom({
  client: env.AZURE_POSTGRESQL_CLIENTID,
  tenant: env.AZURE_POSTGRESQL_TENANTID,
  secret: env.AZURE_POSTGRESQL_CLIENTSECRET,
});

async function ask() {
  const answer = await principal.getToken(scopeOf('ossrdbms-aad.database.windows.net'));
  return answer.token;
}

const options = {
  dialect: 'postgres',
  host: env.AZURE_POSTGRESQL_HOST,
  username: env.AZURE_POSTGRESQL_USER,
};
options.dialectOptions = { ssl: { require: true, rejectUnauthorized: true } };
const orm = new Orm(env.AZURE_POSTGRESQL_DATABASE, options.username, '', options);

orm.addHook('beforeConnect', async function (config) {
  config.password = await ask();
});

module.exports = { orm };
