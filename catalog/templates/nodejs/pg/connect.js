{% block credential_import %}{% endblock %}import { Client } from "pg";
{% block scope %}{% endblock %}
{% include "nodejs/setting.js" %}
{%- block credential %}{% endblock %}
/** Opens a connection that signs in with a {% block what %}password{% endblock %}. */
async function connect() {
  {%- block token %}{% endblock %}
  const client = new Client({
    host: setting("{{ env.host }}"),
    port: Number(setting("{{ env.port }}")),
    database: setting("{{ env.database }}"),
    user: setting("{{ env.user }}"),
    password: {% block password %}setting("{{ env.password }}"){% endblock %},
    ssl: true, // Verifies the server's certificate and host name.
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  return client;
}

const client = await connect();
try {
  const { rows } = await client.query("SELECT current_user, version()");
  console.log(rows[0]);
} finally {
  await client.end();
}
