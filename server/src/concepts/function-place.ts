import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';

/**
 * The number of the nearest function around a scope (itself included) among the functions of its file; -1 at module level. Other
 * than scopes, functions keep their numbers while a body is edited, for as long as nothing changes that other files can see.
 */
export function functionNumber(facts: CodeFacts, scope: ScopeId): number {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const number = functionsOf(facts).numbers.get(at);
    if (number !== undefined) return number;
  }
  return -1;
}

/** The scope of a function by its number; undefined where the file has fewer. */
export function scopeOfFunction(facts: CodeFacts, fn: number): ScopeId | undefined {
  return functionsOf(facts).scopes[fn];
}

interface Functions {
  readonly scopes: readonly ScopeId[];
  readonly numbers: ReadonlyMap<ScopeId, number>;
}

const known = new WeakMap<CodeFacts, Functions>();

function functionsOf(facts: CodeFacts): Functions {
  let found = known.get(facts);
  if (!found) {
    const scopes = [...facts.scopes.keys()].filter((id) => facts.scopes[id]?.fn !== undefined);
    found = { scopes, numbers: new Map(scopes.map((scope, number) => [scope, number])) };
    known.set(facts, found);
  }
  return found;
}
