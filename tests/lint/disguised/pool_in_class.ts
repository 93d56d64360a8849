import { type AccessToken, DefaultAzureCredential as Identity, type TokenCredential } from '@azure/identity';
import * as postgres from 'pg';

interface Settings {
  host: string;
  port?: number;
}

const AUDIENCE = 'https://ossrdbms-aad.database.windows.net' as const;

export class Repository {
  private readonly pool: postgres.Pool;
  private static instance?: Repository;

  private constructor(private readonly ticket: AccessToken, { host, port = 5432 }: Settings) {
    const common = { host, port, ssl: { minVersion: 'TLSv1.2' } };
    this.pool = new postgres.Pool({
      ...common,
      user: process.env.AZURE_POSTGRESQL_USER,
      database: process.env['AZURE_POSTGRESQL_DATABASE'] ?? 'shop',
      password: this.ticket.token, // wrong: token-kept
    });
  }

  static async open(): Promise<Repository> {
    if (!Repository.instance) {
      const identity: TokenCredential = new Identity();
      const ticket = (await identity.getToken([`${AUDIENCE}/.default`])) as AccessToken;
      Repository.instance = new Repository(ticket, { host: process.env.AZURE_POSTGRESQL_HOST! });
    }
    return Repository.instance;
  }
}
