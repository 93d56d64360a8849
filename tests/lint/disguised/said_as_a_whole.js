// The till stands on a flexible server, NAME.postgres.database.azure.com.
const { Client } = require('pg');

class Till {
  constructor(host, word) {
    this.host = host;
    this.word = word;
  }
}

const settings = { host: process.env.TILL_HOST, user: 'till', password: process.env.TILL_WORD, ssl: true };
const till = new Till(process.env.TILL_HOST, process.env.TILL_WORD);

console.log(`till: ${JSON.stringify(settings, null, 2)}`); // wrong: secret-logged
console.debug('till', till); // wrong: secret-logged

module.exports = () => new Client(settings);
