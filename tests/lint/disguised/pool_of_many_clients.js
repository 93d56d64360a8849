import { DefaultAzureCredential } from "@azure/identity";
import pg from "pg";
import { report } from "./report.js";

const who = new DefaultAzureCredential();

export async function watch() {
  const { token } = await who.getToken("https://ossrdbms-aad.database.windows.net/.default");
  const pool = new pg.Pool({ host: "till.postgres.database.azure.com", user: "till", password: token, ssl: true }); // wrong: token-kept
  const client = await pool.connect();
  client.release();
  setInterval(() => report(pool), 60_000);
}
