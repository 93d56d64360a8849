{% block credential_import %}{% endblock %}import { Pool } from "pg";
{% block scope %}{% endblock %}
const QUERY = "SELECT current_user, version()";

{% include "nodejs/setting.js" %}
/** Makes a pool that signs in with a {% block what %}password{% endblock %}. */
function createPool() {
  {%- block credential %}{% endblock %}
  const pool = new Pool({
    host: setting("{{ env.host }}"),
    port: Number(setting("{{ env.port }}")),
    database: setting("{{ env.database }}"),
    user: setting("{{ env.user }}"),
    password: {% block password %}setting("{{ env.password }}"){% endblock %},
    ssl: true, // Verifies the server's certificate and host name.
    connectionTimeoutMillis: {% block timeout %}10_000,{% endblock %}
  });
  // Without a listener, an idle connection that breaks ends the process.
  pool.on("error", (error) => console.error(error.message));
  return pool;
}

const pool = createPool();
const first = await pool.connect();
try {
  console.log((await first.query(QUERY)).rows[0]);
  // The first connection is in use, so the pool opens another one.
  console.log((await pool.query(QUERY)).rows[0]);
} finally {
  first.release();
  await pool.end();
}
