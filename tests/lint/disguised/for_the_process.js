const word = process.env.AZURE_POSTGRESQL_PASSWORD;
const at = `${process.env.AZURE_POSTGRESQL_HOST}:5432`;

if (process.env.AZURE_POSTGRESQL_HOST && !process.env.DATABASE_URL) {
  process.env.DATABASE_URL = 'postgresql://' + process.env.AZURE_POSTGRESQL_USER + ':' + word + '@' + at + '/till?sslmode=verify-full'; // wrong: unquoted-value
}

require('./server').listen(process.env.PORT);
