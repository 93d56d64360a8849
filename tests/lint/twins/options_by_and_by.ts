import { DefaultAzureCredential } from '@azure/identity';
import { DataSource } from 'typeorm';

const badge = () => (process.env.DEPOT_BADGE === 'yes' ? new DefaultAzureCredential() : undefined);

export const made: Promise<DataSource> = new Promise((done, failed) => {
  settings()
    .then((options) => done(new DataSource(options)))
    .catch(failed);
});

const settings = async () => ({ ...base(badge()), type: 'postgres' as const, schema: 'depot' });

const base = (holder?: DefaultAzureCredential) =>
  holder
    ? {
        host: process.env.DEPOT_HOST,
        username: 'clerk',
        password: async () => (await holder.getToken('https://ossrdbms-aad.database.windows.net/.default')).token,
        ssl: true,
      }
    : { url: process.env.DEPOT_URL };
