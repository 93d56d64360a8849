import { DefaultAzureCredential } from "@azure/identity";
import { Pool } from "pg";

const who = new DefaultAzureCredential();
let till: Pool | undefined;

async function opened(): Promise<Pool> {
  const { token } = await who.getToken("https://ossrdbms-aad.database.windows.net/.default");
  return new Pool({ host: "till.postgres.database.azure.com", user: "till", database: "till", password: token, ssl: true }); // wrong: token-kept
}

export async function current(): Promise<Pool> {
  till ??= await opened();
  return till;
}

process.on("SIGTERM", async () => {
  await till?.end();
});
