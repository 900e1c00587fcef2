import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Pool } from 'pg';
import { inTransaction } from './src/db/in-transaction.ts';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
const tenant = '01890000-0000-7000-8000-000000000001';
const migration = (name: string): string => readFileSync(`prisma/migrations/20260101000000_create_orders/${name}`, 'utf8');
const count = async (): Promise<number> => (await pool.query('SELECT 1 FROM orders')).rows.length;

before(() => pool.query(migration('migration.sql')));
after(() => pool.end());

test('a failure takes back what was written before it', async () => {
  const work = inTransaction(pool, async (client) => {
    await client.query('INSERT INTO orders (tenant_id, name) VALUES ($1, $2)', [tenant, 'first']);
    await client.query('INSERT INTO orders (tenant_id, name) VALUES ($1, NULL)', [tenant]);
  });
  await assert.rejects(work, { code: '23502' });
  assert.equal(await count(), 0);
});

test('what succeeds stays, and the connection goes back to the pool', async () => {
  const insert = 'INSERT INTO orders (tenant_id, name) VALUES ($1, $2) RETURNING id';
  const id = await inTransaction(pool, async (client) => (await client.query(insert, [tenant, 'kept'])).rows[0].id);
  assert.match(id, /^[0-9a-f-]{36}$/);
  assert.equal(await count(), 1);
});

test('the migration has a way back', async () => {
  await pool.query(migration('down.sql'));
  await assert.rejects(count(), { code: '42P01' });
});
