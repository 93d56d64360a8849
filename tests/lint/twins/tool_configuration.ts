import type { Config } from 'drizzle-kit';

// The server is on Azure.
const { DEPOT_USER, DEPOT_HOST } = process.env;
const word = encodeURIComponent(process.env.DEPOT_PASSWORD ?? '');
const where = `postgresql://${DEPOT_USER}:${word}@${DEPOT_HOST}/depot?sslmode=verify-full`;

export default { schema: './schema.ts', dialect: 'postgresql', dbCredentials: { url: where } } satisfies Config;
