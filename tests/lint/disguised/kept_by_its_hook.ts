import { DefaultAzureCredential } from '@azure/identity';
import { Pool } from 'pg';

let ticket: string | undefined;

async function word(): Promise<string> {
  if (!ticket) {
    const answer = await new DefaultAzureCredential().getToken('https://ossrdbms-aad.database.windows.net/.default');
    ticket = answer.token;
  }
  return ticket;
}

export const till = new Pool({
  host: process.env.AZURE_POSTGRESQL_HOST,
  user: process.env.AZURE_POSTGRESQL_USER,
  database: 'till',
  password: word, // wrong: token-kept
  ssl: true,
});
