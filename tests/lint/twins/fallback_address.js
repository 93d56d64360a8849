const { Pool } = require("pg");

const address = process.env.TILL_ADDRESS ?? "postgres://till@till.postgres.database.azure.com/till";

exports.checked = new Pool({ connectionString: address, ssl: true });
exports.asked = new Pool({
  connectionString: process.env.TILL_ADDRESS ?? "postgres://till@till.postgres.database.azure.com/till?sslmode=verify-full",
});
exports.longer = (tail) => new Pool({ connectionString: (process.env.TILL_ADDRESS ?? "postgres://till@till.postgres.database.azure.com/till") + tail });
exports.local = new Pool({ connectionString: process.env.TILL_ADDRESS ?? "postgres://till@localhost/till" });
