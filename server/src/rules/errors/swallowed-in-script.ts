import type { Concept } from '#concepts/concept.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, Scope, ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside, symbolAround } from '../application-code.ts';
import type { Detection } from '../rule.ts';
import { isHarmless, isReading } from './harmless-calls.ts';
import { type SwallowedData, tellsSuccess } from './swallowed.ts';
import { swallowedOffers } from './swallowed-fix.ts';

interface Names {
  readonly probes: readonly string[];
  readonly cleanups: readonly string[];
}

/** TypeScript and JavaScript: empty `catch` blocks, answers that hide a failure, empty `.catch()` handlers. */
export function* swallowedInScript(code: LiftedCode, workspace: Workspace, names: Names): Iterable<Detection<SwallowedData>> {
  const also = [...names.probes, ...names.cleanups];
  const risky = code.concepts.filter(isRisky);
  for (const [id, scope] of code.facts.scopes.entries()) {
    if (scope.kind !== 'catch' || !scope.handler || scope.body.hasComment || scope.handler.usesError) continue;
    const tried = callsIn(code, scope.handler.tryScope);
    if (isInHandler(code, scope)) continue;
    if (scope.body.statements === 0) {
      if (saysNo(code, id)) continue;
      const isRiskyTry = risky.some((it) => isInside(code, it.scope, scope.handler?.tryScope ?? 0));
      // Reading what was stored and falling back to computing it is a way of asking too.
      if (!isRiskyTry && tried.some((it) => /^(JSON\.parse|require|import)$/.test(callName(it)))) continue;
      if (!isRiskyTry && !tried.some((it) => !isHarmless(callName(it), also) && canFail(workspace, code, it))) continue;
      yield detect(workspace, code, 'emptyCatch', id, scope, nameOf(tried, also));
    } else if (hidesFailure(code, id, scope)) {
      const lost = risky.find((it) => isInside(code, it.scope, scope.handler?.tryScope ?? 0));
      const call = lost?.call === undefined ? undefined : code.facts.calls[lost.call];
      if (call && !isHarmless(callName(call), also))
        yield { ...detect(workspace, code, 'fallbackHidesError', id, scope, callName(call)), severity: 'info' };
    }
  }
  yield* emptyPromiseHandlers(code, workspace, also, risky);
}

/** A try in a handler that has used the error: what tells of a failure may fail too. */
function isInHandler({ facts }: LiftedCode, { parent }: Scope): boolean {
  for (let at = parent; at !== undefined; at = facts.scopes[at]?.parent) {
    const { kind, handler } = facts.scopes[at] ?? {};
    if (kind === 'function') return false;
    if (kind === 'catch') return handler?.usesError === true;
  }
  return false;
}

/** `isValidUrl`, `hasCachedFiles`: behind its `try` the function answers no, and a failure is a no. */
function saysNo({ facts }: LiftedCode, id: ScopeId): boolean {
  const fn = enclosingFunction(facts, id);
  if (!fn || !/^_?(?:is|has|can|should|valid|exists|supports)(?![a-z])|^valid[A-Z_]|(?:Exists|Valid)$/.test(fn.fn.name ?? ''))
    return false;
  const last = facts.returns.findLast((it) => it.scope === fn.id);
  const [answer] = last?.values ?? [];
  return answer?.kind === 'literal' && answer.value === false && (last?.span.start ?? 0) > (facts.scopes[id]?.span.end ?? 0);
}

/** Something is waited for, files or processes are touched, or a function of the workspace is called on a server. */
function canFail(workspace: Workspace, code: LiftedCode, call: Call): boolean {
  if (call.isAwaited) return true;
  if (isReading(callName(call))) return false;
  const meaning = workspace.linker.callee(code.path, code.facts.calls.indexOf(call));
  if (meaning.kind === 'external') return /^(fs|fs\/promises|child_process|net|worker_threads)$/.test(meaning.module);
  return workspace.runtimeOf(code.path) !== 'browser' && workspace.linker.functionOf(meaning) !== undefined;
}

