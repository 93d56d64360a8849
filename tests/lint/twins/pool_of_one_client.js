import { DefaultAzureCredential } from "@azure/identity";
import pg from "pg";
const who = new DefaultAzureCredential();
export async function count() {
  const { token } = await who.getToken("https://ossrdbms-aad.database.windows.net/.default");
  const pool = new pg.Pool({ host: "till.postgres.database.azure.com", user: "till", password: token, ssl: true });
  const client = await pool.connect();
  try { return (await client.query("SELECT 1")).rows; } finally { client.release(); await pool.end(); }
}
