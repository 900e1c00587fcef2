import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';

/**
 * The first call that a function waits for, or error that it throws, without a `catch` around that keeps the failure inside;
 * undefined where everything is guarded.
 */
export function unguardedWait(code: LiftedCode, fn: ScopeId): string | undefined {
  const { facts } = code;
  for (const call of facts.calls) {
    if (!call.isAwaited || call.callee.path.at(-1) === 'catch') continue;
    if (enclosingFunction(facts, call.scope)?.id !== fn || isGuarded(code, call.scope, fn)) continue;
    return [...call.callee.path.slice(-2)].join('.') || 'await';
  }
  const thrown = facts.throws.find((it) => enclosingFunction(facts, it.scope)?.id === fn && !isGuarded(code, it.scope, fn));
  return thrown && 'throw';
}

/** Inside a `try` whose `catch` does not throw again. */
function isGuarded(code: LiftedCode, from: ScopeId, fn: ScopeId): boolean {
  const { scopes } = code.facts;
  for (let at: ScopeId | undefined = from; at !== undefined && at !== fn; at = scopes[at]?.parent) {
    if (scopes[at]?.kind !== 'try') continue;
    const handler = scopes.findIndex((it) => it.handler?.tryScope === at);
    if (handler >= 0 && !throwsAgain(code, handler)) return true;
  }
  return false;
}

function throwsAgain(code: LiftedCode, handler: ScopeId): boolean {
  return code.facts.throws.some((it) => it.scope === handler);
}
