import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { CallId, Scope, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { isInside } from '../application-code.ts';
import type { SourceText } from '../source-text.ts';

/** A loop around a place, with the names that change in each round. */
export interface Loop {
  readonly variables: readonly string[];
  /** Names declared inside the loop out of the variables. */
  readonly derived: ReadonlySet<string>;
}

/** Methods that call their function once for each element. */
const EACH = /^(map|forEach|flatMap|filter|reduce|some|every|find|each|eachSeries|mapSeries|mapLimit)$/;
/** What is iterated in portions runs once for many. */
const PORTION = /chunk|batch|slice|page|partition/i;

/** The loops around a place that run an unknown number of times, innermost first, up to the function that is not a loop's callback. */
export function loopsAround(code: LiftedCode, text: SourceText, scope: ScopeId, call: CallId): Loop[] {
  const { scopes, calls } = code.facts;
  const loops: Loop[] = [];
  const at = calls[call]?.span.start ?? 0;
  for (let id: ScopeId | undefined = scope; id !== undefined; id = scopes[id]?.parent) {
    const current = scopes[id];
    if (
      current?.loop &&
      current.loop.variables.length > 0 &&
      !isIteratedPart(current.loop.over, at) &&
      !leavesLoop(code, scope, call) &&
      isUnbounded(code, text, current.loop.over, current.loop.form) &&
      !(current.loop.form === 'for' && PORTION.test(text().slice(current.span.start, current.bodySpan.start))) &&
      !isOfChannel(code, text, current)
    ) {
      loops.push(loop(code, id, current.loop.variables));
    }
    if (!current?.fn) continue;
    const callback = current.fn.argumentOf;
    const caller = callback && calls[callback.call];
    if (!caller || callback.index > 1 || !EACH.test(caller.callee.path.at(-1) ?? '')) {
      // A named function starts a new story: who calls it, is not seen here.
      if (!caller) break;
      continue;
    }
    const isReduce = caller.callee.path.at(-1) === 'reduce';
    const parameter = current.fn.parameters[isReduce ? 1 : 0];
    const names = parameter ? parameterNames(code, id, parameter.name) : [];
    const over = receiverText(code, callback.call);
    if (names.length > 0 && !PORTION.test(over) && !/^(Object|Promise)$/.test(over)) loops.push(loop(code, id, names));
  }
  return loops;
}

/** Tells whether a place may run more than once while its function runs once: it stands in a loop or in a function that a call is given. */
export function isRepeated({ facts }: LiftedCode, scope: ScopeId): boolean {
  for (let id: ScopeId | undefined = scope; id !== undefined; id = facts.scopes[id]?.parent) {
    const at = facts.scopes[id];
    if (at?.loop || at?.fn?.argumentOf) return true;
    if (at?.fn) return false;
  }
  return false;
}

/** The heads of all names in the arguments of a call and of the calls that it is chained to. */
export function mentionedBy(code: LiftedCode, call: CallId): Set<string> {
  const mentioned = new Set<string>();
  for (let id: CallId | undefined = call; id !== undefined; id = code.facts.calls[id]?.callee.receiver) {
    for (const name of code.facts.calls[id]?.mentions ?? []) mentioned.add(name);
  }
  return mentioned;
}

const EVALUATES = /^(list|tuple|set|dict|sorted|len|bool|sum|min|max|any|all|enumerate|next|iter)$/;

/** Tells whether what a lazy query gives is used where it stands: iterated, converted or asked for its elements. */
export function isEvaluated(code: LiftedCode, id: CallId): boolean {
  const { calls, scopes } = code.facts;
  const call = calls[id];
  if (!call || call.use === 'returned') return false;
  const overs = scopes.flatMap((it) => it.loop?.over ?? []);
  if (overs.some((it) => it.kind === 'call' && it.call === id)) return true;
  const [target] = call.targets;
  const isIt = (value: Value): boolean =>
    (value.kind === 'call' && value.call === id) || (value.kind === 'reference' && value.path[0] === target);
  return (
    overs.some((it) => it.kind === 'reference' && it.path[0] === target) ||
    calls.some((it) => EVALUATES.test(it.callee.path.join('.')) && it.args.some(isIt))
  );
}

function loop(code: LiftedCode, id: ScopeId, variables: readonly string[]): Loop {
  const derived = new Set<string>();
  const changes = new Set(variables);
  for (const binding of code.facts.bindings) {
    if (!isInside(code, binding.scope, id) || variables.includes(binding.name)) continue;
    if (!binding.mentions.some((it) => changes.has(it))) continue;
    changes.add(binding.name);
    derived.add(binding.name);
  }
  return { variables, derived };
}

/** Destructured parameters are bindings of the function. */
function parameterNames(code: LiftedCode, scope: ScopeId, name: string): string[] {
  if (name !== '') return [name];
  return code.facts.bindings
    .filter((it) => it.scope === scope && it.mentions.length === 0 && it.origin.kind === 'none')
    .map((it) => it.name);
}

/** `for (…) { if (…) return find(it) }`: what is returned where the loop stands ends it. */
function leavesLoop({ facts }: LiftedCode, scope: ScopeId, id: CallId): boolean {
  const { start, end } = facts.calls[id]?.span ?? { start: 0, end: 0 };
  return (
    facts.scopes[scope]?.fn === undefined &&
    facts.calls.some((it) => it.use === 'returned' && it.scope === scope && it.span.start <= start && it.span.end >= end)
  );
}

/** `for e := range events {` with `e.Topic()`: the only variable of a list would be a number, so this is a channel, whose values come in over time. */
function isOfChannel({ facts }: LiftedCode, text: SourceText, { loop, span, bodySpan }: Scope): boolean {
  const [variable, ...others] = loop?.variables ?? [];
  if (facts.language !== 'go' || variable === undefined || others.length > 0) return false;
  const written = text();
  if (!/^for\s+\w+\s*:?=\s*range\b/.test(written.slice(span.start, bodySpan.start))) return false;
  return new RegExp(`\\b${variable}\\.[A-Za-z]`).test(written.slice(bodySpan.start, bodySpan.end));
}

/** The query that gives the list is run once. */
function isIteratedPart(over: Value | undefined, at: number): boolean {
  return over !== undefined && over.span.start <= at && at < over.span.end;
}

function isUnbounded(code: LiftedCode, text: SourceText, over: Value | undefined, form: string): boolean {
  if (form === 'while') return false;
  if (over?.kind === 'array' || over?.kind === 'literal' || over?.kind === 'object') return false;
  const name =
    over?.kind === 'reference'
      ? over.path.join('.')
      : over?.kind === 'call'
        ? (code.facts.calls[over.call]?.callee.path.join('.') ?? '')
        : '';
  if (over?.kind === 'reference' && over.path.length === 1 && isConstantList(code, over.path[0] ?? '')) return false;
  if (isWrittenInFull(code, headOf(code, text, over))) return false;
  return !PORTION.test(name) && name !== 'range';
}

/** `table` of `table`, `table[key]` and `table.items()`. */
function headOf(code: LiftedCode, text: SourceText, over: Value | undefined): string | undefined {
  if (over?.kind === 'opaque') return /^(\w+)\[/.exec(text().slice(over.span.start, over.span.end))?.[1];
  if (over?.kind === 'reference') return over.path[0];
  const callee = over?.kind === 'call' ? code.facts.calls[over.call]?.callee : undefined;
  return callee?.receiver === undefined && /^(?:items|keys|values)$/.test(callee?.path.at(-1) ?? '')
    ? callee?.path[0]
    : undefined;
}

/** A table of texts and numbers that stands in the code has as many rows as one sees there. */
function isWrittenInFull({ facts }: LiftedCode, name: string | undefined): boolean {
  const own = facts.bindings.filter((it) => it.name === name);
  const origin = own[0]?.origin;
  return own.length === 1 && origin?.kind === 'value' && origin.value.kind === 'object' && isConstant(origin.value);
}

function isConstant(value: Value): boolean {
  if (value.kind === 'object')
    return !value.isOpen && value.entries.length > 0 && value.entries.every((it) => isConstant(it.value));
  // `Right.READ`: a name of one of the values that the code lists.
  if (value.kind === 'reference') return value.path.length > 1 && /^[A-Z][A-Z0-9_]*$/.test(value.path.at(-1) ?? '');
  return value.kind === 'literal' || (value.kind === 'array' && value.items.every(isConstant));
}

function isConstantList(code: LiftedCode, name: string): boolean {
  if (/^[A-Z][A-Z0-9_]+$/.test(name)) return true;
  // Python iterates an enumeration by its class.
  if (code.facts.language === 'python' && /^[A-Z]/.test(name)) return true;
  const origin = code.facts.bindings.find((it) => it.name === name)?.origin;
  return origin?.kind === 'value' && origin.value.kind === 'array' && origin.value.items.every(isConstant);
}

function receiverText(code: LiftedCode, id: CallId): string {
  const call = code.facts.calls[id];
  const own = call?.callee.path.slice(0, -1).join('.') ?? '';
  if (own !== '' || call?.callee.receiver === undefined) return own;
  return code.facts.calls[call.callee.receiver]?.callee.path.join('.') ?? '';
}
