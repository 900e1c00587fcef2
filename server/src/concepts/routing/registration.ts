import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';

/** The name of the app or router that a registration is made on, with the function that declares it where it is a local. */
export function targetOf(facts: CodeFacts, call: Call): string {
  let at: Call = call;
  while (at.callee.receiver !== undefined) {
    const inner = facts.calls[at.callee.receiver];
    if (!inner) break;
    at = inner;
  }
  // A group of routes is a router of its own.
  if (at !== call && isGroup(facts, call)) return `group@${receiverNames(facts, call)}`;
  const names = at === call || at.callee.path.length > 1 ? at.callee.path.slice(0, -1) : at.callee.path;
  const fn = enclosingFunction(facts, call.scope);
  return fn ? `${names.join('.')}@${fn.fn.owner ?? ''}.${fn.fn.name ?? ''}` : names.join('.');
}

/** Tells whether a call stands in a branch, a loop or a handler, so that it may not be made. */
export function isConditional(facts: CodeFacts, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const kind = facts.scopes[at]?.kind;
    if (kind === 'branch' || kind === 'loop' || kind === 'catch') return true;
    if (kind === 'function') return false;
  }
  return false;
}

function isGroup(facts: CodeFacts, call: Call): boolean {
  for (let id = call.callee.receiver; id !== undefined; id = facts.calls[id]?.callee.receiver) {
    if (/^(Group|Route|With|route|group|Party)$/.test(facts.calls[id]?.callee.path.at(-1) ?? '')) return true;
  }
  return false;
}

/** What takes the result of a chain tells one group from another. */
function receiverNames(facts: CodeFacts, call: Call): string {
  const name = call.callee.path.at(-1);
  const before = facts.calls.slice(0, facts.calls.indexOf(call)).filter((it) => it.callee.path.at(-1) === name).length;
  return `${call.targets.join()} ${name}${before}`;
}
