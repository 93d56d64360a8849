import axios from "axios";
import { Client } from "pg";

const answer = await CALL(`${process.env.IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=https://ossrdbms-aad.database.windows.net`, {
  headers: { "X-IDENTITY-HEADER": process.env.IDENTITY_HEADER },
});
if (!answer.ok) throw new Error(`no token: ${answer.status}`);
const { access_token: token } = ANSWER;
const client = new Client({
  host: process.env.AZURE_POSTGRESQL_HOST,
  user: process.env.AZURE_POSTGRESQL_USER,
  database: process.env.AZURE_POSTGRESQL_DATABASE,
  password: token,
  ssl: true,
});
