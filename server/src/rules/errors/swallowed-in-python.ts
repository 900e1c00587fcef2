import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, Scope, ScopeId } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside, symbolAround } from '../application-code.ts';
import type { Detection } from '../rule.ts';
import { RERAISE, type SwallowedData } from './swallowed.ts';

/** Python: broad `except` clauses that do nothing, and `suppress(Exception)`. Narrow classes are an answer, not an accident. */
export function* swallowedInPython(code: LiftedCode, workspace: Workspace): Iterable<Detection<SwallowedData>> {
  for (const [id, scope] of code.facts.scopes.entries()) {
    if (scope.kind !== 'catch' || !scope.handler || scope.body.hasComment || scope.handler.usesError || !isBroad(scope)) continue;
    if (!doesNothing(code, id, scope)) continue;
    const tried = code.facts.calls.filter((it) => isInside(code, it.scope, scope.handler?.tryScope ?? 0));
    if (tried.length > 0 && tried.every(isCleanup)) continue;
    yield {
      messageId: 'emptyCatch',
      data: { call: tried[0]?.callee.path.join('.') ?? '' },
      path: code.path,
      at: { kind: 'span', span: scope.span },
      symbol: symbolAround(code, id),
      offers: scope.body.statements === 0 || scope.body.last === 'continue' ? [RERAISE] : [],
    };
  }
  for (const [id, call] of code.facts.calls.entries()) {
    if (call.callee.path.at(-1) !== 'suppress') continue;
    const meaning = workspace.linker.callee(code.path, id);
    if (meaning.kind !== 'external' || meaning.module !== 'contextlib') continue;
    if (!call.args.some((it) => it.kind === 'reference' && BROAD.has(it.path.join('.')))) continue;
    yield {
      messageId: 'suppressed',
      data: { call: '' },
      path: code.path,
      at: { kind: 'span', span: call.span },
      symbol: symbolAround(code, call.scope),
    };
  }
}

const BROAD = new Set(['Exception', 'BaseException', 'builtins.Exception']);

function isBroad(scope: Scope): boolean {
  const types = scope.handler?.types ?? [];
  return types.length === 0 || types.some((it) => BROAD.has(it.path.join('.')));
}

/** `pass`, `continue`, or only an empty answer. */
function doesNothing(code: LiftedCode, id: ScopeId, scope: Scope): boolean {
  if (code.facts.calls.some((it) => isInside(code, it.scope, id))) return false;
  if (scope.body.statements === 0) return true;
  if (scope.body.statements !== 1) return false;
  if (scope.body.last === 'continue') return true;
  const returned = code.facts.returns.find((it) => it.scope === id);
  return (
    returned?.values.every(
      (it) =>
        (it.kind === 'literal' && (it.value === null || it.value === false)) ||
        (it.kind === 'array' && it.items.length === 0) ||
        (it.kind === 'object' && it.entries.length === 0),
    ) ?? false
  );
}

function isCleanup(call: Call): boolean {
  return /^(close|aclose|unlink|remove|rmtree|rollback|cancel|terminate|kill|disconnect|shutdown|stop|release|delete)$/.test(
    call.callee.path.at(-1) ?? '',
  );
}
