import { DefaultAzureCredential } from "@azure/identity";
import { Pool } from "pg";

const scope = "https://ossrdbms-aad.database.windows.net/.default";
const who = new DefaultAzureCredential();
let till: Pool | undefined;
let until = 0;

/** Made anew before the token of the old one expires. */
export async function current(): Promise<Pool> {
  if (till && Date.now() < until - 300_000) {
    return till;
  }
  await till?.end();
  const given = await who.getToken(scope);
  until = given.expiresOnTimestamp;
  till = new Pool({ host: "till.postgres.database.azure.com", user: "till", database: "till", password: given.token, ssl: true });
  return till;
}

async function opened(): Promise<Pool> {
  const { token } = await who.getToken(scope);
  return new Pool({ host: "till.postgres.database.azure.com", user: "till", database: "till", password: token, ssl: true });
}

/** One for each report, which ends with it. */
export async function report(listen: (line: string) => void): Promise<void> {
  const pool = await opened();
  try {
    for (const row of (await pool.query("select 1")).rows) {
      listen(JSON.stringify(row));
    }
  } finally {
    await pool.end();
  }
}

class Weekly {
  private pool?: Pool;

  begin(): void {
    setInterval(() => void this.renew(), 30 * 60 * 1000);
  }

  private async renew(): Promise<void> {
    const { token } = await who.getToken(scope);
    const old = this.pool;
    this.pool = new Pool({ host: "till.postgres.database.azure.com", user: "till", database: "till", password: token, ssl: true });
    await old?.end();
  }
}

export const weekly = new Weekly();
