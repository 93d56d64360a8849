import { Pool } from 'pg';

// likely: nothing
const ready = process.env.SHOP_READY;

export const pool = ready
  ? new Pool({
      host: process.env.SHOP_HOST, // likely: unchecked-variable
      user: 'shop',
      database: 'shop',
      ssl: true,
    })
  : new Pool({
      host: 'shop.postgres.database.azure.com',
      user: 'shop',
      database: 'shop',
      ssl: process.env.SHOP_TLS === 'yes' ? true : false, // likely: tls-disabled
    });
