import type { Path } from '#base/paths.ts';
import { functionNumber, scopeOfFunction } from '#concepts/function-place.ts';
import type { DomainError } from '#concepts/kinds/safeguards.ts';
import { isCode, type LiftedCode } from '#concepts/lifted-file.ts';
import type { CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { ServedUnit } from '../absence.ts';
import { isInside } from '../application-code.ts';

/**
 * Errors of the application's own that come out of a handler: raised in it or in a function that it calls, with no `try` on the way. What is
 * raised in background work is answered by nobody, and what somebody catches has its answer.
 */
export function raisedInRequests(workspace: Workspace, server: ServedUnit): DomainError[] {
  const caught = new Set(server.files.flatMap((it) => (isCode(it) ? caughtClasses(it) : [])));
  const reached = new Map<string, { readonly code: LiftedCode; readonly scope: ScopeId }>();
  const reach = (path: Path, scope: ScopeId | undefined): void => {
    const code = workspace.files.get(path);
    if (scope === undefined || !code || !isCode(code) || workspace.layerOf(path)?.layer === 'job') return;
    reached.set(`${path}:${scope}`, { code, scope });
  };
  for (const { handler } of server.routes) {
    const facts = handler && workspace.files.get(handler.path)?.facts;
    if (handler && facts?.kind === 'code') reach(handler.path, scopeOfFunction(facts, handler.fn));
  }
  const found: DomainError[] = [];
  // A map is walked in the order of its growth, what is added on the way included.
  for (const { code, scope } of reached.values()) {
    found.push(
      ...code.visible.filter(
        (it): it is DomainError =>
          it.kind === 'domain-error' &&
          it.form === 'raised' &&
          isInside(code, it.scope, scope) &&
          !isInTryOf(code.facts, it.scope, scope) &&
          !caught.has(it.name.split('.').at(-1) ?? ''),
      ),
    );
    code.facts.calls.forEach((call, id) => {
      if (!isInside(code, call.scope, scope) || isInTryOf(code.facts, call.scope, scope)) return;
      const target = workspace.linker.functionOf(workspace.linker.callee(code.path, id));
      if (target) reach(target.path, target.scope);
    });
  }
  return found;
}

/** What `raisedInRequests` reads of a file beyond what others see of it: which function calls and raises what, and what is caught. */
export function readForRaised(code: LiftedCode): unknown {
  const { facts, visible } = code;
  if (facts.language === 'go') return [];
  const placed = (scope: ScopeId, what: string): string =>
    `${functionNumber(facts, scope)} ${isInTryOf(facts, scope, 0)} ${what}`;
  const calls = facts.calls.map((it) => placed(it.scope, it.callee.path.join('.')));
  const raised = visible.flatMap((it) => (it.kind === 'domain-error' ? [placed(it.scope, it.name)] : []));
  return [caughtClasses(code), [...new Set(calls)].sort(), raised];
}

function caughtClasses({ facts }: LiftedCode): string[] {
  const handlers = facts.scopes.flatMap((it) => it.handler?.types.map((type) => type.path.at(-1) ?? '') ?? []);
  const asked = facts.scopes.flatMap((it) => /instanceof\s+(\w+)/.exec(it.branch?.text ?? '')?.[1] ?? []);
  return [...handlers, ...asked];
}

function isInTryOf(facts: CodeFacts, from: ScopeId, fn: ScopeId): boolean {
  for (let at: ScopeId | undefined = from; at !== undefined && at !== fn; at = facts.scopes[at]?.parent)
    if (facts.scopes[at]?.kind === 'try') return true;
  return false;
}
