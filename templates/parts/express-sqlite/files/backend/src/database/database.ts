import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { openNodeSqlite } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Opens the database of a `file:` URL and creates its folder. The one connection serves all requests in turn. */
export async function openDatabase(url: string): Promise<Database> {
  const file = databaseFile(url);
  await mkdir(dirname(file), { recursive: true });
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: openNodeSqlite(file) }) });
}

/** Rejects when the database file is gone or cannot be queried. */
export async function checkDatabase(database: Database, url: string): Promise<void> {
  await access(databaseFile(url), constants.R_OK | constants.W_OK);
  await sql`select 1`.execute(database);
}

function databaseFile(url: string): string {
  return resolve(url.slice('file:'.length));
}
