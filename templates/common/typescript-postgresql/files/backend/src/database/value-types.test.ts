import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.ts';
import { openDatabase } from './database.ts';

test('values come back as they were written', async () => {
  const { url, remove } = await createTestDatabase();
  const database = openDatabase(url);
  const { rows } = await sql`
    select 9007199254740991::bigint as "integer", '-12.50'::numeric(12, 2) as "decimal", true as "boolean",
      '2026-01-31'::date as "date", '0001-01-01'::date as "firstDate",
      '2026-01-31T10:30:00.123+01:00'::timestamptz as "datetime", '0001-01-01T00:00:00Z'::timestamptz as "firstDatetime"
  `.execute(database);
  expect(rows).toEqual([
    {
      integer: Number.MAX_SAFE_INTEGER,
      decimal: '-12.50',
      boolean: true,
      date: '2026-01-31',
      firstDate: '0001-01-01',
      datetime: '2026-01-31T09:30:00.123Z',
      firstDatetime: '0001-01-01T00:00:00.000Z',
    },
  ]);
  await database.destroy();
  await remove();
});
