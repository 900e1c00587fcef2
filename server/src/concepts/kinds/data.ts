import type { ScopeId } from '#facts/code-facts.ts';
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
  /** When a write is there for others: at once, with the commit of its unit of work, or by being that commit. */
  readonly lands: 'at-once' | 'at-commit' | 'is-commit';
  /** True where what is called stands for an open transaction, as a `*sql.Tx` does. */
  readonly isInTransaction: boolean;
  /** True for a store of documents, where one write is one document and transactions are the exception. */
  readonly isDocument: boolean;
}

/** SQL that is put together from parts, on its way to a database. */
export interface BuiltSql extends ConceptBase {
  readonly kind: 'built-sql';
  /** With one U+FFFC for each part. */
  readonly text: string;
  readonly parts: readonly BuiltSqlPart[];
  /** True for a piece of a statement, such as a condition. */
  readonly isFragment: boolean;
}

export interface BuiltSqlPart {
  readonly value: Value;
  /** Where the value stands: names in it are seen from here. */
  readonly scope: ScopeId;
  /** True where it is written as a number: `%d`. */
  readonly isNumber: boolean;
}

/** A migration written in code changes a table that is there. */
export interface SchemaChange extends ConceptBase {
  readonly kind: 'schema-change';
  readonly change: SchemaChangeAction;
  readonly table?: string;
  readonly column?: string;
  /** The new name, for renames. */
  readonly to?: string;
}

export type SchemaChangeAction = 'create-table' | 'drop-table' | 'rename-table' | 'add-column' | 'drop-column' | 'rename-column';

/** A call that opens a transaction or runs a function in one. */
export interface Transaction extends ConceptBase {
  readonly kind: 'transaction';
}

export interface CacheWrite extends ConceptBase {
  readonly kind: 'cache-write';
  /** yes: it expires · no: it stays for ever · unknown: it cannot be seen. */
  readonly expires: 'yes' | 'no' | 'unknown';
  /** Keys of the store's settings that would give it a life by default. */
  readonly defaults: readonly string[];
  /** True where the framework evicts the entry by other means too. */
  readonly isMinor: boolean;
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
  /** The index's name, where a builder is given one. */
  readonly name?: string;
  readonly isConcurrent: boolean;
  readonly tool: 'alembic' | 'django' | 'knex' | 'sequelize' | 'typeorm' | 'kysely';
}
