import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FileMigrationProvider, type MigrationResultSet, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';

/** Runs the files of `migrations/` in the order of their names. */
export function createMigrator(database: Database): Migrator {
  return new Migrator({
    db: database,
    provider: new FileMigrationProvider({
      fs: { readdir },
      path,
      migrationFolder: path.join(import.meta.dirname, 'migrations'),
      import: (file) => import(pathToFileURL(file).href),
    }),
  });
}

/** Applies every migration that has not run yet. Throws when one fails; those before it stay applied. */
export async function migrateUp(database: Database): Promise<string[]> {
  return namesOf(await createMigrator(database).migrateToLatest());
}

/** Takes back the migration that ran last. Gives nothing when there is none. */
export async function migrateDown(database: Database): Promise<string[]> {
  return namesOf(await createMigrator(database).migrateDown());
}

function namesOf({ error, results }: MigrationResultSet): string[] {
  if (error !== undefined) throw error;
  return (results ?? []).map((it) => it.migrationName);
}
