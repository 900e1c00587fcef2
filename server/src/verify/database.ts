import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
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
      const contents = await Promise.all((await filesOf(file)).map((name) => readFile(name)));
      return contents.some((it) => it.includes(text));
    },
    fingerprint: async () => {
      const hash = createHash('sha256');
      for (const name of await filesOf(file)) if (!name.endsWith('-shm')) hash.update(await readFile(name));
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
  for (const name of await filesOf(file)) {
    const handle = await open(name, 'r+');
    const { size } = await handle.stat();
    await handle.write(Buffer.alloc(size, name.endsWith('-shm') ? 0 : 'ruined '), 0, size, 0);
    await handle.close();
  }
}

/** The database file and its companions (`-wal`, `-shm`, `-journal`). */
async function filesOf(file: string): Promise<readonly string[]> {
  const names = await readdir(dirname(file));
  return names
    .filter((name) => name.startsWith(basename(file)))
    .sort()
    .map((name) => join(dirname(file), name));
}
