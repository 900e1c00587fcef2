import type { Path } from '#base/paths.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { ConceptBase } from './base.ts';

/**
 * Tells one app, router, group or router-typed parameter from all others of the workspace. It changes with what other files
 * can see of its file only, never with what is typed inside a function.
 */
export type RouterId = string;

/** A function by its file and its number among the functions of that file. */
export interface FunctionPlace {
  readonly path: Path;
  readonly fn: number;
}

/** A handler registered for a method and a path. */
export interface Route extends ConceptBase {
  readonly kind: 'route';
  /** In capitals; ANY for all, and where there are several. */
  readonly method: string;
  /** The methods in capitals where there are several. */
  readonly methods?: readonly string[];
  /** As written; '' where none is given, undefined where it is not a literal. */
  readonly path?: string;
  /** All paths where there are several; `path` is the first. */
  readonly paths?: readonly string[];
  /** Where it is registered: the name of the app or router, seen from the module. */
  readonly target: string;
  /** The router that it is registered on; undefined where it cannot be followed. */
  readonly router?: RouterId;
  /** The handler's function, where it is in this file. */
  readonly handler?: ScopeId;
  /** The functions that answer, by the file that declares them and their name (`Owner.name` for methods), wherever that is. */
  readonly answeredBy: readonly string[];
  /** The function that answers, wherever it is. */
  readonly handledBy?: FunctionPlace;
  /** Which function answers which method, where a class answers. */
  readonly answers?: Readonly<Record<string, FunctionPlace>>;
  /** True for a procedure that is called by its name over one address; it has no path. */
  readonly isProcedure?: boolean;
  /** True for a path that takes all others and answers that nothing is there, or with the first page of a browser application. */
  readonly isFallback: boolean;
  /** The version that the path begins with where the app says so. */
  readonly version?: string;
  /** What runs before the handler, as the registration lists it. */
  readonly chain: readonly ChainLink[];
  /** True where what is listed could not be read whole. */
  readonly isChainOpen: boolean;
  readonly order: number;
}

/** Something that a request passes on its way to a handler. */
export interface ChainLink {
  readonly role: MiddlewareRole;
  /** As it is called in the code; '' for a function without a name. */
  readonly name: string;
}

/** An app or a router comes to be, or something that holds for all its routes is said of it. */
export interface RouterCreation extends ConceptBase {
  readonly kind: 'router';
  readonly router: RouterId;
  /** What all its paths begin with; undefined where it is not known. */
  readonly prefix?: string;
  readonly chain: readonly ChainLink[];
  readonly isChainOpen: boolean;
  /** True where it serves the whole origin unless something holds it. */
  readonly isApp: boolean;
  /** For a class whose methods are routes: where such classes hang in the app is not written. */
  readonly isController: boolean;
  /** True where the prefix holds for all controllers of the app. */
  readonly isForControllers: boolean;
  /** The version of a controller, that paths begin with where the app says so. */
  readonly version?: string;
  /** How the app puts versions into paths: what stands before the number, and the version of routes that name none. */
  readonly versioning?: { readonly before: string; readonly default?: string };
  /** Routes that the prefix does not hold for; without a method all of a path. */
  readonly exceptions?: readonly { readonly path: string; readonly method?: string }[];
}

/** A router hung into another one. */
export interface Mount extends ConceptBase {
  readonly kind: 'mount';
  /** As written; '' where none is given, undefined where it is not known. */
  readonly path?: string;
  readonly target: string;
  /** The name of what is hung in. */
  readonly router: string;
  readonly parent?: RouterId;
  /** Undefined where what is hung in cannot be followed. */
  readonly child?: RouterId;
  readonly chain: readonly ChainLink[];
  readonly isChainOpen: boolean;
  /** True where `path` stands in the place of the router's own prefix. */
  readonly replacesPrefix?: boolean;
  /** A folder: what each file below it exports is hung in, at the path of its own folder, unless that is flat. */
  readonly folder?: { readonly path: Path; readonly isFlat: boolean; readonly hasParameters: boolean };
  /** True where a router only goes by another name: an argument, a field. */
  readonly isAlias: boolean;
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
  | 'proxy'
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
  readonly router?: RouterId;
  readonly order: number;
  /** True where it stands in a branch, so that it may not be there. */
  readonly isConditional: boolean;
}
