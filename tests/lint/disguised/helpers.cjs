'use strict';

const { env } = process;
const azure = require('@azure/identity');
const { Sequelize: Orm } = require('sequelize');

const scopeOf = (name) => ['https://', name, '/.default'].join(''); // wrong: wrong-scope

function credentialFrom(settings) {
  const { tenant, client, secret } = settings;
  return new azure.ClientSecretCredential(
    client, // wrong: credential-arguments
    tenant,
    secret
  );
}

const principal = credentialFrom({
  client: env.AZURE_POSTGRESQL_CLIENTID,
  tenant: env.AZURE_POSTGRESQL_TENANTID,
  secret: env.AZURE_POSTGRESQL_CLIENTSECRET,
});

async function ask() {
  const answer = await principal.getToken(scopeOf('database.windows.net')); // only a part of the scope
  return answer.token;
}

const options = {
  dialect: 'postgres',
  host: env.AZURE_POSTGRESQL_HOST,
  username: env.AZURE_POSTGRESQL_USER,
};
options.dialectOptions = { ssl: { require: true, rejectUnauthorized: false } }; // wrong: tls-unverified
const orm = new Orm(env.AZURE_POSTGRESQL_DATABASE, options.username, '', options);

orm.addHook('beforeConnect', async function (config) {
  config.password = await ask();
});

module.exports = { orm };
