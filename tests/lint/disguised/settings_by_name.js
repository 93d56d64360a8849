// Who takes these is not in this file.
const till = {
  SERVER: 'till.postgres.database.azure.com',
  LOGIN: 'keeper@till', // wrong: removed-api
  PASSWD: 'vX8-quarry-Lamp', // wrong: hardcoded-secret
  pool: { max: 4 },
};

export const ledgerHost = 'ledger.postgres.database.azure.com';
export const ledgerPassword = 'Wren-41-tallow'; // wrong: hardcoded-secret

export default { development: { host: 'localhost', user: 'me', password: 'vX8-quarry-Lamp' }, production: till };
