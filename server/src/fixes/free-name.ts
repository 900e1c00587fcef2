import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import { createNameTable } from '#link/names.ts';

/** Tells whether a name stands for nothing that a scope, those around it or those inside it declare. For Go, ask for every file of the package. */
export function isFree(facts: CodeFacts, scope: ScopeId, name: string): boolean {
  const { scopes } = createNameTable(facts);
  const around = new Set<ScopeId>();
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) around.add(at);
  for (const [id, names] of scopes) {
    if (names.has(name) && (around.has(id) || isInside(facts, id, scope))) return false;
  }
  return !facts.classes.some((it) => it.name === name);
}

/** The first of the wanted names that is free, in their order; undefined where all are taken: a number behind a name is nobody's choice. */
export function freeName(facts: CodeFacts, scope: ScopeId, wanted: readonly string[]): string | undefined {
  return wanted.find((it) => isFree(facts, scope, it));
}

function isInside(facts: CodeFacts, id: ScopeId, outer: ScopeId): boolean {
  for (let at: ScopeId | undefined = id; at !== undefined; at = facts.scopes[at]?.parent) if (at === outer) return true;
  return false;
}
