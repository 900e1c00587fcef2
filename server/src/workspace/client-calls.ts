import type { Path } from '#base/paths.ts';
import type { Unit } from './units.ts';

/** The requests that the front ends of a workspace make, with their addresses put together. */
export interface ClientTable {
  readonly calls: readonly ClientCall[];
}

/** One request to a server, or one of its alternatives. */
export interface ClientCall {
  readonly unit: Unit;
  /** Where it is made: a visible concept of a file. */
  readonly path: Path;
  readonly concept: number;
  /** In capitals; undefined where it is not known. */
  readonly method: string | undefined;
  /** Where it goes: to the page's own origin, to an address that a name holds, to this machine, or to somebody else's server. */
  readonly origin: 'same' | 'named' | 'own-host' | 'foreign';
  /** Below the origin and what the name holds; what the client puts before it is inside, as far as it is written. */
  readonly segments: readonly ClientSegment[];
  /** Calls with the same client go the same way: the same instance, the same base. */
  readonly client: string;
  /** As a person would write it: `/orders/:id`, with the names that the code uses. */
  readonly written: string;
  /** Where the code says it by name: `OrderService.load`. */
  readonly symbol: string;
  /** True where a program wrote the file. */
  readonly isGenerated: boolean;
  readonly isStream: boolean;
}

export type ClientSegment =
  | { readonly kind: 'literal'; readonly text: string }
  /** One segment that is filled in. */
  | { readonly kind: 'any'; readonly name?: string }
  /** Text with something filled in; `pattern` has `*` for it. */
  | { readonly kind: 'mixed'; readonly pattern: string };
