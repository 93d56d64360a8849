import { DefaultAzureCredential } from '@azure/identity';
import { Pool } from 'pg';
import type { Till } from './settings';

const credential = new DefaultAzureCredential();

export async function open(of: Till) {
  if (!of.atHome) {
    of.password = async () => (await credential.getToken('https://ossrdbms-aad.database.windows.net/.default')).token;
  }
  return new Pool({ host: of.host, user: of.user, password: of.password, database: 'till', ssl: true });
}
