import postgres from 'postgres';
import { Sequelize } from 'sequelize';
import { Pool } from 'pg';
import { env } from 'node:process';

// likely: nothing
const url = process.env.TILL_URL;
export const one = env['LEDGER_URL'] ? postgres(env['LEDGER_URL']) : undefined;
export const other = url ? postgres(url) : undefined;

export function open() {
  if (process.env.SHOP_HOST && process.env.SHOP_USER) {
    return new Pool({ host: process.env.SHOP_HOST, user: process.env.SHOP_USER, database: 'shop', ssl: true });
  }
  return new Pool({
    host: process.env.AZURE_POSTGRESQL_HOST ?? 'shop.postgres.database.azure.com',
    user: 'shop',
    database: 'shop',
    ssl: process.env.AZURE_POSTGRESQL_SSL === 'true' ? true : false,
  });
}

// Sequelize says itself that there is no URL.
export const third = new Sequelize(process.env.SHOP_URL, { dialect: 'postgres', dialectOptions: { ssl: true } });
