import type { Path } from '#base/paths.ts';
import type { Call, CallId, CodeFacts, FunctionDetails, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Meaning } from '#link/meaning.ts';
import { enclosingFunction } from '#link/names.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import { scopeOfFunction } from '../function-place.ts';
import type { RouterId } from '../kinds/routing.ts';
import { constantText } from './constant-text.ts';
import { liftMount } from './lift-mount.ts';
import { liftRoute } from './lift-route.ts';
import { liftUse } from './lift-use.ts';
import type { Row } from './loop-rows.ts';
import { targetOf } from './registration.ts';
import { type AliasContext, calledFunction } from './router-aliases.ts';
import { receiverPlace, routerNamed, routerPlace } from './router-place.ts';
import { meaningOfCall } from './untyped-router.ts';
import { argumentsOf, type Given, rowOfGiven } from './wrapper-arguments.ts';

/** Wrappers call wrappers at most this deep. */
const MAX_DEPTH = 3;

/**
 * What a function of the workspace registers with the path that a call gives it: `this.get('/orders', list)` where `get` ends in
 * `this.router.get(path, wrap(handler))`. Nothing where the function registers nothing, or always at the same path.
 */
export function liftWrapped(context: AliasContext, id: CallId, order: number): Concept[] {
  const { facts } = context;
  const call = facts.calls[id];
  if (call?.form !== 'call' || !NAME.test(call.callee.path.at(-1) ?? '') || !call.args.some(maySayPath)) return [];
  const row: Row = (value) => ({ path: facts.path, scope: call.scope, value });
  const receiver = { path: facts.path, scope: call.scope, names: call.callee.path.slice(0, -1) };
  const found = registered(context, { id, call, row, receiver }, order, 0);
  return found.map((it) => here(it, facts, call, id));
}

const NAME =
  /^(get|post|put|patch|del|delete|options|head|all|any|use|mount|route|(handle|add|register|define|endpoint|map|bind)\w*)$/i;

function maySayPath(value: Value): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string';
  if (value.kind === 'object') return value.entries.some((it) => /^(path|url|route|endpoint)$/.test(it.key));
  return value.kind === 'template';
}

interface Use {
  readonly id: CallId;
  readonly call: Call;
  readonly row: Row;
  /** What the outermost call is made on. */
  readonly receiver: { readonly path: Path; readonly scope: ScopeId; readonly names: readonly string[] };
}

function registered(context: AliasContext, use: Use, order: number, depth: number): Concept[] {
  const { linker, catalog } = context;
  const called = depth < MAX_DEPTH ? calledFunction(context, use.id, use.call) : undefined;
  const facts = called && linker.names(called.path)?.facts;
  const fn = called && facts?.scopes[called.scope]?.fn;
  if (!called || !facts || !fn || fn.parameters.length === 0) return [];
  const given = argumentsOf(fn, use.call, use.row);
  return callsIn(facts, called.scope, fn).flatMap((id): Concept[] => {
    const written = facts.calls[id];
    if (!written) return [];
    const plain = rowOfGiven({ linker, facts, call: written, given: given.named });
    const call = withMore(withMethod(context, written, plain), given);
    const row: Row = (value) => given.more.get(value) ?? plain(value);
    const meaning = computedMeaning(context, facts, written, call) ?? meaningOfCall(context, facts, id);
    const router = routerOf(context, facts, fn, id, call, use, row);
    const matches = catalog.callsOf(meaning, facts.language);
    if (matches.length === 0 && meaning.kind === 'local')
      return registered({ ...context, facts }, { ...use, id, call, row }, order, depth + 1);
    return matches.flatMap(({ framework, model }): Concept[] => {
      if (!takesPath(call, model, row, given)) return [];
      const site: CallSite = { ...context, facts, id, call, meaning, framework, order, from: { row, router } };
      return lifted(site, model).filter((it) => 'path' in it && it.path !== undefined);
    });
  });
}

function lifted(site: CallSite, model: CallModel): Concept[] {
  if (model.is === 'route') return liftRoute(site, model);
  if (model.is === 'use') return liftUse(site, model);
  return model.is === 'mount' ? liftMount(site, model) : [];
}

