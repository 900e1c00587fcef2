import type { Value } from '#facts/value.ts';
import type { ConceptBase } from './base.ts';

/** A call that goes to a database. */
export interface Query extends ConceptBase {
  readonly kind: 'query';
  /** raw: SQL text that was not read further. */
  readonly operation: 'read' | 'write' | 'raw';
  /** The table, model or collection, where it is written at the call. */
  readonly subject?: string;
  readonly sql?: string;
  /** True for a step that builds a query and runs it only where its result is used, such as Django's `filter`. */
  readonly isLazy: boolean;
  /** True for a cheap check of the connection: `SELECT 1`, `Ping`. */
  readonly isProbe: boolean;
}

/** A call that opens a transaction or runs a function in one. */
export interface Transaction extends ConceptBase {
  readonly kind: 'transaction';
}

export interface CacheWrite extends ConceptBase {
  readonly kind: 'cache-write';
  /** yes: it expires · no: it stays for ever · unknown: it cannot be seen. */
  readonly expires: 'yes' | 'no' | 'unknown';
  /** True for a write only where nothing is there (`NX`): a lock. */
  readonly isLock: boolean;
  /** The key as it is written, where it is a literal, a template or a name. */
  readonly key?: Value;
  /** How to add an expiry: the model's text, `%s` stands for seconds, `%m` for milliseconds. */
  readonly addition?: string;
}

/** A separate call that gives a key an expiry. */
export interface CacheExpiry extends ConceptBase {
  readonly kind: 'cache-expiry';
  readonly key?: Value;
}

/** An index created or dropped by a migration written in code. */
export interface IndexChange extends ConceptBase {
  readonly kind: 'index-change';
  readonly action: 'create' | 'drop';
  readonly table?: string;
  readonly isConcurrent: boolean;
  readonly tool: 'alembic' | 'django' | 'knex' | 'typeorm' | 'kysely';
}
