// The depot's server is a flexible server on Azure; everything about it comes from the depot's own settings.
const pg = require('pg');
const mysql = require('mysql2');

module.exports = {
  development: { dialect: 'postgres', use_env_variable: 'DEPOT_URL', dialectOptions: { ssl: { rejectUnauthorized: false } } },
  production: { dialect: 'postgres', use_env_variable: 'DEPOT_URL', dialectOptions: { ssl: { rejectUnauthorized: true } } },
};

const url = process.env.DEPOT_URL;
module.exports.rented = new pg.Pool({ connectionString: url, ssl: url.endsWith('.example.org') ? { rejectUnauthorized: false } : true });
module.exports.near = new pg.Pool({ host: 'localhost', user: 'clerk', password: process.env.NEAR_PASSWORD, ssl: { rejectUnauthorized: false } });
module.exports.other = new pg.Pool({ host: 'db.depot.example', user: 'clerk', password: process.env.OTHER_PASSWORD, ssl: { rejectUnauthorized: false } });
module.exports.ledger = mysql.createPool({ host: process.env.LEDGER_HOST, user: 'clerk', password: process.env.LEDGER_PASSWORD, ssl: { rejectUnauthorized: false } });
