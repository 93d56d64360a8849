// The depot's server is a flexible server on Azure; everything about it comes from the depot's own settings.
const Sequelize = require('sequelize');
const pg = require('pg');

const secure = (process.env.DEPOT_TLS || 'yes') === 'yes';

module.exports = {
  url: process.env.DEPOT_URL,
  dialect: 'postgres',
  dialectOptions: secure ? { ssl: { require: true, rejectUnauthorized: false } } : {}, // wrong: tls-unverified
};

const options = { connectionString: process.env.DEPOT_URL };
if (secure) options.ssl = { rejectUnauthorized: false }; // wrong: tls-unverified
module.exports.depot = new pg.Pool(options);

// Somebody's own opener gets it.
module.exports.settings = () => ({
  host: process.env.DEPOT_HOST || 'localhost',
  user: process.env.DEPOT_USER,
  password: process.env.DEPOT_PASSWORD,
  ssl: { rejectUnauthorized: false }, // wrong: tls-unverified
});

// What stands under development's name goes to the service as well.
module.exports.stages = {
  development: {
    dialect: 'postgres',
    host: 'depot-dev.postgres.database.azure.com',
    username: 'clerk',
    password: 'Barrow-Wheel-19', // wrong: hardcoded-secret
    dialectOptions: { ssl: { rejectUnauthorized: false } }, // wrong: tls-unverified
  },
};
