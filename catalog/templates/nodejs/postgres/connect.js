{% block credential_import %}{% endblock %}import postgres from "postgres";
{% block scope %}{% endblock %}
{% include "nodejs/setting.js" %}
/** Makes a client of one connection that signs in with a {% block what %}password{% endblock %}. */
function connect() {
  {%- block credential %}{% endblock %}
  return postgres({
    host: setting("{{ env.host }}"),
    port: Number(setting("{{ env.port }}")),
    database: setting("{{ env.database }}"),
    user: setting("{{ env.user }}"),
    password{% block password %}: setting("{{ env.password }}"){% endblock %},
    ssl: "verify-full", // "require" would verify nothing.
    connect_timeout: {% block timeout %}10,{% endblock %}
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
