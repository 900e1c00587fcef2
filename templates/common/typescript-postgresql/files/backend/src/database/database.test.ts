import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.ts';
import { checkDatabase, openDatabase } from './database.ts';
import { migrateUp } from './migrator.ts';

test('a query that takes too long is stopped', async () => {
  const { url, remove } = await createTestDatabase();
  const database = openDatabase(url, { statementTimeoutMs: 50 });
  await expect(sql`select pg_sleep(10)`.execute(database)).rejects.toThrow('statement timeout');
  await database.destroy();
  await remove();
});

test('a connection that is lost is replaced', async () => {
  const { url, remove } = await createTestDatabase();
  const [database, other] = [openDatabase(url, { poolSize: 1 }), openDatabase(url)];
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database);
  await sql`select pg_terminate_backend(${rows[0]?.pid}::integer)`.execute(other);
  await expect.poll(() => checkDatabase(database).then(() => 'up')).toBe('up');
  await Promise.all([database.destroy(), other.destroy()]);
  await remove();
});

test('a server that cannot be reached is not healthy', async () => {
  const database = openDatabase('postgresql://app:app@127.0.0.1:1/app');
  await expect(checkDatabase(database)).rejects.toThrow();
  await database.destroy();
});

test('of two instances that migrate at the same time one waits for the other', async () => {
  const { url, remove } = await createTestDatabase();
  const instances = [openDatabase(url), openDatabase(url)];
  const applied = await Promise.all(instances.map((it) => migrateUp(it)));
  expect(applied.filter((it) => it.length > 0)).toHaveLength(1);
  await Promise.all(instances.map((it) => it.destroy()));
  await remove();
});
