const { Client } = require('pg');

class Till {
  constructor(host, word) {
    this.host = host;
    this.word = word;
  }

  toString() {
    return this.host;
  }
}

const settings = { host: process.env.TILL_HOST, user: 'till', password: process.env.TILL_WORD, ssl: true };
const till = new Till(process.env.TILL_HOST, process.env.TILL_WORD);

console.log(`till: ${JSON.stringify(settings, (key, value) => (key === 'password' ? undefined : value))}`);
console.log(JSON.stringify(settings, ['host', 'user']), JSON.stringify({ ...settings, password: '***' }));
console.debug('till', till);

module.exports = () => new Client(settings);
