import crypto from 'node:crypto';
import pg from 'pg';

const { TILL_HOST: host, TILL_USER: user, TILL_WORD: word } = process.env;
const way = `postgresql://${user}:${encodeURIComponent(word)}@${host}/till?sslmode=verify-full`;

console.info('the till is at', way.replace(/:[^:@]+@/, ':***@'));
console.info('its word', word ? 'SET' : 'NOT SET', word.length, Boolean(word), !!word);
console.info(crypto.createHash('sha256').update(word).digest('hex'));
console.info(`postgresql://${user}:***@${host}/till`);

export const till = new pg.Pool({ connectionString: way, max: 3 });

// On the machine itself, with a word that stands there for everybody to read.
const here = process.env.HERE_WORD || 'postgres';
console.log('here', here);
export const mine = new pg.Pool({ host: 'localhost', user: 'postgres', password: here, database: 'till' });
