import { DefaultAzureCredential } from '@azure/identity';

const { token } = await new DefaultAzureCredential().getToken('https://ossrdbms-aad.database.windows.net/.default');
process.env.TILL_WAY = `postgresql://till:${encodeURIComponent(token)}@till.postgres.database.azure.com/till?sslmode=verify-full`;

console.info('the till is at', process.env.TILL_WAY); // wrong: secret-logged

const { till } = await import('./till.mjs');
await till.ready();
