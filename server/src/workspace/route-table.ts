import type { Path } from '#base/paths.ts';
import type { FunctionPlace, MiddlewareRole } from '#concepts/kinds/routing.ts';
import type { Unit } from './units.ts';

/**
 * The routes of one unit with their whole paths: prefixes composed over mounts, groups and files. A route belongs to the unit
 * of the app that serves it, whichever unit registers it.
 */
export interface RouteTable {
  readonly routes: readonly ComposedRoute[];
  /** Places that may serve paths which the table does not name: proxies, catch-all routes, mounts that cannot be followed. */
  readonly openings: readonly RouteOpening[];
}

export interface ComposedRoute {
  readonly unit: Unit;
  readonly framework: string;
  /** In capitals; ANY where all methods, or methods that are not known, are served. */
  readonly method: string;
  /** Below the origin, without a slash at its end; undefined where a part of it is not known. Procedures that are called by name have none. */
  readonly segments: readonly RouteSegment[] | undefined;
  /** Where `segments` is undefined: its last segments, those that are known; may be empty. */
  readonly tail?: readonly RouteSegment[];
  /** Where the route is registered: a visible concept of a file, or the file itself where its place is its route. */
  readonly path: Path;
  readonly concept?: number;
  /** The function that answers, where it is found. */
  readonly handler?: FunctionPlace;
  /** What runs before the handler, outermost first: on the app, on routers on the way, on the route. */
  readonly chain: readonly RouteMiddleware[];
  /** True where something that may be a middleware on the way could not be read. */
  readonly isChainOpen: boolean;
}

export type RouteSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly type?: 'number' | 'uuid' | 'string' }
  /** Text with a parameter inside, such as `{id}.json`; `pattern` has `*` for the parameter. */
  | { readonly kind: 'mixed'; readonly pattern: string }
  /** All that follows. */
  | { readonly kind: 'rest' };

export interface RouteMiddleware {
  readonly role: MiddlewareRole;
  /** As it is called in the code; '' where it is a function without a name. */
  readonly name: string;
}

export interface RouteOpening {
  readonly kind: 'proxy' | 'catch-all' | 'unknown-mount';
  /** The literal segments before it; empty for the whole origin. */
  readonly under: readonly string[];
  readonly path: Path;
}
