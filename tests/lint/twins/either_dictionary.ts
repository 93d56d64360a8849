import { DefaultAzureCredential } from "@azure/identity";
import { DataSource, type DataSourceOptions } from "typeorm";
import { settings } from "./settings.ts";

const scope = "https://ossrdbms-aad.database.windows.net/.default";
const byTicket: DataSourceOptions = {
  type: "postgres",
  host: settings.till.host,
  username: settings.till.user,
  database: settings.till.database,
  password: async () => (await new DefaultAzureCredential().getToken(scope)).token,
  ssl: true,
};
const byAddress: DataSourceOptions = { type: "postgres", url: settings.till.address, ssl: true };

export default new DataSource(settings.till.ticket ? byTicket : byAddress);
