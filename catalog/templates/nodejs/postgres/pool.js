{% block credential_import %}{% endblock %}import postgres from "postgres";
{% block scope %}{% endblock %}
{% include "nodejs/setting.js" %}
/** Returns a pool that signs in with a {% block what %}password{% endblock %}. */
function openPool() {
  {%- block credential %}{% endblock %}
  return postgres({
    host: setting("{{ env.host }}"),
    port: Number(setting("{{ env.port }}")),
    database: setting("{{ env.database }}"),
    user: setting("{{ env.user }}"),
    password: {% block password %}setting("{{ env.password }}"){% endblock %},
    ssl: "verify-full", // postgres.js checks no certificate with "require".
    connect_timeout: 10,
  });
}

const sql = openPool();
const first = await sql.reserve();
try {
  console.log((await first`SELECT current_user, version()`)[0]);
  // The first connection is in use, so the pool opens another one.
  console.log((await sql`SELECT current_user, version()`)[0]);
} finally {
  first.release();
  await sql.end();
}
