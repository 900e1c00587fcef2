import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import type { Meaning } from '#link/meaning.ts';
import { enclosingFunction } from '#link/names.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Concept } from '../concept.ts';
import type { ChainLink, FunctionPlace, Route } from '../kinds/routing.ts';
import { optional } from '../optional.ts';
import type { Seen } from './constant-text.ts';
import { delegateOf } from './delegate.ts';
import { hungOf, hungRouter } from './hung-router.ts';
import { roundsOf } from './loop-rows.ts';
import { linksOf } from './middleware-role.ts';
import { targetOf } from './registration.ts';
import { decoratorsOf, wrappersOf } from './route-chain.ts';
import { methodsOf } from './route-methods.ts';
import { pathsOf, patternOf } from './route-paths.ts';
import { functionOfValue, functionPlace, registeredOn, returnedFunction } from './router-place.ts';
import { classAnswers, viewClass } from './view-class.ts';

/** A call that registers a route. */
export type RouteModel = Extract<CallModel, { is: 'route' }>;

/** Routes that a call or a decorator registers; a loop over a literal list gives one for each round. */
export function liftRoute(site: CallSite, model: RouteModel): Concept[] {
  const { facts, call } = site;
  // Express: `app.get('setting')` reads a setting.
  if (call.form === 'call' && model.isProcedure !== true && isSetting(call, facts, model)) return [];
  return roundsOf(site).map((row) => {
    const hung = model.method === 'pattern' && call.args[1] ? hungRouter(site, row(call.args[1]), 0) : undefined;
    return hung ? hungOf(site, hung) : routeOf(site, model, row);
  });
}

function isSetting(call: Call, facts: CodeFacts, model: RouteModel): boolean {
  return (
    call.args.length < 2 && facts.language !== 'python' && call.callee.receiver === undefined && model.pathKeyword === undefined
  );
}

function routeOf(site: CallSite, model: RouteModel, row: (value: Value) => Seen): Concept {
  const { facts, call } = site;
  const paths = pathsOf(site, model, row);
  const methods = methodsOf(site, model, paths.first, row);
  const handlers = handlersOf(site, model, paths.hasArgument, row);
  const decorated = call.form === 'decorator' ? decoratedFunction(facts, site.id) : undefined;
  const view = viewOf(site, handlers.handler, decorated);
  const { chain, isOpen } = linksOf(site, handlers.before);
  const wrapped = decorated === undefined ? wrappersOf(site, handlers.handler) : decoratorsOf(site, decorated);
  const handler = decorated ?? (handlers.handler ? ownHandler(site, handlers.handler) : undefined);
  const place = decorated !== undefined ? { path: facts.path, scope: decorated } : handlerPlace(site, handlers.handler);
  const delegate = decorated === undefined && place ? delegateOf(site.linker, place) : undefined;
  const handledBy = functionPlace(site, delegate ?? place);
  const several = view?.methods ?? methods;
  const first = model.method === 'pattern' ? patternOf(paths.first).path : paths.first;
  const route: Route = {
    kind: 'route',
    framework: site.framework,
    scope: call.scope,
    span: call.span,
    call: site.id,
    method: several.length === 1 ? (several[0] ?? 'ANY') : 'ANY',
    target: targetOf(facts, call),
    order: site.order,
    answeredBy: delegate ? nameOf(delegate.meaning) : handlers.handler ? declaredNames(site, handlers.handler) : [],
    chain: [...schemaLink(call, model), ...chain, ...wrapped, ...(view?.chain ?? [])],
    isChainOpen: isOpen || call.isOpen,
    isFallback: isFallback(site, paths.first, several, place),
    ...optional('router', registeredOn(site)),
    ...optional('path', model.isProcedure === true ? undefined : first),
    ...optional('isProcedure', model.isProcedure),
    ...optional('paths', paths.all && paths.all.length > 1 ? paths.all : undefined),
    ...optional('methods', several.length > 1 ? several : undefined),
    ...optional('handler', handler),
    ...optional('handledBy', handledBy),
    ...optional('answers', view?.answers),
  };
  return route;
}

/** A schema of the body in the options of a route; one from elsewhere may have one. */
function schemaLink(call: Call, { schemaKeyword }: RouteModel): readonly ChainLink[] {
  const schema = schemaKeyword === undefined ? undefined : keyword(call, schemaKeyword);
  if (!schema || (schema.kind === 'object' && !schema.isOpen && schema.entries.every((it) => it.key !== 'body'))) return [];
  return [{ role: 'validation', name: schemaKeyword ?? '' }];
}

