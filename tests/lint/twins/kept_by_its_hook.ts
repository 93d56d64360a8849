import { DefaultAzureCredential, type AccessToken } from '@azure/identity';
import { Pool } from 'pg';

const credential = new DefaultAzureCredential();
const place = { host: process.env.AZURE_POSTGRESQL_HOST, user: process.env.AZURE_POSTGRESQL_USER, database: 'till', ssl: true };
const scope = 'https://ossrdbms-aad.database.windows.net/.default';

let ticket: AccessToken | undefined;

// Looks when it expires.
async function word(): Promise<string> {
  if (!ticket || ticket.expiresOnTimestamp - 60_000 < Date.now()) {
    ticket = await credential.getToken(scope);
  }
  return ticket.token;
}

export const till = new Pool({ ...place, password: word });

// The credential, not the token, is what is kept.
let asked: DefaultAzureCredential | undefined;

async function fresh() {
  if (!asked) asked = new DefaultAzureCredential();
  return (await asked.getToken(scope)).token;
}

export const second = new Pool({ ...place, password: fresh });

// Thrown away by whoever is refused.
class Keeper {
  private held?: string;

  async word() {
    if (!this.held) this.held = (await credential.getToken(scope)).token;
    return this.held;
  }

  refused() {
    this.held = undefined;
  }
}

const keeper = new Keeper();
export const third = new Pool({ ...place, password: () => keeper.word() });
third.on('error', () => keeper.refused());
