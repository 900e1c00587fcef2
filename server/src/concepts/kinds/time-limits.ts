import type { ConceptBase } from './base.ts';

/** A place that decides how long something on the network may take. */
export interface TimeLimit extends ConceptBase {
  readonly kind: 'time-limit';
  /** call: one request · client: all requests of a client · request: one that is built here and sent elsewhere · server: reading a request. */
  readonly of: 'call' | 'client' | 'request' | 'server';
  /** long: the library's own limit of minutes · soft: none, where that is common and a wrapper may add one · unknown: it cannot be seen. */
  readonly limit: 'given' | 'none' | 'long' | 'soft' | 'unknown';
  /** What sets it, as it is written: `requests.get`, `axios.create`, `http.Client`. */
  readonly name: string;
  /** True for a stream, which may stay open on purpose. */
  readonly isStream: boolean;
}

/** A limit for all requests of a library: `axios.defaults.timeout = 5_000`, `HttpModule.register({ timeout: 5_000 })`. */
export interface TimeLimitDefault extends ConceptBase {
  readonly kind: 'time-limit-default';
  readonly limit: 'given' | 'none' | 'unknown';
}
