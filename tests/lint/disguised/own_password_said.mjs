// The till stands on a flexible server, NAME.postgres.database.azure.com.
import pg from 'pg';

const { TILL_HOST: host, TILL_USER: user, TILL_WORD: word } = process.env;
const way = `postgresql://${user}:${encodeURIComponent(word)}@${host}/till?sslmode=verify-full`;

console.info('the till is at', { way }); // wrong: secret-logged

export const till = new pg.Pool({ connectionString: way, max: 3 });

till.on('error', (error) => {
  throw new Error(`till: ${error.message} (${process.env.TILL_WORD})`); // wrong: secret-logged
});
