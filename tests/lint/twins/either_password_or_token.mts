import { ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import pg from 'pg';

const env = process.env;

function credential(): TokenCredential {
  switch (env.AUTH) {
    case 'principal':
      return new ClientSecretCredential(
        env.AZURE_POSTGRESQL_TENANTID!,
        env.AZURE_POSTGRESQL_CLIENTID!,
        env.AZURE_POSTGRESQL_CLIENTSECRET!,
      );
    case 'user':
      return new ManagedIdentityCredential(env.AZURE_POSTGRESQL_CLIENTID!);
    default:
      return new ManagedIdentityCredential();
  }
}

let password: string | (() => Promise<string>) = env.AZURE_POSTGRESQL_PASSWORD ?? '';
if (!password) {
  const chosen = credential();
  password = async () => (await chosen.getToken('https://ossrdbms-aad.database.windows.net/.default'))!.token;
}

const { AZURE_POSTGRESQL_PORT: port = '5432', ...rest } = env;
export const pool = new pg.Pool({
  host: rest.AZURE_POSTGRESQL_HOST,
  port: Number(port),
  user: env.AZURE_POSTGRESQL_USER,
  database: env.AZURE_POSTGRESQL_DATABASE,
  password,
  ssl: env.AZURE_POSTGRESQL_SSL === 'true' || undefined,
});

const local = new pg.Pool({ host: 'localhost', user: 'postgres', password: 'postgres', ssl: false });
export { local };
