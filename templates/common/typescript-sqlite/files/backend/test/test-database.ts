import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for a database of its own, still empty. */
export interface TestDatabase {
  readonly url: string;
  /** Makes it unusable while it is open. */
  readonly ruin: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'test-database-'));
  return {
    url: `file:${join(folder, 'test.db')}`,
    ruin: async () => {
      for (const file of await readdir(folder)) await writeFile(join(folder, file), 'not a database'.repeat(1000));
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
