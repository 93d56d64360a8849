{% block credential_import %}{% endblock %}import postgres from "postgres";
{% block scope %}{% endblock %}
{% include "nodejs/setting.js" %}
/** Makes a pool that signs in with a {% block what %}password{% endblock %}. */
function createPool() {
  {%- block credential %}{% endblock %}
  return postgres({
    host: setting("{{ env.host }}"),
    port: Number(setting("{{ env.port }}")),
    database: setting("{{ env.database }}"),
    user: setting("{{ env.user }}"),
    password{% block password %}: setting("{{ env.password }}"){% endblock %},
    ssl: "verify-full", // "require" would verify nothing.
    connect_timeout: {% block timeout %}10,{% endblock %}
  });
}

const sql = createPool();
const first = await sql.reserve();
try {
  console.log((await first`SELECT current_user, version()`)[0]);
  // The first connection is in use, so the pool opens another one.
  console.log((await sql`SELECT current_user, version()`)[0]);
} finally {
  first.release();
  await sql.end();
}
