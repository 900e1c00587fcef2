import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { ObjectValue, Value } from '#facts/value.ts';

/** The object that is written as a value, or the only one that a name of the file is given; undefined where it may be another. */
export function writtenObject(facts: CodeFacts, scope: ScopeId, value: Value | undefined): ObjectValue | undefined {
  if (value?.kind === 'object') return value;
  if (value?.kind !== 'reference' || value.path.length !== 1) return undefined;
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const here = at;
    if (facts.scopes[at]?.fn?.parameters.some((it) => it.name === value.path[0])) return undefined;
    const found = facts.bindings.filter((it) => it.scope === here && it.name === value.path[0]);
    const [binding] = found;
    if (!binding) continue;
    const isOnly = found.length === 1 && !facts.assignments.some((it) => it.target.length === 1 && it.target[0] === binding.name);
    return isOnly && binding.origin.kind === 'value' && binding.origin.value.kind === 'object' ? binding.origin.value : undefined;
  }
  return undefined;
}
