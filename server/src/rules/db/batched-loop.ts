import type { Span } from '#base/span.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { Scope, ScopeId } from '#facts/code-facts.ts';
import { enclosingFunction } from '#link/names.ts';
import type { TextChange } from '#snippets/text-change.ts';

/** A loop in front of which one query can stand for those of its rounds. */
export interface BatchedLoop {
  readonly variable: string;
  /** The expression that it goes over. */
  readonly list: string;
  /** The statement that the loop is or stands in. */
  readonly statement: Span;
  /** The block around it. */
  readonly outer: ScopeId;
  /** What else changes where the query was all that the rounds waited for. */
  readonly unwaited: readonly TextChange[];
}

/** The loop right around a place, or the `Promise.all` over a list; undefined where it is not known how often and over what it runs. */
export function batchedLoop(code: LiftedCode, from: ScopeId, text: string): BatchedLoop | undefined {
  const { scopes } = code.facts;
  for (let at: ScopeId | undefined = from; at !== undefined; at = scopes[at]?.parent) {
    const scope = scopes[at];
    // What fails inside of a `try` is told by the error of the single query.
    if (!scope || scope.kind === 'try') return undefined;
    if (scope.fn) return allAtOnce(code, scope, text);
    if (!scope.loop) continue;
    const { form, variables, over } = scope.loop;
    const [variable] = variables;
    if (form !== 'for-each' || variable === undefined || over?.kind !== 'reference' || isInLoop(scopes, scope.parent))
      return undefined;
    const list = text.slice(over.span.start, over.span.end);
    return { variable, list, statement: scope.span, outer: scope.parent ?? 0, unwaited: [] };
  }
  return undefined;
}

/** A query before an inner loop runs in each round of the outer one. */
function isInLoop(scopes: readonly Scope[], from: ScopeId | undefined): boolean {
  for (let at = from; at !== undefined && !scopes[at]?.fn; at = scopes[at]?.parent) if (scopes[at]?.loop) return true;
  return false;
}

/** `await Promise.all(orders.map(async (order) => …))` in a function that can wait. */
function allAtOnce({ facts }: LiftedCode, { fn, span }: Scope, text: string): BatchedLoop | undefined {
  const map = fn?.argumentOf?.index === 0 ? facts.calls[fn.argumentOf.call] : undefined;
  const variable = fn?.parameters[0]?.name ?? '';
  if (!map || map.callee.receiver !== undefined || map.callee.path.at(-1) !== 'map' || map.callee.path.length < 2)
    return undefined;
  const all = facts.calls.find(
    (it) => it.callee.path.join('.') === 'Promise.all' && it.args.length === 1 && it.args[0]?.span.start === map.span.start,
  );
  const isAble = enclosingFunction(facts, map.scope)?.fn.isAsync === true;
  if (!all?.isAwaited || !isAble || variable === '' || isInLoop(facts.scopes, map.scope)) return undefined;
  if (facts.scopes[map.scope]?.kind === 'try') return undefined;
  const list = text.slice(map.span.start, map.nameSpan.start).replace(/\s*\.\s*$/, '');
  return { variable, list, statement: map.statement, outer: map.scope, unwaited: withoutAll(text, all.span, map.span, span) };
}

/** Takes `await Promise.all(…)` and `async` away where the function holds one `await`; nothing where they are laid out over lines of their own. */
function withoutAll(text: string, all: Span, map: Span, fn: Span): readonly TextChange[] {
  const awaits = text.slice(fn.start, fn.end).match(/\bawait\b/g)?.length ?? 0;
  const head = /await\s+Promise\s*\.\s*all\($/.exec(text.slice(0, map.start));
  const isAsync = /^async\s+(?=[\w(])/.exec(text.slice(fn.start, fn.end));
  const isTyped = /^async\s*\([^()]*\)\s*:/.test(text.slice(fn.start, fn.end));
  if (awaits !== 1 || !head || !isAsync || isTyped || text.slice(map.end, all.end) !== ')') return [];
  return [
    { span: { start: head.index, end: map.start }, text: '' },
    { span: { start: fn.start, end: fn.start + isAsync[0].length }, text: '' },
    { span: { start: map.end, end: all.end }, text: '' },
  ];
}
