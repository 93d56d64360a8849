import type { Config } from 'drizzle-kit';

// The server is on Azure.
const { DEPOT_USER, DEPOT_HOST } = process.env;
const where = `postgresql://${DEPOT_USER}:${process.env.DEPOT_PASSWORD}@${DEPOT_HOST}/depot?sslmode=verify-full`; // wrong: unquoted-value

export default { schema: './schema.ts', dialect: 'postgresql', dbCredentials: { url: where } } satisfies Config;
