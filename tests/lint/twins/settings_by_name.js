import { read } from './vault.js';

// Another host, a password that the service refuses, one from elsewhere, and the secret of something else.
export const till = { SERVER: 'till.example.net', LOGIN: 'keeper@till', PASSWD: 'vX8-quarry-Lamp' };
export const shown = { host: 'till.postgres.database.azure.com', user: 'keeper', password: 'abc' };
export const kept = { host: 'till.postgres.database.azure.com', user: 'keeper', password: read('till') };

export const LEDGER_HOST = 'ledger.postgres.database.azure.com';
export const MAIL_PASSWORD = 'Wren-41-tallow';

test('a URL is taken apart', () => {
  expect(parse('postgres://a:b@c.postgres.database.azure.com/d')).toEqual({
    host: 'c.postgres.database.azure.com',
    user: 'a',
    password: 'b',
  });
});
