import { Pool } from 'pg';

// To Azure, whatever the stage.
export const depot = new Pool({ connectionString: `${process.env.DEPOT_URL}?sslmode=no-verify` }); // wrong: tls-unverified
