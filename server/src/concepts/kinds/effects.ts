import type { Value } from '#facts/value.ts';
import type { ConceptBase } from './base.ts';

/** A request to a server: a call of an HTTP client, on a server or in a browser. */
export interface HttpRequest extends ConceptBase {
  readonly kind: 'http-request';
  /**
   * call: made right here, and its answer is what the call gives · declared: given to a library that makes it later · stream: a connection that stays
   * open, or a message whose answer nobody waits for.
   */
  readonly form: 'call' | 'declared' | 'stream';
  /** What becomes of an answer with an error status: the client throws, gives it like any other, or it is not known. */
  readonly onErrorStatus: 'throws' | 'resolves' | 'unknown';
  /** In capitals; undefined where it is not written or computed. */
  readonly method?: string;
  /** The address as it is written: a literal, a template, a name; undefined where the call has none. */
  readonly url?: Value;
  /** The options of the request, where they are an argument of their own; Python's keywords count as an object. */
  readonly options?: Value;
}

/** Something is kept in the browser where every script can read it. */
export interface WebStorageWrite extends ConceptBase {
  readonly kind: 'web-storage-write';
  /** device: the storage of a mobile application, which only that application reads. */
  readonly store: 'localStorage' | 'sessionStorage' | 'cookie' | 'device';
  readonly key?: string;
  readonly value?: Value;
}

/** A call whose failure must not be lost: sending mail, queueing a job, writing a file. */
export interface RiskyCall extends ConceptBase {
  readonly kind: 'risky-call';
  readonly what: 'mail' | 'queue' | 'file' | 'payment';
}
