{% block credential_import %}{% endblock %}import { Sequelize } from "sequelize";
{% block scope %}{% endblock %}
const QUERY = "SELECT current_user, version()";

{% include "nodejs/setting.js" %}
/** Sets up Sequelize, whose pool signs in with a {% block what %}password{% endblock %}. */
function openDatabase() {
  {%- block credential %}{% endblock %}
  {% block begin %}return{% endblock %} new Sequelize({
    dialect: "postgres",
    host: setting("{{ env.host }}"),
    port: Number(setting("{{ env.port }}")),
    database: setting("{{ env.database }}"),
    username: setting("{{ env.user }}"),
    {%- block password %}
    password: setting("{{ env.password }}"),
    {%- endblock %}
    dialectOptions: {
      ssl: true, // Verifies the server's certificate and its host name.
      connectionTimeoutMillis: 10_000,
    },
    logging: false,
  });
  {%- block hook %}{% endblock %}
}

const sequelize = openDatabase();
try {
  await sequelize.transaction(async (transaction) => {
    console.log((await sequelize.query(QUERY, { transaction }))[0]);
    // The transaction's connection is in use, so the pool opens another one.
    console.log((await sequelize.query(QUERY))[0]);
  });
} finally {
  await sequelize.close();
}
