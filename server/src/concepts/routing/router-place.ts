import type { Path } from '#base/paths.ts';
import type { CallId, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { follow, followValue, functionAt, member, type Origin, requiredModule, returnedValues } from '#link/follow.ts';
import type { Linker } from '#link/linker.ts';
import type { CallSite } from '../call-site.ts';
import type { Catalog } from '../catalog.ts';
import { functionNumber } from '../function-place.ts';
import type { FunctionPlace, RouterId } from '../kinds/routing.ts';
import { meaningOfCall } from './untyped-router.ts';

export interface PlaceContext {
  readonly linker: Linker;
  readonly catalog: Catalog;
}

/** Calls that give a router are followed through at most this many calls. */
const MAX_DEPTH = 8;

/** Which app, router or group an expression is; undefined where it is none or cannot be followed. */
export function routerPlace(context: PlaceContext, path: Path, scope: ScopeId, value: Value, depth = 0): RouterId | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (value.kind === 'call' && value.path.length === 0 && requiredModule(context.linker, path, value.call) === undefined)
    return placeOfCall(context, path, value.call, depth);
  return placeOfOrigin(context, followValue(context.linker, path, scope, value), depth);
}

/** The same for a name or member chain. */
export function routerNamed(context: PlaceContext, path: Path, scope: ScopeId, names: readonly string[]): RouterId | undefined {
  return placeOfOrigin(context, follow(context.linker, path, scope, names), 0);
}

/** The router that a call is made on; undefined where it is made on none. */
export function receiverPlace(context: PlaceContext, path: Path, id: CallId, depth = 0): RouterId | undefined {
  const call = context.linker.names(path)?.facts.calls[id];
  if (!call || depth > MAX_DEPTH * 4) return undefined;
  if (call.callee.receiver !== undefined) {
    const [...names] = call.callee.path.slice(0, -1);
    if (names.length > 0) return undefined;
    return placeOfCall(context, path, call.callee.receiver, depth + 1);
  }
  const names = call.callee.path.slice(0, -1);
  return names.length === 0 ? undefined : placeOfOrigin(context, follow(context.linker, path, call.scope, names), depth);
}

/** The router that a registration is made on. */
export function registeredOn(site: CallSite): RouterId | undefined {
  return site.from ? site.from.router : receiverPlace(site, site.facts.path, site.id);
}

/** The router that a call makes: told by its number among the calls of that name in its file, or by the variable or field that is there to hold it. */
export function createdPlace(context: PlaceContext, path: Path, id: CallId): RouterId {
  const facts = context.linker.names(path)?.facts;
  const assigned = facts ? assignmentsByCall(facts).get(id) : undefined;
  if (facts && assigned) {
    const holder = follow(context.linker, path, assigned.scope, assigned.target);
    const place =
      holder && (holder.kind === 'variable' || holder.kind === 'field') ? placeOfOrigin(context, holder, 0) : undefined;
    if (place !== undefined) return place;
  }
  return `${path}#${facts ? callNumber(facts, id) : id}`;
}

/** What the first parameter of a function is to routes that are registered on it. */
export function parameterPlace(facts: CodeFacts, scope: ScopeId, index: number): RouterId {
  return `${facts.path}#(${functionNumber(facts, scope)}:${index})`;
}

/** A function by its number among those of its file. */
export function functionPlace(
  context: PlaceContext,
  at: { readonly path: Path; readonly scope: ScopeId } | undefined,
): FunctionPlace | undefined {
  const facts = at ? context.linker.names(at.path)?.facts : undefined;
  return at && facts ? { path: at.path, fn: functionNumber(facts, at.scope) } : undefined;
}

/** The function that an expression is: written in place, named, or inside the calls that wrap it. */
export function functionOfValue(
  context: PlaceContext,
  path: Path,
  scope: ScopeId,
  value: Value,
  depth = 0,
): { readonly path: Path; readonly scope: ScopeId } | undefined {
  if (value.kind === 'function') return { path, scope: value.scope };
  const found = functionAt(followValue(context.linker, path, scope, value));
  if (found) return found;
  if (depth > 3) return undefined;
  if (value.kind === 'reference') {
    const named = context.linker.functionOf(context.linker.value(path, scope, value));
    const origin = named ? undefined : followValue(context.linker, path, scope, value);
    if (origin?.kind !== 'value' || origin.value.kind !== 'call' || origin.rest.length > 0) return named;
    return functionOfValue(context, origin.path, origin.scope, origin.value, depth + 1);
  }
  if (value.kind !== 'call') return undefined;
  const call = context.linker.names(path)?.facts.calls[value.call];
  for (const argument of call?.args ?? []) {
    const inner = functionOfValue(context, path, scope, argument, depth + 1);
    if (inner) return inner;
  }
  return returnedFunction(context, path, value.call, depth);
}

/**
 * The function that a call of a function of the workspace gives, in wrappers or without: `r.Post("/login", login(service))`; undefined where it
 * gives none that is written there.
 */
