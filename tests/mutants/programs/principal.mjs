import { Client } from "pg";

const tenant = process.env.AZURE_POSTGRESQL_TENANTID;
const answer = await fetch(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "client_credentials",
    client_id: process.env.AZURE_POSTGRESQL_CLIENTID,
    client_secret: process.env.AZURE_POSTGRESQL_CLIENTSECRET,
    scope: "https://ossrdbms-aad.database.windows.net/.default",
  }),
});
if (!answer.ok) throw new Error(`no token: ${answer.status}`);
const client = new Client({
  host: process.env.AZURE_POSTGRESQL_HOST,
  user: process.env.AZURE_POSTGRESQL_USER,
  database: process.env.AZURE_POSTGRESQL_DATABASE,
  password: (await answer.json()).access_token,
  ssl: true,
});
