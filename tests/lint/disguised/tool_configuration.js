// What the command of a query builder reads; the server is on Azure.
const { DEPOT_HOST: host, DEPOT_USER: user, DEPOT_PASSWORD: word } = process.env;

module.exports = {
  client: 'pg',
  connection: 'postgres://' + user + ':' + word + '@' + host + '/depot', // wrong: unquoted-value
  migrations: { directory: './migrations' },
};
