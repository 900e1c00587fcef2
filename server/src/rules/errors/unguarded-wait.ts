import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CallId, ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';

/**
 * The first call that a function waits for, or error that it throws, without a `catch` around that keeps the failure inside;
 * undefined where everything is guarded.
 */
export function unguardedWait(workspace: Workspace, code: LiftedCode, fn: ScopeId): string | undefined {
  const { facts } = code;
  for (const [id, call] of facts.calls.entries()) {
    if (!call.isAwaited || call.callee.path.at(-1) === 'catch') continue;
    if (enclosingFunction(facts, call.scope)?.id !== fn || isGuarded(code, call.scope, fn)) continue;
    if (keepsFailures(workspace, code, id)) continue;
    return [...call.callee.path.slice(-2)].join('.') || 'await';
  }
  const thrown = facts.throws.find((it) => enclosingFunction(facts, it.scope)?.id === fn && !isGuarded(code, it.scope, fn));
  return thrown && 'throw';
}

/** A function of the workspace that does everything inside a `try` of its own and answers a failure itself. */
function keepsFailures({ linker, files }: Workspace, { path }: LiftedCode, id: CallId): boolean {
  const target = linker.functionOf(linker.callee(path, id));
  const file = target && files.get(target.path);
  if (!target || !file || !isCode(file)) return false;
  const { calls, scopes, throws } = file.facts;
  const isOwn = (scope: ScopeId): boolean => enclosingFunction(file.facts, scope)?.id === target.scope;
  const isHandler = (from: ScopeId): boolean => {
    for (let at: ScopeId | undefined = from; at !== undefined && at !== target.scope; at = scopes[at]?.parent)
      if (scopes[at]?.handler) return true;
    return false;
  };
  const own = calls.filter((it) => isOwn(it.scope));
  return (
    own.some((it) => it.isAwaited && isGuarded(file, it.scope, target.scope)) &&
    own.every((it) => isGuarded(file, it.scope, target.scope) || (!it.isAwaited && isHandler(it.scope))) &&
    throws.every((it) => !isOwn(it.scope) || isGuarded(file, it.scope, target.scope))
  );
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
