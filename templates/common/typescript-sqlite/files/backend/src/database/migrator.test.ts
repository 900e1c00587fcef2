import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.ts';
import { type Database, openDatabase } from './database.ts';
import { migrateDown, migrateUp } from './migrator.ts';

test('every migration can be taken back and applied again', async () => {
  const { url, remove } = await createTestDatabase();
  const database = await openDatabase(url);
  const applied = await migrateUp(database);
  const schema = await schemaOf(database);
  expect(applied.length).toBeGreaterThan(0);
  expect(schema).not.toEqual([]);

  for (const name of applied.toReversed()) expect(await migrateDown(database)).toEqual([name]);
  expect(await migrateDown(database)).toEqual([]);
  expect(await schemaOf(database)).toEqual([]);

  expect(await migrateUp(database)).toEqual(applied);
  expect(await schemaOf(database)).toEqual(schema);
  expect(await migrateUp(database)).toEqual([]);
  await database.destroy();
  await remove();
});

async function schemaOf(database: Database): Promise<unknown[]> {
  const { rows } = await sql`
    select type, name, sql from sqlite_master where name not like 'sqlite_%' and tbl_name not like 'kysely_%' order by name
  `.execute(database);
  return rows;
}
