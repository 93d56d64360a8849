import { DefaultAzureCredential } from '@azure/identity';
import { DataSource } from 'typeorm';

const badge = () => (process.env.DEPOT_BADGE === 'yes' ? new DefaultAzureCredential() : undefined);

export const made: Promise<DataSource> = new Promise((done, failed) => {
  settings()
    .then((options) => done(new DataSource(options)))
    .catch(failed);
});

const settings = async () => {
  const holder = badge();
  const pass = holder ? await holder.getToken('https://ossrdbms-aad.database.windows.net/.default') : undefined;
  return { ...base(pass), type: 'postgres' as const, schema: 'depot' };
};

const base = (pass?: { token: string }) =>
  pass
    ? { host: process.env.DEPOT_HOST, username: 'clerk', password: pass.token, ssl: true } // wrong: token-kept
    : { url: process.env.DEPOT_URL };
