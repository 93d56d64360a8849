import { DefaultAzureCredential, type AccessToken } from '@azure/identity';
import { Pool } from 'pg';

export class Till {
  private ticket?: AccessToken;

  async open() {
    this.ticket = (await new DefaultAzureCredential().getToken('https://ossrdbms-aad.database.windows.net/.default')) ?? undefined;
    return new Pool({
      host: process.env.AZURE_POSTGRESQL_HOST,
      user: process.env.AZURE_POSTGRESQL_USER,
      password: this.ticket?.token, // wrong: token-kept
      database: 'till',
      ssl: true,
    });
  }
}
