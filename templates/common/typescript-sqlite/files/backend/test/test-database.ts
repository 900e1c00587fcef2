import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for a database of its own, still empty. */
export async function createTestDatabase(): Promise<{ readonly url: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'test-database-'));
  return { url: `file:${join(folder, 'test.db')}`, remove: () => rm(folder, { recursive: true }) };
}
