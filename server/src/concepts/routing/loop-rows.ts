import type { Path } from '#base/paths.ts';
import type { Call, CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import { type Declaration, findDeclaration } from '#link/names.ts';
import type { CallSite } from '../call-site.ts';
import { listOf, type Seen } from './constant-text.ts';

/** What the arguments of a call stand for in one round of the loop around it. */
export type Row = (value: Value) => Seen;

/**
 * The rounds of a loop over a literal list that gives a call its arguments: `for (const it of [a, b]) app.use(it.path, it.router)`,
 * `[a, b].forEach(…)`. One round with the arguments as they are where there is no such loop; none where the list is not known.
 */
export function rowsOf(linker: Linker, facts: CodeFacts, call: Call): readonly Row[] {
  const here: Row = (value) => ({ path: facts.path, scope: call.scope, value });
  const values = [...call.args, ...call.keywords.map((it) => it.value), ...argumentsBefore(facts, call)];
  for (const value of values) {
    const head = value.kind === 'template' ? value.parts[0] : value;
    if (head?.kind !== 'reference') continue;
    const loop = loopOf(linker, facts, call, head.path[0] ?? '');
    if (!loop) continue;
    return loop.items.map(
      (item): Row =>
        (other) =>
          inRound(loop, item, other) ?? inRound(loop, item, firstValue(facts, call, other)) ?? here(other),
    );
  }
  return [here];
}

/** gorilla/mux: what a chain says before its handler, `r.Methods(it.Method).Path(it.Pattern).Handler(it.Handler)`. */
function argumentsBefore(facts: CodeFacts, call: Call): readonly Value[] {
  const values: Value[] = [];
  if (facts.language !== 'go') return values;
  for (let at = call.callee.receiver; at !== undefined; at = facts.calls[at]?.callee.receiver)
    values.push(...(facts.calls[at]?.args ?? []));
  return values;
}

/** What a variable of the round was given first, before it was wrapped: `var h http.Handler = it.Handler`, `h = logged(h)`. */
function firstValue(facts: CodeFacts, { scope, span }: Call, value: Value): Value {
  const name = value.kind === 'reference' && value.path.length === 1 ? value.path[0] : undefined;
  if (name === undefined || facts.language !== 'go') return value;
  const held = facts.bindings.find((it) => it.name === name && it.scope === scope && it.span.start < span.start);
  if (held?.origin.kind === 'value') return held.origin.value;
  const given = facts.assignments.find((it) => it.scope === scope && it.target.length === 1 && it.target[0] === name);
  return held?.origin.kind === 'none' && given ? given.value : value;
}

/** The rounds of the loop around a call, or what its arguments are to the call that runs it. */
export function roundsOf({ linker, facts, call, from }: Pick<CallSite, 'linker' | 'facts' | 'call' | 'from'>): readonly Row[] {
  return from ? [from.row] : rowsOf(linker, facts, call);
}

interface Loop {
  readonly variable: string;
  /** The names of a round in order, where the item is taken apart. */
  readonly variables: readonly string[];
  readonly items: readonly Seen[];
}

function loopOf(linker: Linker, facts: CodeFacts, call: Call, head: string): Loop | undefined {
  const table = linker.names(facts.path)?.table;
  if (!table) return undefined;
  if (head === 'arguments') {
    const over = callbackOver(linker, facts, call.scope);
    return over ? { variable: head, variables: [], items: over } : undefined;
  }
  const declaration = findDeclaration(facts, table, call.scope, head);
  if (declaration?.kind === 'parameter' && declaration.index === 0) {
    const over = callbackOver(linker, facts, declaration.scope);
    return over ? { variable: head, variables: [], items: over } : undefined;
  }
  return elementLoop(linker, facts, declaration, facts.path);
}

function elementLoop(linker: Linker, facts: CodeFacts, declaration: Declaration | undefined, path: Path): Loop | undefined {
  if (declaration?.kind !== 'binding' || declaration.binding.origin.kind !== 'element') return undefined;
  const { binding } = declaration;
  const value = declaration.binding.origin.value;
  const list = listOf(linker, { path, scope: binding.scope, value });
  const variables = facts.scopes[binding.scope]?.loop?.variables ?? [];
  return list ? { variable: binding.name, variables, items: list.items } : undefined;
}

/** What `list.forEach(function)` goes over. */
function callbackOver(linker: Linker, facts: CodeFacts, scope: number): readonly Seen[] | undefined {
  const at = facts.scopes[scope]?.fn?.argumentOf;
  const outer = at ? facts.calls[at.call] : undefined;
  if (!outer || at?.index !== 0 || !/^(forEach|map)$/.test(outer.callee.path.at(-1) ?? '')) return undefined;
  const path = outer.callee.path.slice(0, -1);
  if (outer.callee.receiver !== undefined || path.length === 0) return undefined;
  return listOf(linker, { path: facts.path, scope: outer.scope, value: { kind: 'reference', path, span: outer.span } })?.items;
}

function inRound(loop: Loop, item: Seen, value: Value): Seen | undefined {
  if (value.kind === 'template') return filled(loop, item, value);
  if (value.kind !== 'reference') return undefined;
  const [head = '', ...rest] = value.path;
  const names = head === 'arguments' && loop.variable === 'arguments' ? rest.slice(1) : rest;
  // `for (const { router } of list)` takes the item apart too.
  const isApart = item.value.kind === 'object' && names.length === 0 && item.value.entries.some((it) => it.key === head);
  if (head === loop.variable && !isApart && (loop.variables.length < 2 || head === 'arguments')) return member(item, names);
  const position = loop.variables.indexOf(head);
  if (position < 0) return undefined;
  if (item.value.kind !== 'array') return member(item, [head, ...rest]);
  const part = item.value.items[position];
  return part ? member({ ...item, value: part }, rest) : undefined;
}

/** `it.method + " " + it.path` with the texts of the round. */
function filled(loop: Loop, item: Seen, value: Extract<Value, { kind: 'template' }>): Seen | undefined {
  const parts = value.parts.map((it) => inRound(loop, item, it));
  if (!parts.some((it) => it !== undefined)) return undefined;
  return { ...item, value: { ...value, parts: parts.map((it, index) => it?.value ?? value.parts[index] ?? value) } };
}

/** A member of an item, read out of literal objects; undefined where one has no such key. */
export function member(item: Seen, names: readonly string[]): Seen | undefined {
  let { value } = item;
  for (const [index, name] of names.entries()) {
    if (value.kind === 'reference') return { ...item, value: { ...value, path: [...value.path, ...names.slice(index)] } };
    const entry: Value | undefined = value.kind === 'object' ? value.entries.find((it) => it.key === name)?.value : undefined;
    if (!entry) return undefined;
    value = entry;
  }
  return { ...item, value };
}
