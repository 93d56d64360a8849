import { DefaultAzureCredential } from '@azure/identity';
import { Pool } from 'pg';
import type { Till } from './settings';

export async function open(of: Till) {
  if (!of.atHome) {
    const answer = await new DefaultAzureCredential().getToken('https://ossrdbms-aad.database.windows.net/.default');
    of.password = answer.token;
  }
  return new Pool({
    host: of.host,
    user: of.user,
    password: of.password, // wrong: token-kept
    database: 'till',
    ssl: true,
  });
}
