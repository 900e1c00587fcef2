import { expect, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.ts';
import { type Database, openDatabase } from './database.ts';
import { migrateDown, migrateUp } from './migrator.ts';

test('every migration can be taken back and applied again', async () => {
  const { url, remove } = await createTestDatabase();
  const database = openDatabase(url);
  const applied = await migrateUp(database);
  const tables = await tablesOf(database);
  expect(applied.length).toBeGreaterThan(0);
  expect(tables).not.toEqual([]);

  for (const name of applied.toReversed()) expect(await migrateDown(database)).toEqual([name]);
  expect(await migrateDown(database)).toEqual([]);
  expect(await tablesOf(database)).toEqual([]);

  expect(await migrateUp(database)).toEqual(applied);
  expect(await tablesOf(database)).toEqual(tables);
  expect(await migrateUp(database)).toEqual([]);
  await database.destroy();
  await remove();
});

/** Tables with their columns, less those in which Kysely keeps what it has applied. */
async function tablesOf(database: Database) {
  const tables = await database.introspection.getTables();
  return tables.toSorted((one, other) => one.name.localeCompare(other.name));
}
