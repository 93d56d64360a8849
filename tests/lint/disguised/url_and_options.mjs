import { DefaultAzureCredential } from "@azure/identity";
import pgPromise from "pg-promise";
import Knex from "knex";
import pkg from "pg";

const { Client, Pool: ConnectionPool } = pkg;
const id = new DefaultAzureCredential();
const fetchToken = () => id.getToken("https://ossrdbms-aad.database.windows.net/.default"); // wrong: token-object-as-password

// A URL without a password, and the token beside it.
const config = Object.assign(
  {},
  { connectionString: "postgres://shop@shop.postgres.database.azure.com:5432/shop?sslmode=verify-full" },
  { password: async () => (await fetchToken()).token }, // wrong: missing-password
);
export const pool = new ConnectionPool(config);

const pgp = pgPromise({ capSQL: true });
const secret = (await fetchToken()).token;
export const db = pgp({
  host: process.env.AZURE_POSTGRESQL_HOST,
  username: process.env.AZURE_POSTGRESQL_USER,
  password: secret, // wrong: token-kept
  ssl: true,
});

export const knex = Knex({
  client: "postgresql",
  connection: {
    host: process.env.AZURE_POSTGRESQL_HOST,
    user: process.env.AZURE_POSTGRESQL_USER,
    password: fetchToken, // it gives a promise of the object
    ssl: { rejectUnauthorized: false }, // wrong: tls-unverified
  },
});

class Once {
  async run() {
    this.client = new Client({
      host: process.env.AZURE_POSTGRESQL_HOST,
      user: process.env.AZURE_POSTGRESQL_USER,
      password: `${await fetchToken()}`, // wrong: token-object-as-password
      ssl: "true",
    });
    await this.client.connect();
  }
}
new Once().run();
