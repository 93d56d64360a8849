{% block credential_import %}{% endblock %}import { Sequelize } from "sequelize";
{% block scope %}{% endblock %}
const QUERY = "SELECT current_user, version()";

{% include "nodejs/setting.js" %}
/** Sets up Sequelize, whose pool signs in with a {% block what %}password{% endblock %}. */
function createSequelize() {
  {%- block credential %}{% endblock %}
  return new Sequelize({
    dialect: "postgres",
    host: setting("{{ env.host }}"),
    port: Number(setting("{{ env.port }}")),
    database: setting("{{ env.database }}"),
    username: setting("{{ env.user }}"),
    {%- block password %}
    password: setting("{{ env.password }}"),
    {%- endblock %}
    dialectOptions: {
      ssl: true, // Verifies the server's certificate and host name.
      connectionTimeoutMillis: 10_000,
    },
    logging: false,
    {%- block hook %}{% endblock %}
  });
}

const sequelize = createSequelize();
try {
  await sequelize.transaction(async (transaction) => {
    const [rows] = await sequelize.query(QUERY, { transaction });
    console.log(rows[0]);
    // The transaction's connection is in use, so the pool opens another one.
    const [others] = await sequelize.query(QUERY);
    console.log(others[0]);
  });
} finally {
  await sequelize.close();
}
