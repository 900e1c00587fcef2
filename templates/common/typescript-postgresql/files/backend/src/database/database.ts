import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import type { Tables } from './tables.ts';
import { valueTypes } from './value-types.ts';

export type Database = Kysely<Tables>;

export interface DatabaseLimits {
  /** Connections at the same time; a query that finds none free waits for one. */
  readonly poolSize?: number;
  /** Time in milliseconds after which a query is stopped; 0 for no limit. */
  readonly statementTimeoutMs?: number;
}

/** Opens no connection yet: the first query does. Migrations and commands take no limits, since they may have long queries. */
export function openDatabase(url: string, { poolSize = 2, statementTimeoutMs = 0 }: DatabaseLimits = {}): Database {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectionTimeoutMs,
    keepAlive: true,
    types: valueTypes,
    // The server stops the query in time; where it cannot be reached, the client gives up a little later.
    ...(statementTimeoutMs > 0 && {
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + connectionTimeoutMs,
    }),
  });
  // An idle connection was lost, such as by a restart of the server. The pool has dropped it, and the next query opens another one.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Rejects when the database cannot be queried. */
export async function checkDatabase(database: Database): Promise<void> {
  await sql`select 1`.execute(database);
}

const connectionTimeoutMs = 3000;
