import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';

/** A place in a function: the scope that it stands in and where. */
export interface Step {
  readonly scope: ScopeId;
  readonly at: number;
}

/**
 * Tells whether one run of a function can come through both places, the first one first: they are not arms of one choice, and
 * nothing around the first one leaves the function or the round of the loop before the second.
 */
export function canFollow(facts: CodeFacts, first: Step, second: Step): boolean {
  if (first.at >= second.at) return false;
  const ofFirst = around(facts, first.scope);
  const ofSecond = around(facts, second.scope);
  const shared = ofFirst.find((it) => ofSecond.includes(it)) ?? 0;
  const own = ofFirst.slice(0, ofFirst.indexOf(shared));
  const others = ofSecond.slice(0, ofSecond.indexOf(shared));
  for (const id of own) {
    const scope = facts.scopes[id];
    if (!scope || scope.fn) continue;
    if (scope.body.last === 'return' || scope.body.last === 'throw' || leaves(facts, id, first.at)) return false;
    if ((scope.body.last === 'continue' || scope.body.last === 'break') && isInLoop(facts, id, shared)) return false;
    const { branch } = scope;
    if (branch && others.some((it) => isOtherArm(facts, it, id))) return false;
  }
  // The second place repairs what the first one left, cleans up, or has its own answer to a failure.
  return !others.some((it) => /^(?:catch|finally|try)$/.test(facts.scopes[it]?.kind ?? ''));
}

function around(facts: CodeFacts, scope: ScopeId): ScopeId[] {
  const scopes: ScopeId[] = [];
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) scopes.push(at);
  return scopes;
}

function isOtherArm(facts: CodeFacts, other: ScopeId, arm: ScopeId): boolean {
  const a = facts.scopes[other]?.branch;
  const b = facts.scopes[arm]?.branch;
  return a !== undefined && b !== undefined && other !== arm && a.group === b.group;
}

/** A `return` or `throw` of the block itself behind the place: what stands after the block is reached without it. */
function leaves(facts: CodeFacts, scope: ScopeId, from: number): boolean {
  return [...facts.returns, ...facts.throws].some((it) => it.scope === scope && it.span.end > from);
}

/** `continue` and `break` leave a loop that the second place stands in as well. */
function isInLoop(facts: CodeFacts, scope: ScopeId, shared: ScopeId): boolean {
  for (let at = facts.scopes[scope]?.parent; at !== undefined; at = facts.scopes[at]?.parent) {
    if (facts.scopes[at]?.loop) return at <= shared;
  }
  return false;
}
