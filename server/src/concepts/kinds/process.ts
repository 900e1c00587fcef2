import type { ConceptBase } from './base.ts';
import type { RouterId } from './routing.ts';

/** A web server or application object comes to be. */
export interface ServerCreation extends ConceptBase {
  readonly kind: 'server';
  /** The name that holds it, where there is one. */
  readonly name?: string;
  /** The app or router that it is. */
  readonly router?: RouterId;
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
