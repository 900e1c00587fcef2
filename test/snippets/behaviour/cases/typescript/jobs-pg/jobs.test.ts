import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pool } from 'pg';
import { addToOutbox, deliverOutbox } from './src/jobs/outbox.ts';
import { runOnce } from './src/jobs/run-once.ts';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
before(async () => {
  await pool.query('create table job_runs (job_id text primary key, done_at timestamptz not null default now())');
  await pool.query(`create table outbox (id bigint generated always as identity primary key, topic text not null,
    payload jsonb not null, created_at timestamptz not null default now(), delivered_at timestamptz)`);
  await pool.query('create table receipts (id int generated always as identity, job_id text)');
});
after(() => pool.end());

const receipts = async (job: string): Promise<number | null> =>
  (await pool.query('select 1 from receipts where job_id = $1', [job])).rowCount;

test('a job that runs twice at once does its work once', async () => {
  const run = (): Promise<boolean> =>
    runOnce(pool, 'a', async (client) => {
      await client.query("insert into receipts (job_id) values ('a')");
    });
  assert.deepEqual((await Promise.all([run(), run(), run()])).sort(), [false, false, true]);
  assert.equal(await receipts('a'), 1);
});

test('a run that fails leaves neither its mark nor its work', async () => {
  const failing = runOnce(pool, 'b', async (client) => {
    await client.query("insert into receipts (job_id) values ('b')");
    throw new Error('the printer is out of paper');
  });
  await assert.rejects(failing, /out of paper/);
  assert.equal(await receipts('b'), 0);
  assert.equal(await runOnce(pool, 'b', async () => undefined), true);
});

test('events are delivered in order, and what was delivered before a failure keeps its mark', async () => {
  const client = await pool.connect();
  await client.query('begin');
  for (const number of [1, 2, 3]) await addToOutbox(client, 'orders', { number });
  await client.query('commit');
  await client.query('begin');
  await addToOutbox(client, 'orders', { number: 4 });
  await client.query('rollback');
  client.release();
  const seen: unknown[] = [];
  await assert.rejects(
    deliverOutbox(pool, async ({ payload }) => {
      if (seen.length === 2) throw new Error('the broker is away');
      seen.push(payload);
    }),
    /away/,
  );
  const delivered = await deliverOutbox(pool, async ({ payload }) => {
    seen.push(payload);
  });
  assert.equal(delivered, 1);
  assert.deepEqual(seen, [{ number: 1 }, { number: 2 }, { number: 3 }]);
  assert.equal(await deliverOutbox(pool, async () => undefined), 0);
});