/** Tells whether the path of a registration is one that the caller gives; what a call makes of it is not known. */
function takesPath(call: Call, model: CallModel, row: Row, given: Given): boolean {
  if (model.is !== 'route' && model.is !== 'use' && model.is !== 'mount') return false;
  const names = model.is === 'route' ? [model.pathKeyword ?? ''] : (model.prefixKeywords ?? []);
  const named = names.flatMap((it) => keyword(call, it) ?? [])[0];
  const value = named ?? (model.is === 'use' ? call.args[0] : model.path === undefined ? undefined : call.args[model.path]);
  return value !== undefined && value.kind !== 'call' && (given.more.has(value) || row(value).value !== value);
}

/** `router[method](…)` calls the member that the caller names. */
function withMethod({ linker }: AliasContext, call: Call, row: Row): Call {
  const { computed } = call.callee;
  const method = computed && constantText(linker, row({ kind: 'reference', path: computed.by, span: call.span }));
  return computed && method !== undefined ? { ...call, callee: { path: [...computed.of, method.toLowerCase()] } } : call;
}

function computedMeaning({ linker, catalog }: AliasContext, facts: CodeFacts, written: Call, call: Call): Meaning | undefined {
  return written === call || !written.callee.computed
    ? undefined
    : catalog.normalise(linker.reference(facts.path, call.scope, call.callee.path));
}

/** `add(*urls)` passes on all that the caller gives from there on. */
function withMore(call: Call, given: Given): Call {
  return call.isOpen && given.more.size > 0 ? { ...call, isOpen: false, args: [...call.args, ...given.more.keys()] } : call;
}

/** The router that the wrapper registers on: its own object's, one that it is given, or one that all share. */
function routerOf(
  context: AliasContext,
  facts: CodeFacts,
  fn: FunctionDetails,
  id: CallId,
  { callee, scope, span }: Call,
  { receiver }: Use,
  row: Row,
): RouterId | undefined {
  const [head, ...rest] = callee.path.slice(0, -1);
  if (callee.receiver !== undefined || head === undefined) return receiverPlace(context, facts.path, id);
  if (head === 'this' || head === fn.receiver) {
    const names = receiver.names[0] === 'super' ? ['this', ...receiver.names.slice(1)] : receiver.names;
    return names.length === 0 ? undefined : routerNamed(context, receiver.path, receiver.scope, [...names, ...rest]);
  }
  if (fn.parameters.some((it) => it.name === head)) {
    const seen = row({ kind: 'reference', path: [head, ...rest], span });
    return routerPlace(context, seen.path, seen.scope, seen.value);
  }
  return routerNamed(context, facts.path, scope, [head, ...rest]);
}

const inFunctions = new WeakMap<CodeFacts, ReadonlyMap<ScopeId, readonly CallId[]>>();

/** The calls of a function that something of its parameters is passed to. */
function callsIn(facts: CodeFacts, scope: ScopeId, fn: FunctionDetails): readonly CallId[] {
  let known = inFunctions.get(facts);
  if (!known) {
    const found = new Map<ScopeId, CallId[]>();
    for (const [id, call] of facts.calls.entries()) {
      const around = enclosingFunction(facts, call.scope)?.id;
      if (around === undefined) continue;
      const list = found.get(around);
      if (list) list.push(id);
      else found.set(around, [id]);
    }
    known = found;
    inFunctions.set(facts, found);
  }
  const names = new Set(fn.parameters.map((it) => it.name));
  const isTakenApart = names.has('');
  return (known.get(scope) ?? []).filter((id) => {
    const call = facts.calls[id];
    return call !== undefined && (isTakenApart || call.isOpen || call.mentions.some((it) => names.has(it)));
  });
}

/** The concept of the wrapper's call as one of the call that runs it. */
function here(concept: Concept, facts: CodeFacts, call: Call, id: CallId): Concept {
  const place = { scope: call.scope, span: call.span, call: id };
  if (concept.kind === 'mount' || concept.kind === 'middleware') return { ...concept, ...place, target: targetOf(facts, call) };
  if (concept.kind !== 'route') return concept;
  const { handler: _, ...route } = concept;
  const { handledBy } = route;
  const handler = handledBy?.path === facts.path ? scopeOfFunction(facts, handledBy.fn) : undefined;
  return { ...route, ...place, target: targetOf(facts, call), ...(handler !== undefined && { handler }) };
}
