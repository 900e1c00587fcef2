import type { Concept } from '#concepts/concept.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Call, Scope, ScopeId } from '#facts/code-facts.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { isInside, symbolAround } from '../application-code.ts';
import type { Detection } from '../rule.ts';
import { type SwallowedData, tellsSuccess } from './swallowed.ts';
import { swallowedOffers } from './swallowed-fix.ts';

/** Python: broad `except` clauses that do nothing, and `suppress(Exception)`. Narrow classes are an answer, not an accident. */
export function* swallowedInPython(code: LiftedCode, workspace: Workspace): Iterable<Detection<SwallowedData>> {
  for (const [id, scope] of code.facts.scopes.entries()) {
    if (scope.kind !== 'catch' || !scope.handler || scope.body.hasComment || scope.handler.usesError || !isBroad(scope)) continue;
    if (!doesNothing(code, id, scope)) continue;
    const { tryScope } = scope.handler;
    const tried = code.facts.calls.filter((it) => isInside(code, it.scope, tryScope));
    const hidden = code.concepts.find((it) => isOutside(it) && isInside(code, it.scope, tryScope));
    const lost = tried.find((it) => !isCleanup(it) && (!isProbe(it) || it === code.facts.calls[hidden?.call ?? -1]));
    // Reading what may not be there, and cleaning up, are ways of asking.
    if (!lost) continue;
    // An answer in place of an error hides one only where something outside of the program was asked.
    const isFallback = scope.body.statements > 0 && scope.body.last === 'return';
    if (isFallback && !hidden) continue;
    const named = (isFallback && hidden?.call !== undefined ? code.facts.calls[hidden.call] : lost) ?? lost;
    yield {
      messageId: isFallback ? 'fallbackHidesError' : 'emptyCatch',
      ...(isFallback && { severity: 'info' as const }),
      data: { call: named.callee.path.join('.') },
      path: code.path,
      at: { kind: 'span', span: scope.span },
      symbol: symbolAround(code, id),
      offers: swallowedOffers(workspace, code, id, isFallback ? 'fallbackHidesError' : 'emptyCatch'),
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
  if (returned && tellsSuccess(code, returned)) return false;
  return (
    returned?.values.every(
      (it) =>
        (it.kind === 'literal' && (it.value === null || it.value === false)) ||
        (it.kind === 'array' && it.items.length === 0) ||
        (it.kind === 'object' && it.entries.length === 0),
    ) ?? false
  );
}

/** A database, another server, a mail, a file, a queue. */
function isOutside(it: Concept): boolean {
  return (it.kind === 'query' && !it.isLazy) || it.kind === 'http-request' || it.kind === 'risky-call';
}

/** Reads a text, a list or an object that is there already. */
function isProbe(call: Call): boolean {
  return /^(UUID|[sf]?loads?|safe_load|\w*parse\w*|\w*decode\w*|\w*encode\w*|get|getattr|setattr|hasattr|replace|split|strip|int|float|str|bool|dict|list|set|format|join|find\w*|match|search|sub|append|extend|pop|items|keys|values|astimezone|strptime|strftime|fromisoformat|isoformat|isinstance|issubclass|len|json|get_text|import_module|\w*validat\w*|timezone|now|Decimal|re\w*|sorted|min|max|next|iter|print)$/.test(
    call.callee.path.at(-1) ?? '',
  );
}

function isCleanup(call: Call): boolean {
  return /^(close|aclose|unlink|remove|rmtree|rollback|cancel|terminate|kill|disconnect|shutdown|stop|release|delete)$/.test(
    call.callee.path.at(-1) ?? '',
  );
}
