import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';

/** The function that an export names: written in place, declared, or wrapped by calls. */
export function functionNamed(facts: CodeFacts, name: string): ScopeId | undefined {
  const found = facts.exports.find((it) => it.name === name);
  const value = found?.value ?? bindingValue(facts, found?.local ?? name);
  return value ? functionIn(facts, value, 0) : undefined;
}

/** The value of a variable of the module, or the function that is declared by its name. */
export function bindingValue(facts: CodeFacts, name: string): Value | undefined {
  const origin = facts.bindings.find((it) => it.scope === 0 && it.name === name)?.origin;
  if (origin?.kind === 'function') {
    const span = facts.scopes[origin.scope]?.span;
    return span && { kind: 'function', scope: origin.scope, span };
  }
  return origin?.kind === 'value' ? origin.value : undefined;
}

function functionIn(facts: CodeFacts, value: Value, depth: number): ScopeId | undefined {
  if (value.kind === 'function') return value.scope;
  if (depth > 4) return undefined;
  if (value.kind === 'reference' && value.path.length === 1) {
    const inner = bindingValue(facts, value.path[0] ?? '');
    return inner && functionIn(facts, inner, depth + 1);
  }
  if (value.kind !== 'call') return undefined;
  for (const argument of facts.calls[value.call]?.args ?? []) {
    const found = functionIn(facts, argument, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
