import { AzureCliCredential, ChainedTokenCredential, DefaultAzureCredential, ManagedIdentityCredential } from "@azure/identity";
import pg, { type PoolConfig } from "pg";
import postgres from "postgres";
import { drizzle } from "drizzle-orm/node-postgres";
import { drizzle as drizzleJs } from "drizzle-orm/postgres-js";
import { PrismaClient } from "@prisma/client";
import { PrismaPg } from "@prisma/adapter-pg";
import { Sequelize } from "sequelize";
import fs from "node:fs";

const credential = new ChainedTokenCredential(new ManagedIdentityCredential({ objectId: "x" }), new AzureCliCredential());
const SCOPES = { public: "https://ossrdbms-aad.database.windows.net/.default", gov: "https://ossrdbms-aad.database.usgovcloudapi.net/.default" } as const;
type Cloud = keyof typeof SCOPES;
const cloud = (process.env.CLOUD ?? "public") as Cloud;

async function getPassword(): Promise<string> {
  const token = await credential.getToken(SCOPES[cloud]);
  if (!token) throw new Error("no token");
  return token.token;
}

const config: PoolConfig = {
  host: process.env.AZURE_POSTGRESQL_HOST,
  port: +(process.env.AZURE_POSTGRESQL_PORT ?? 5432),
  user: process.env.AZURE_POSTGRESQL_USER,
  database: process.env.AZURE_POSTGRESQL_DATABASE,
  password: getPassword,
  ssl: { ca: fs.readFileSync("/etc/ssl/root.pem").toString(), rejectUnauthorized: true },
};
export const pool = new pg.Pool(config);
export const second = new pg.Pool({ ...config, max: 3 });
export const sql = postgres({ ...config, password: getPassword, ssl: "verify-full" } as any);
export const client = new pg.Client({ ...config, password: await getPassword() });
export const orm = drizzle({ connection: { ...config, password: () => getPassword() } });
export const orm2 = drizzle({ client: pool });
export const orm3 = drizzleJs({ client: sql });
export const adapter = new PrismaPg({ ...config });
export const prisma = new PrismaClient({ adapter });
const sequelize = new Sequelize({
  dialect: "postgres", host: process.env.AZURE_POSTGRESQL_HOST, username: process.env.AZURE_POSTGRESQL_USER,
  password: async () => (await credential.getToken(SCOPES.public))!.token,
  dialectOptions: { ssl: { require: true } },
} as any);
function makePool(options: Partial<PoolConfig> = {}) {
  return new pg.Pool({ host: process.env.AZURE_POSTGRESQL_HOST, user: process.env.AZURE_POSTGRESQL_USER, ssl: true, ...options });
}
export const third = makePool({ password: getPassword });
const isLocal = process.env.AZURE_POSTGRESQL_HOST === "localhost";
export const fourth = new pg.Pool({
  ...config,
  ssl: isLocal ? false : true,
});
class Cache {
  #token?: string; #until = 0;
  async get() {
    if (!this.#token || Date.now() > this.#until) {
      const { token, expiresOnTimestamp } = (await credential.getToken(SCOPES.public))!;
      this.#token = token; this.#until = expiresOnTimestamp - 60_000;
    }
    return this.#token;
  }
}
const cache = new Cache();
export const fifth = new pg.Pool({ ...config, password: () => cache.get() });
let cached: { token: string; expiresOnTimestamp: number } | null = null;
async function viaCache() {
  if (!cached || cached.expiresOnTimestamp < Date.now()) cached = await new DefaultAzureCredential().getToken(SCOPES[cloud]);
  return cached!.token;
}
export const sixth = new pg.Pool({ ...config, password: viaCache });
