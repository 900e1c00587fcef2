import type { Value } from '#facts/value.ts';
import type { ConceptBase } from './base.ts';

export interface LogCall extends ConceptBase {
  readonly kind: 'log';
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** False for `console`, `print` and the like. */
  readonly isStructured: boolean;
}

/** A request to a server: a call of an HTTP client, on a server or in a browser. */
export interface HttpRequest extends ConceptBase {
  readonly kind: 'http-request';
  /** In capitals; undefined where it is not written or computed. */
  readonly method?: string;
  /** The address as it is written: a literal, a template, a name; undefined where the call has none. */
  readonly url?: Value;
  /** The options of the request, where they are an argument of their own. */
  readonly options?: Value;
}

/** Something is kept in the browser where every script can read it. */
export interface WebStorageWrite extends ConceptBase {
  readonly kind: 'web-storage-write';
  readonly store: 'localStorage' | 'sessionStorage' | 'cookie';
  readonly key?: string;
  readonly value?: Value;
}

/** A call whose failure must not be lost: sending mail, queueing a job, writing a file. */
export interface RiskyCall extends ConceptBase {
  readonly kind: 'risky-call';
  readonly what: 'mail' | 'queue' | 'file' | 'payment';
}
