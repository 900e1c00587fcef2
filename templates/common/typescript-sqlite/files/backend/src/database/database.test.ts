import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.ts';
import { checkDatabase, openDatabase } from './database.ts';

test('a database whose file was removed is not healthy', async () => {
  const { url, remove } = await createTestDatabase();
  const database = openDatabase(url);
  await expect(checkDatabase(database, url)).resolves.toBeUndefined();
  await rm(url.slice('file:'.length));
  await expect(checkDatabase(database, url)).rejects.toThrow();
  await database.destroy();
  await remove();
});
