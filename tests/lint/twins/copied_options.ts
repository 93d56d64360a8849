// likely: nothing
import { Client } from "pg";
import knex from "knex";

declare const app: { close(): Promise<void> };

// A pool of one's own that hands all its options on; what pg does not know it leaves alone.
export class Pool {
  private readonly options: Record<string, unknown>;

  constructor(options: Record<string, unknown>) {
    this.options = Object.assign({}, options);
    this.options.max = this.options.max || 10;
    this.options.idleTimeoutMillis = this.options.idleTimeoutMillis || 10000;
  }

  client() {
    return new Client(this.options);
  }
}

// One of several databases, whichever the caller names.
export function open(name: string) {
  for (const client of ["sqlite3", "pg"]) {
    if (client === name) {
      return knex({ client, connection: { filename: ":memory:" } });
    }
  }
  return undefined;
}

export async function stop() {
  await app.close();
  await server.close();
}

// A client that another package brings.
export function dataApi(resourceArn: string, secretArn: string) {
  const client = require("some-data-api-client").postgres;
  return knex({ client, connection: { resourceArn, secretArn, database: "orders" } });
}