function* emptyPromiseHandlers(
  code: LiftedCode,
  workspace: Workspace,
  also: readonly string[],
  risky: readonly Concept[],
): Iterable<Detection<SwallowedData>> {
  for (const call of code.facts.calls) {
    const [handler] = call.args;
    if (call.callee.path.join('.') !== 'catch' || call.callee.receiver === undefined || handler?.kind !== 'function') continue;
    const body = code.facts.scopes[handler.scope];
    if (!body || body.body.statements > 0 || body.body.hasComment || body.bodySpan.start === body.span.start) continue;
    const chain = receivers(code, call);
    const lost = chain.find((id) => {
      const name = callName(code.facts.calls[id]);
      if (isHarmless(name, also)) return false;
      if (risky.some((it) => it.call === id)) return true;
      return workspace.linker.callee(code.path, id).kind === 'local' && workspace.runtimeOf(code.path) !== 'browser';
    });
    // An arrow with an expression such as `() => null` has no block: its fallback is the point.
    if (lost === undefined || !endsWithBlock(code, handler.scope) || isBeforeThrow(workspace, code, call)) continue;
    yield {
      messageId: 'emptyPromiseCatch',
      data: { call: callName(code.facts.calls[lost]) },
      path: code.path,
      at: { kind: 'span', span: call.nameSpan },
      symbol: symbolAround(code, call.scope),
      offers: swallowedOffers(workspace, code, call.scope, 'emptyPromiseCatch'),
    };
  }
}

/** `await api.post('/uploads/cancel').catch(() => {}); throw error;`: cleans up on the way to the error that counts. */
function isBeforeThrow(workspace: Workspace, { facts, path }: LiftedCode, { scope, statement }: Call): boolean {
  const next = facts.throws.find((it) => it.scope === scope && it.span.start >= statement.end);
  return next !== undefined && (workspace.textOf(path) ?? '').slice(statement.end, next.span.start).trim() === '';
}

function endsWithBlock(code: LiftedCode, scope: ScopeId): boolean {
  return code.facts.returns.every((it) => it.scope !== scope);
}

/** Only gives back an empty answer or goes on to the next round. */
function hidesFailure(code: LiftedCode, id: ScopeId, scope: Scope): boolean {
  if (scope.body.statements !== 1 || (scope.body.last !== 'return' && scope.body.last !== 'continue')) return false;
  const returned = code.facts.returns.find((it) => it.scope === id);
  if (!returned) return scope.body.last === 'continue';
  if (tellsSuccess(code, returned)) return false;
  return returned.values.every(
    (it) =>
      (it.kind === 'literal' && (it.value === null || it.value === false || it.value === '')) ||
      (it.kind === 'array' && it.items.length === 0) ||
      (it.kind === 'object' && it.entries.length === 0),
  );
}

function isRisky(it: Concept): boolean {
  return (it.kind === 'query' && it.operation === 'write') || it.kind === 'http-request' || it.kind === 'risky-call';
}

function detect(
  workspace: Workspace,
  code: LiftedCode,
  messageId: string,
  id: ScopeId,
  scope: Scope,
  call: string,
): Detection<SwallowedData> {
  return {
    messageId,
    data: { call },
    path: code.path,
    at: { kind: 'span', span: scope.span },
    symbol: symbolAround(code, id),
    offers: swallowedOffers(workspace, code, id, messageId),
  };
}

function callsIn(code: LiftedCode, scope: ScopeId): Call[] {
  return code.facts.calls.filter((it) => isInside(code, it.scope, scope));
}

/** The name of the first call that matters. */
function nameOf(tried: readonly Call[], also: readonly string[]): string {
  return callName(
    tried.find((it) => it.isAwaited && !isHarmless(callName(it), also)) ?? tried.find((it) => !isHarmless(callName(it), also)),
  );
}

function callName(call: Call | undefined): string {
  return call?.callee.path.join('.') ?? '';
}

function receivers(code: LiftedCode, call: Call): number[] {
  const chain: number[] = [];
  for (let id = call.callee.receiver; id !== undefined; id = code.facts.calls[id]?.callee.receiver) chain.push(id);
  return chain;
}