function handlersOf(
  { call }: CallSite,
  model: RouteModel,
  hasPath: boolean,
  row: (value: Value) => Seen,
): { readonly handler: Seen | undefined; readonly before: readonly Seen[] } {
  const links = (model.chainKeywords ?? []).flatMap((name) => keyword(call, name) ?? []).map(row);
  if (call.form === 'decorator') return { handler: undefined, before: links };
  const named = model.handlerKeyword === undefined ? undefined : keyword(call, model.handlerKeyword);
  const start = hasPath ? (model.path ?? -1) + 1 : 0;
  const skipped = model.method.startsWith('argument:') ? Number(model.method.slice('argument:'.length)) : -1;
  const values = call.args.flatMap((value, index) => (index >= start && index !== skipped ? [{ value, index }] : []));
  const at = model.handler ?? values.at(-1)?.index;
  const handler = named ?? call.args[at ?? -1];
  const last = handler?.kind === 'array' ? handler.items.at(-1) : handler;
  const before = values.filter((it) => it.value !== handler).map((it) => it.value);
  const inList = handler?.kind === 'array' ? handler.items.slice(0, -1) : [];
  return { handler: last ? row(last) : undefined, before: [...links, ...[...before, ...inList].map(row)] };
}

/** The functions that an expression names, through wrappers such as `asyncHandler(list)`, or else the one that makes the handler: `login(service)`. */
function declaredNames(site: CallSite, { path, scope, value }: Seen, isWrapped = false): string[] {
  const { linker } = site;
  if (value.kind === 'array') return value.items.flatMap((it) => declaredNames(site, { path, scope, value: it }, isWrapped));
  if (value.kind === 'call') {
    const inner = linker.names(path)?.facts.calls[value.call]?.args ?? [];
    const names = inner.flatMap((it) => declaredNames(site, { path, scope, value: it }, true));
    if (names.length > 0) return names;
    return returnedFunction(site, path, value.call) ? nameOf(linker.callee(path, value.call)) : [];
  }
  if (value.kind !== 'reference') return [];
  const meaning = linker.value(path, scope, value);
  return isWrapped && isGiven(linker, meaning) ? [] : nameOf(meaning);
}

/** What a handler is made from, such as a service or a logger: an instance, other than one that answers by itself. */
function isGiven(linker: Linker, meaning: Meaning): boolean {
  if (meaning.kind !== 'local' || meaning.chain.at(-1) !== '*') return false;
  return linker.functionOf({ ...meaning, chain: [...meaning.chain, 'ServeHTTP'] }) === undefined;
}

function nameOf(meaning: Meaning): string[] {
  if (meaning.kind !== 'local') return [];
  return [`${meaning.file}#${[meaning.name, ...meaning.chain.filter((it) => it !== '*')].join('.')}`];
}

function handlerPlace(site: CallSite, seen: Seen | undefined): ReturnType<typeof functionOfValue> {
  return seen ? functionOfValue(site, seen.path, seen.scope, seen.value) : undefined;
}

function ownHandler(site: CallSite, seen: Seen): ScopeId | undefined {
  const found = handlerPlace(site, seen);
  return found?.path === site.facts.path ? found.scope : undefined;
}

/** `app.all('*', notFound)`, `app.get('*', (req, res) => res.sendFile(index))`. */
function isFallback(
  site: CallSite,
  path: string | undefined,
  methods: readonly string[],
  handler: { readonly path: string; readonly scope: ScopeId } | undefined,
): boolean {
  if (path === undefined || !/^\/?(\*\w*|\{\*\w+\}|\(\.\*\)|<path:\w+>|\{\w+:path\})$/.test(path)) return false;
  if (methods.every((it) => it === 'GET' || it === 'HEAD')) return true;
  const facts = handler ? site.linker.names(handler.path)?.facts : undefined;
  if (!handler || !facts) return false;
  const isInside = (scope: ScopeId) => enclosingFunction(facts, scope)?.id === handler.scope;
  const is404 = (value: Value) =>
    (value.kind === 'literal' && value.value === 404) ||
    (value.kind === 'reference' && /NotFound|404/i.test(value.path.at(-1) ?? ''));
  return (
    /not_?found|404/i.test(facts.scopes[handler.scope]?.fn?.name ?? '') ||
    facts.throws.some((it) => isInside(it.scope)) ||
    facts.calls.some(
      (it) =>
        isInside(it.scope) &&
        (it.args.some(is404) ||
          (it.callee.path.join() === 'next' && it.args.length > 0) ||
          /NotFound/.test(it.callee.path.at(-1) ?? '')),
    )
  );
}

interface View {
  readonly methods: readonly string[];
  readonly answers: Readonly<Record<string, FunctionPlace>>;
  readonly chain: readonly ChainLink[];
}

/** The class that answers: decorated as a whole, or named where a handler stands. */
function viewOf(site: CallSite, seen: Seen | undefined, decorated: ScopeId | undefined): View | undefined {
  const { facts, call, id } = site;
  const own =
    call.form === 'decorator' && decorated === undefined
      ? facts.classes.find((it) => it.decorators.some((one) => one.call === id))
      : undefined;
  const found = own ? { path: facts.path, name: own.name } : seen ? viewClass(site, seen) : undefined;
  return found ? classAnswers(site, found.path, found.name) : undefined;
}

function decoratedFunction(facts: CodeFacts, id: number): ScopeId | undefined {
  const found = facts.scopes.findIndex((it) => it.fn?.decorators.some((decorator) => decorator.call === id));
  return found < 0 ? undefined : found;
}
