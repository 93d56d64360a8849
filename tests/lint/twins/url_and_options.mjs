import { DefaultAzureCredential } from "@azure/identity";
import pgPromise from "pg-promise";
import Knex from "knex";
import pkg from "pg";
import { drizzle } from "drizzle-orm/node-postgres";
import { PrismaPg } from "@prisma/adapter-pg";

const { Client, Pool: ConnectionPool } = pkg;
const id = new DefaultAzureCredential();
const fetchToken = async () => (await id.getToken("https://ossrdbms-aad.database.windows.net/.default")).token;

const config = Object.assign(
  {},
  { host: "shop.postgres.database.azure.com", user: "shop", database: "shop", ssl: true },
  { password: fetchToken },
);
export const pool = new ConnectionPool(config);
pool.on("error", (error) => console.error(error.message));
export const orm = drizzle(pool);
export const other = drizzle({ client: pool });
export const adapter = new PrismaPg(pool);

const pgp = pgPromise({ capSQL: true });
export const db = pgp({
  host: process.env.AZURE_POSTGRESQL_HOST,
  user: process.env.AZURE_POSTGRESQL_USER,
  password: () => fetchToken(),
  ssl: true,
});

export const knex = Knex({
  client: "postgresql",
  connection: {
    host: process.env.AZURE_POSTGRESQL_HOST,
    user: process.env.AZURE_POSTGRESQL_USER,
    password: fetchToken,
    ssl: {},
  },
  pool: { min: 0, max: 4 },
});
export const over = Knex({ client: "pg", connectionPool: pool });

class Once {
  async run() {
    const url = new URL("postgresql://shop.postgres.database.azure.com/shop");
    url.username = process.env.AZURE_POSTGRESQL_USER;
    url.password = await fetchToken();
    url.searchParams.set("sslmode", "verify-full");
    this.client = new Client({ connectionString: url.href });
    await this.client.connect();
  }
}
new Once().run();
