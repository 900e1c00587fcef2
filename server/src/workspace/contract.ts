import type { ClientCall, ClientSegment } from './client-calls.ts';
import type { ComposedRoute, RouteOpening } from './route-table.ts';
import type { Unit } from './units.ts';

/** Which request of a front end goes to which route, in both directions. */
export interface Contract {
  /** Every client call of the workspace that may go to one of its servers, in path order. */
  readonly links: readonly ContractLink[];
  /** The requests that a route serves; empty where nothing in the workspace calls it. */
  readonly callersOf: (route: ComposedRoute) => readonly ClientCall[];
  /** What becomes of the requests that one concept of a file makes. */
  readonly linksAt: (path: string, concept: number) => readonly ContractLink[];
  /** How well each client's addresses are understood. */
  readonly clients: readonly ClientRate[];
}

export interface ContractLink {
  readonly call: ClientCall;
  /**
   * served: a route takes it · other-method: routes have the path, none the method · unserved: no route has the path ·
   * open: no route has it, and something that cannot be read may serve it.
   */
  readonly outcome: 'served' | 'other-method' | 'unserved' | 'open';
  /** The routes that take it, or that have its path, best first. */
  readonly routes: readonly ComposedRoute[];
  /** The path that the server sees, as it is understood. */
  readonly asked: readonly ClientSegment[];
  readonly prefix: Prefix;
  readonly rate: ClientRate;
}

/** How the addresses of a client differ from the routes: what the way to the server takes off, and what it adds. */
export interface Prefix {
  readonly drop: readonly string[];
  readonly add: readonly string[];
}

export interface ClientRate {
  readonly client: string;
  readonly unit: Unit;
  /** The servers that the client was found to call; empty where none is known. */
  readonly servers: readonly Unit[];
  readonly calls: number;
  /** Calls whose path a route has. */
  readonly matched: number;
  /** The prefix that its calls agree on, for each server. */
  readonly prefixes: ReadonlyMap<Unit, Prefix>;
  /** What most of its calls begin with where that is generic, such as `api` and a version, for each server. */
  readonly usualBeginnings: ReadonlyMap<Unit, readonly string[]>;
}

/** A server with all that it serves. */
export interface Server {
  readonly unit: Unit;
  readonly routes: readonly ComposedRoute[];
  readonly openings: readonly RouteOpening[];
}
