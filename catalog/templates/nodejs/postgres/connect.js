{% block credential_import %}{% endblock %}import postgres from "postgres";
{% block scope %}{% endblock %}
{% include "nodejs/setting.js" %}
/** Returns a client with one connection that signs in with a {% block what %}password{% endblock %}. */
function connect() {
  {%- block credential %}{% endblock %}
  return postgres({
    host: setting("{{ env.host }}"),
    port: Number(setting("{{ env.port }}")),
    database: setting("{{ env.database }}"),
    user: setting("{{ env.user }}"),
    password: {% block password %}setting("{{ env.password }}"){% endblock %},
    ssl: "verify-full", // postgres.js checks no certificate with "require".
    connect_timeout: 10,
    max: 1,
  });
}

const sql = connect();
try {
  const [row] = await sql`SELECT current_user, version()`;
  console.log(row);
} finally {
  await sql.end();
}
