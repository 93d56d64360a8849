import React from 'react';
import { Pool } from 'pg';

const pool = new Pool({
  connectionString: process.env.DATABASE_URL,
  ssl: process.env.DATABASE_URL?.includes('.postgres.database.azure.com') ? true : undefined,
});

export default async function Page({ params }: { params: { id: string } }) {
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM shop WHERE id = $1', [params.id]);
  return (
    <ul className="list">
      {rows.map((row) => (
        <li key={row.name}>{row.name ?? <em>unknown</em>}</li>
      ))}
    </ul>
  );
}
