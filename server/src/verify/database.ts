import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A database that belongs to one start, never the user's own. */
export interface Database {
  /** The value of `DATABASE_URL`. */
  readonly url: string;
  /** Makes every query fail from now on, while the back end keeps running. */
  readonly ruin: () => Promise<void>;
  /** What `ruin` did: "with ‹these words›". */
  readonly ruinedBy: string;
  /** Undoes `ruin`; undefined where that cannot be. */
  readonly restore: (() => Promise<void>) | undefined;
  /** Tells whether a text stands anywhere in what is stored. */
  readonly holds: (text: string) => Promise<boolean>;
  /** Changes whenever what is stored changes. */
  readonly fingerprint: () => Promise<string>;
}

/** A place for a new SQLite database; the folder exists, the file does not. */
export async function newSqliteDatabase(folder: string): Promise<Database> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'app.db');
  return {
    url: `file:${file}`,
    ruin: () => ruinSqlite(file),
    ruinedBy: 'the database files overwritten (it has to read the database, not only to hold it open)',
    restore: undefined,
    holds: async (text) => {
      for (const name of await filesOf(file)) if ((await contentsOf(name)).includes(text)) return true;
      return false;
    },
    fingerprint: async () => {
      const hash = createHash('sha256');
      for (const name of await filesOf(file)) if (!name.endsWith('-shm')) hash.update(await contentsOf(name));
      return hash.digest('hex');
    },
  };
}

/**
 * Overwrites the files in place. Deleting or moving them would change nothing, since an open handle stays good; locking would not either, since
 * readers of a write-ahead log are never locked out. The shared index becomes zeros, which SQLite reads as "to be rebuilt"
 * (WAL-mode file format, 2.2), and keeps its length, because the server has it mapped.
 */
async function ruinSqlite(file: string): Promise<void> {
  // A back end that closes its connection meanwhile writes the log back into the file: what was ruined then is ruined once more.
  for (let round = 0; round < 3; round += 1) {
    for (const name of await filesOf(file)) await overwrite(name, name.endsWith('-shm') ? 0 : 'ruined ');
    if ((await contentsOf(file)).subarray(0, 'ruined '.length).equals(Buffer.from('ruined '))) return;
  }
}

async function overwrite(name: string, pattern: string | number): Promise<void> {
  await withFile(name, 'r+', undefined, async (handle) => {
    const { size } = await handle.stat();
    await handle.write(Buffer.alloc(size, pattern), 0, size, 0);
  });
}

/** Nothing for a file that is gone. */
function contentsOf(name: string): Promise<Buffer> {
  return withFile(name, 'r', Buffer.alloc(0), (handle) => handle.readFile());
}

/** SQLite takes the companions away when the last connection is closed, at any moment: gives `gone` for one that was there when it was listed. */
async function withFile<Result>(
  name: string,
  mode: 'r' | 'r+',
  gone: Result,
  act: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  let handle: FileHandle;
  try {
    handle = await open(name, mode);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return gone;
    throw error;
  }
  try {
    return await act(handle);
  } finally {
    await handle.close();
  }
}

/** The companions of the database file (`-wal`, `-shm`, `-journal`), then the file: what moves while they are read moves from the first to the last. */
async function filesOf(file: string): Promise<readonly string[]> {
  const names = await readdir(dirname(file));
  return names
    .filter((name) => name.startsWith(basename(file)))
    .sort()
    .reverse()
    .map((name) => join(dirname(file), name));
}
