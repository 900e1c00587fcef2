import type { Call, CallId, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import type { Meaning } from '#link/meaning.ts';
import type { Catalog } from './catalog.ts';
import type { RouterId } from './kinds/routing.ts';
import type { Row } from './routing/loop-rows.ts';

/** One call with everything that is needed to say what it means. */
export interface CallSite {
  readonly facts: CodeFacts;
  readonly linker: Linker;
  readonly catalog: Catalog;
  readonly id: CallId;
  readonly call: Call;
  /** What is called, normalised by the catalog. */
  readonly meaning: Meaning;
  readonly framework: string;
  /** Counts the calls that have a meaning, for registration order. */
  readonly order: number;
  /** Set where the call stands in a function of the workspace that another call runs: what its arguments are there, and the router. */
  readonly from?: { readonly row: Row; readonly router: RouterId | undefined };
}

/** A keyword argument, or a key of an object argument, by name. */
export function keyword(call: Call, name: string): Value | undefined {
  const direct = call.keywords.find((it) => it.name === name)?.value;
  if (direct) return direct;
  for (const argument of call.args) {
    const entry = argument.kind === 'object' ? argument.entries.find((it) => it.key === name) : undefined;
    if (entry) return entry.value;
  }
  return undefined;
}

/** The text of a literal, or of a constant of the same file that a reference names; undefined for anything else. */
export function literalText(site: Pick<CallSite, 'facts'>, value: Value | undefined): string | undefined {
  if (value?.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value?.kind !== 'reference' || value.path.length !== 1) return undefined;
  const origin = site.facts.bindings.find((it) => it.scope === 0 && it.name === value.path[0])?.origin;
  return origin?.kind === 'value' && origin.value.kind === 'literal' && typeof origin.value.value === 'string'
    ? origin.value.value
    : undefined;
}
