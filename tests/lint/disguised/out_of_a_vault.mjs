import { SecretClient } from '@azure/keyvault-secrets';
import { DefaultAzureCredential } from '@azure/identity';
import pg from 'pg';

const vault = new SecretClient(process.env.TILL_VAULT, new DefaultAzureCredential());
const { value: word } = await vault.getSecret('till');

export const till = new pg.Client(`postgresql://till:${word}@till.postgres.database.azure.com/till?sslmode=verify-full`); // wrong: unquoted-value

till.connect().catch((error) => console.error(error.message, word)); // wrong: secret-logged
