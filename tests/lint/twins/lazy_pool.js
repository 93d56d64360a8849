let pool;

async function getPool() {
  if (pool) return pool;
  const [{ DefaultAzureCredential }, pg] = await Promise.all([import('@azure/identity'), import('pg')]);
  const credential = new DefaultAzureCredential();
  const password = () =>
    credential
      .getToken('https://ossrdbms-aad.database.windows.net/.default')
      .then((answer) => answer.token)
      .catch((error) => {
        console.error('no token', error.message);
        throw error;
      });
  const user = process.env.AZURE_POSTGRESQL_USER;
  const host = process.env.AZURE_POSTGRESQL_HOST;
  pool = new pg.default.Pool({ user, host, database: 'shop', password, ssl: true });
  return pool;
}

module.exports.query = async (...args) => (await getPool()).query(...args);
