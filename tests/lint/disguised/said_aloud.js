const { ManagedIdentityCredential } = require('@azure/identity');
const { log } = require('./log');

module.exports = async function (context) {
  const said = await new ManagedIdentityCredential().getToken('https://ossrdbms-aad.database.windows.net/.default');
  context.log('ticket: ' + said.token); // wrong: secret-logged
  log.info(`until ${said.expiresOnTimestamp}`);
  log.debug({ pw: said.token }); // wrong: secret-logged
};
