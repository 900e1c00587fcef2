import type { Span } from '#base/span.ts';
import type { CallId, ScopeId, SyntaxEnvRead } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

/** What a place in the code means, whatever the language and the framework. */
export type Concept =
  | Query
  | Transaction
  | Route
  | Mount
  | MiddlewareUse
  | ServerCreation
  | ServerListen
  | SignalHandler
  | ShutdownStep
  | EnvRead
  | EnvSchema
  | CacheWrite
  | CacheExpiry
  | LogCall
  | HttpRequest
  | WebStorageWrite
  | IndexChange
  | RiskyCall;

interface ConceptBase {
  /** The framework model that says so; 'language' for what the language itself says. */
  readonly framework: string;
  readonly scope: ScopeId;
  readonly span: Span;
  /** The call, where it is one. */
  readonly call?: CallId;
}

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

/** A handler registered for a method and a path. */
export interface Route extends ConceptBase {
  readonly kind: 'route';
  /** In capitals; ANY for all. */
  readonly method: string;
  /** As written; undefined where it is not a literal. */
  readonly path?: string;
  /** Where it is registered: the name of the app or router, seen from the module. */
  readonly target: string;
  /** The handler's function, where it is in this file. */
  readonly handler?: ScopeId;
  /** The functions that answer, by the file that declares them and their name (`Owner.name` for methods), wherever that is. */
  readonly answeredBy: readonly string[];
  readonly order: number;
}

/** A router hung into another one. */
export interface Mount extends ConceptBase {
  readonly kind: 'mount';
  readonly path?: string;
  readonly target: string;
  /** The name of what is hung in. */
  readonly router: string;
  readonly order: number;
}

/** What a middleware is for; the names of the standard order. */
export type MiddlewareRole =
  | 'request-id'
  | 'log'
  | 'security-headers'
  | 'cors'
  | 'rate-limit'
  | 'body'
  | 'static'
  | 'session'
  | 'auth'
  | 'validation'
  | 'not-found'
  | 'recover'
  | 'error'
  | 'other';

/** A middleware registered on an app or router, in registration order with routes and mounts. */
export interface MiddlewareUse extends ConceptBase {
  readonly kind: 'middleware';
  readonly role: MiddlewareRole;
  /** What it is called in the code: `cors`, `errorHandler`. */
  readonly name: string;
  /** Set where it holds for a path only. */
  readonly path?: string;
  readonly target: string;
  readonly order: number;
  /** True where it stands in a branch, so that it may not be there. */
  readonly isConditional: boolean;
}

/** A web server or application object comes to be. */
export interface ServerCreation extends ConceptBase {
  readonly kind: 'server';
  /** The name that holds it, where there is one. */
  readonly name?: string;
}

/** The server starts to take connections. */
export interface ServerListen extends ConceptBase {
  readonly kind: 'listen';
  /** The call's text head, such as `app.listen`. */
  readonly name: string;
  /** The variable that takes the running server. */
  readonly target?: string;
}

/** A function registered for a signal of the operating system. */
export interface SignalHandler extends ConceptBase {
  readonly kind: 'signal';
  /** Such as SIGTERM; empty where it is not written as a literal. */
  readonly signals: readonly string[];
}

/** A step of an orderly end: closing a server, or a package that does all of it. */
export interface ShutdownStep extends ConceptBase {
  readonly kind: 'shutdown';
  /** server: stops taking connections · whole: everything, signal included · process: ends the process at once. */
  readonly what: 'server' | 'whole' | 'process';
}

export interface EnvRead extends ConceptBase {
  readonly kind: 'env-read';
  readonly read: SyntaxEnvRead;
}

/** Variables declared in a schema that reads the environment: zod, envalid, pydantic settings, Go `env` tags. */
export interface EnvSchema extends ConceptBase {
  readonly kind: 'env-schema';
  readonly variables: readonly { readonly name: string; readonly isOptional: boolean; readonly span: Span }[];
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

export interface LogCall extends ConceptBase {
  readonly kind: 'log';
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** False for `console`, `print` and the like. */
  readonly isStructured: boolean;
}

/** A request to another server. */
export interface HttpRequest extends ConceptBase {
  readonly kind: 'http-request';
}

/** Something is kept in the browser where every script can read it. */
export interface WebStorageWrite extends ConceptBase {
  readonly kind: 'web-storage-write';
  readonly store: 'localStorage' | 'sessionStorage' | 'cookie';
  readonly key?: string;
  readonly value?: Value;
}

/** An index created or dropped by a migration written in code. */
export interface IndexChange extends ConceptBase {
  readonly kind: 'index-change';
  readonly action: 'create' | 'drop';
  readonly table?: string;
  readonly isConcurrent: boolean;
  readonly tool: 'alembic' | 'django' | 'knex' | 'typeorm' | 'kysely';
}

/** A call whose failure must not be lost: sending mail, queueing a job, writing a file. */
export interface RiskyCall extends ConceptBase {
  readonly kind: 'risky-call';
  readonly what: 'mail' | 'queue' | 'file' | 'payment';
}

export type ConceptKind = Concept['kind'];
export type ConceptOf<K extends ConceptKind> = Extract<Concept, { readonly kind: K }>;

/** Concepts that other files and the workspace can see; the rest matters inside its own file only. */
export const VISIBLE_KINDS = new Set<ConceptKind>([
  'route',
  'mount',
  'middleware',
  'server',
  'listen',
  'signal',
  'shutdown',
  'env-read',
  'env-schema',
]);