export function returnedFunction(context: PlaceContext, path: Path, call: CallId, depth = 0): ReturnType<typeof functionOfValue> {
  const { linker } = context;
  const made = linker.functionOf(linker.callee(path, call));
  const facts = made && linker.names(made.path)?.facts;
  if (!made || !facts || depth > 3) return undefined;
  for (const { scope, value } of returnedValues(facts, made.scope)) {
    if (value.kind !== 'function' && !wrapsFunction(facts, value)) continue;
    const found = functionOfValue(context, made.path, scope, value, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** `catchAsync(async (req, res) => …)`. */
function wrapsFunction(facts: CodeFacts, value: Value): boolean {
  return (
    value.kind === 'call' &&
    value.path.length === 0 &&
    facts.calls[value.call]?.args.some((it) => it.kind === 'function') === true
  );
}

function placeOfOrigin(context: PlaceContext, origin: Origin | undefined, depth: number): RouterId | undefined {
  if (!origin || depth > MAX_DEPTH) return undefined;
  switch (origin.kind) {
    case 'value': {
      if (origin.value.kind !== 'call') return undefined;
      return origin.rest.length === 0
        ? placeOfCall(context, origin.path, origin.value.call, depth + 1)
        : placeInObject(context, origin, origin.rest, depth + 1);
    }
    case 'parameter': {
      const facts = context.linker.names(origin.path)?.facts;
      return facts && origin.rest.length === 0 ? parameterPlace(facts, origin.scope, origin.index) : undefined;
    }
    case 'variable': {
      const facts = context.linker.names(origin.path)?.facts;
      if (!facts || origin.rest.length > 0 || origin.binding.origin.kind === 'element') return undefined;
      return `${origin.path}#${origin.binding.scope === 0 ? '' : functionNumber(facts, origin.binding.scope)}.${origin.binding.name}`;
    }
    case 'field':
      return origin.rest.length === 0 ? `${origin.path}#${origin.owner}.${origin.name}` : undefined;
    case 'class':
    case 'function':
    case 'module':
      return undefined;
  }
}

function placeOfCall(context: PlaceContext, path: Path, id: CallId, depth: number): RouterId | undefined {
  const { linker, catalog } = context;
  const facts = linker.names(path)?.facts;
  const call = facts?.calls[id];
  if (!facts || !call || depth > MAX_DEPTH * 4) return undefined;
  const meaning = meaningOfCall(context, facts, id);
  if (meaning.kind === 'local') {
    const fn =
      linker.functionOf(meaning) ??
      functionAt(follow(linker, path, call.scope, call.callee.receiver === undefined ? call.callee.path : []));
    const inner = fn ? linker.names(fn.path)?.facts : undefined;
    if (!fn || !inner || depth > MAX_DEPTH) return undefined;
    for (const { scope, value } of returnedValues(inner, fn.scope)) {
      const place = routerPlace(context, fn.path, scope, value, depth + 1);
      if (place !== undefined) return place;
    }
    return undefined;
  }
  const models = catalog.callsOf(meaning, facts.language);
  if (models.some(({ model }) => model.is === 'server' || model.is === 'router' || model.is === 'group'))
    return createdPlace(context, path, id);
  // What registers gives the router back: `router.get(…).post(…)`.
  return models.length > 0 || (meaning.kind === 'external' && catalog.isRouter({ ...meaning, chain: [...meaning.chain, '()'] }))
    ? receiverPlace(context, path, id, depth + 1)
    : undefined;
}

/** What an object that is made here holds: `new Orders().router`, in a field or behind a getter of its class. */
function placeInObject(
  context: PlaceContext,
  { path, scope, value }: Extract<Origin, { kind: 'value' }>,
  names: readonly string[],
  depth: number,
): RouterId | undefined {
  const { linker } = context;
  const made = value.kind === 'call' ? linker.classOf(linker.value(path, scope, { ...value, path: [] })) : undefined;
  const found = made && member(linker, made.path, made.declaration.name, names);
  if (!made || found?.kind !== 'function') return placeOfOrigin(context, found, depth);
  const facts = linker.names(found.path)?.facts;
  if (facts?.scopes[found.scope]?.fn?.form !== 'accessor' || found.rest.length > 0) return undefined;
  const [given] = returnedValues(facts, found.scope);
  if (given?.value.kind !== 'reference' || given.value.path[0] !== 'this') return undefined;
  return placeOfOrigin(context, member(linker, made.path, made.declaration.name, given.value.path.slice(1)), depth);
}

const numbers = new WeakMap<CodeFacts, Map<CallId, string>>();

function callNumber(facts: CodeFacts, id: CallId): string {
  let known = numbers.get(facts);
  if (!known) {
    known = new Map();
    const counts = new Map<string, number>();
    for (const [call, { callee }] of facts.calls.entries()) {
      const name = callee.path.at(-1) ?? '';
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      known.set(call, `${name}${count}`);
    }
    numbers.set(facts, known);
  }
  return known.get(id) ?? '';
}

const assignments = new WeakMap<
  CodeFacts,
  ReadonlyMap<CallId, { readonly scope: ScopeId; readonly target: readonly string[] }>
>();

function assignmentsByCall(
  facts: CodeFacts,
): ReadonlyMap<CallId, { readonly scope: ScopeId; readonly target: readonly string[] }> {
  let known = assignments.get(facts);
  if (!known) {
    known = new Map(
      facts.assignments.flatMap((it) =>
        it.value.kind === 'call' && it.value.path.length === 0 ? [[it.value.call, it] as const] : [],
      ),
    );
    assignments.set(facts, known);
  }
  return known;
}
