import type { ScopeId } from '#facts/code-facts.ts';
import type { ConceptBase } from './base.ts';

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
