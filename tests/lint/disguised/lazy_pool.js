let pool;

async function getPool() {
  if (pool) return pool;
  const [{ DefaultAzureCredential }, pg] = await Promise.all([import('@azure/identity'), import('pg')]);
  const credential = new DefaultAzureCredential();
  const token = await credential
    .getToken('https://ossrdbms-aad.database.windows.net/.default')
    .then((answer) => answer.token)
    .catch((error) => {
      console.error('no token', error.message);
      throw error;
    });
  const user = encodeURIComponent(process.env.AZURE_POSTGRESQL_USER);
  const host = process.env.AZURE_POSTGRESQL_HOST;
  pool = new pg.default.Pool({
    connectionString: `postgres://${user}:${encodeURIComponent(token)}@${host}/shop?sslmode=no-verify`, // wrong: token-kept, tls-unverified
  });
  return pool;
}

module.exports.query = async (...args) => (await getPool()).query(...args);
