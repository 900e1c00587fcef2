import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { checkNodeSqlite, openNodeSqlite } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Opens the database of a `file:` URL and creates its folder. The one connection serves all requests in turn. */
export function openDatabase(url: string): Database {
  const file = databaseFile(url);
  mkdirSync(dirname(file), { recursive: true });
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: openNodeSqlite(file) }) });
}

/** Rejects when the database cannot be queried, or its file is gone or damaged. */
export async function checkDatabase(database: Database, url: string): Promise<void> {
  await sql`select 1`.execute(database);
  checkNodeSqlite(databaseFile(url));
}

function databaseFile(url: string): string {
  return resolve(url.slice('file:'.length));
}
