import type { Call, CodeFacts, Parameter, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { follow, followValue, returnedValues } from '#link/follow.ts';
import { enclosingFunction } from '#link/names.ts';
import { type CallSite, keyword } from './call-site.ts';
import type { Concept } from './concept.ts';
import type { CallModel } from './framework-model.ts';
import type { ChainLink, FunctionPlace, Mount, Route, RouterId } from './kinds/routing.ts';
import { rowsOf } from './loop-rows.ts';
import { linksOf, providerOf } from './middleware-role.ts';
import { targetOf } from './registration.ts';
import { constantText, constantTexts, isPathLike, type Seen } from './route-text.ts';
import { functionOfValue, functionPlace, receiverPlace, routerPlace } from './router-place.ts';
import { classAnswers, viewClass } from './view-class.ts';

type RouteModel = Extract<CallModel, { is: 'route' }>;

/** Routes that a call or a decorator registers; a loop over a literal list gives one for each round. */
export function liftRoute(site: CallSite, model: RouteModel): Concept[] {
  const { facts, call, linker } = site;
  // Express: `app.get('setting')` reads a setting.
  if (call.form === 'call' && model.isProcedure !== true && isSetting(call, facts, model)) return [];
  return rowsOf(linker, facts, call).map((row) => {
    const hung = model.method === 'pattern' && call.args[1] ? hungRouter(site, row(call.args[1]), 0) : undefined;
    return hung ? hungOf(site, hung) : routeOf(site, model, row);
  });
}

/** Methods as models and registrations name them, in capitals; ANY for all. */
export function methodName(text: string): string {
  const name = text.toUpperCase();
  if (name === 'DEL') return 'DELETE';
  return /^(ALL|ANY|ROUTE|HANDLE|HANDLEFUNC|HANDLER|MATCH|ADD|\*)$/.test(name) ? 'ANY' : name;
}

function isSetting(call: Call, facts: CodeFacts, model: RouteModel): boolean {
  return (
    call.args.length < 2 && facts.language !== 'python' && call.callee.receiver === undefined && model.pathKeyword === undefined
  );
}

function routeOf(site: CallSite, model: RouteModel, row: (value: Value) => Seen): Concept {
  const { facts, call } = site;
  const paths = pathsOf(site, model, row);
  const methods = methodsOf(site, model, paths.first);
  const handlers = handlersOf(site, model, paths.hasArgument, row);
  const decorated = call.form === 'decorator' ? decoratedFunction(facts, site.id) : undefined;
  const view = viewOf(site, handlers.handler, decorated);
  const { chain, isOpen } = linksOf(site, handlers.before);
  const wrapped = decorated === undefined ? wrappersOf(site, handlers.handler) : decoratorsOf(site, decorated);
  const handler = decorated ?? (handlers.handler ? ownHandler(site, handlers.handler) : undefined);
  const place = decorated !== undefined ? { path: facts.path, scope: decorated } : handlerPlace(site, handlers.handler);
  const handledBy = functionPlace(site, place);
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
    answeredBy: handlers.handler ? declaredNames(site, handlers.handler) : [],
    chain: [...chain, ...wrapped, ...(view?.chain ?? [])],
    isChainOpen: isOpen || call.isOpen,
    isFallback: isFallback(site, paths.first, several, place),
    ...optional('router', receiverPlace(site, facts.path, site.id)),
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

interface HungRouter {
  readonly router: RouterId;
  /** The part of the path that is cut off before the router sees it. */
  readonly stripped: string | undefined;
  readonly wrappers: readonly Seen[];
}

/** net/http: `mux.Handle("/api/", http.StripPrefix("/api", auth(orders)))` hangs a router in. */
function hungRouter(site: CallSite, seen: Seen, depth: number): HungRouter | undefined {
  const { linker, catalog } = site;
  const { path, scope, value } = seen;
  if ((value.kind !== 'reference' && value.kind !== 'call') || depth > 6) return undefined;
  if (value.kind === 'reference') {
    const found = followValue(linker, path, scope, value);
    if (found?.kind === 'value' && found.rest.length === 0 && found.value.kind === 'call')
      return hungRouter(site, found, depth + 1);
    if (!catalog.isRouter(linker.value(path, scope, value))) return undefined;
  }
  const router = routerPlace(site, path, scope, value);
  if (router !== undefined) return { router, stripped: '', wrappers: [] };
  const call = value.kind === 'call' ? linker.names(path)?.facts.calls[value.call] : undefined;
  if (value.kind !== 'call' || !call) return undefined;
  for (const argument of call.args) {
    const inner = hungRouter(site, { ...seen, value: argument }, depth + 1);
    if (!inner) continue;
    const isStrip = call.callee.path.at(-1) === 'StripPrefix';
    const cut = isStrip && call.args[0] ? constantText(linker, { ...seen, value: call.args[0] }) : '';
    const stripped = cut === undefined || inner.stripped === undefined ? undefined : cut + inner.stripped;
    return { router: inner.router, stripped, wrappers: isStrip ? inner.wrappers : [seen, ...inner.wrappers] };
  }
  return returnedRouter(site, path, value.call, depth);
}

/** A function of the workspace that wraps the router that it gives. */
function returnedRouter(site: CallSite, path: string, id: number, depth: number): HungRouter | undefined {
  const callee = site.linker.callee(path, id);
  const fn = callee.kind === 'local' ? site.linker.functionOf(callee) : undefined;
  const facts = fn ? site.linker.names(fn.path)?.facts : undefined;
  if (!fn || !facts) return undefined;
  for (const { scope, value } of returnedValues(facts, fn.scope)) {
    const inner = hungRouter(site, { path: fn.path, scope, value }, depth + 1);
    if (inner) return inner;
  }
  return undefined;
}

function hungOf(site: CallSite, hung: HungRouter): Mount {
  const { facts, call, id, order } = site;
  const parent = receiverPlace(site, facts.path, id);
  const { chain, isOpen } = linksOf(site, hung.wrappers);
  return {
    kind: 'mount',
    framework: site.framework,
    scope: call.scope,
    span: call.span,
    call: id,
    target: targetOf(facts, call),
    router: '',
    child: hung.router,
    chain,
    isChainOpen: isOpen,
    isAlias: false,
    order,
    ...optional('parent', parent),
    ...optional('path', hung.stripped),
  };
}

interface Paths {
  readonly first: string | undefined;
  readonly all: readonly string[] | undefined;
  /** True where an argument holds it. */
  readonly hasArgument: boolean;
}

function pathsOf({ linker, call, facts }: CallSite, model: RouteModel, row: (value: Value) => Seen): Paths {
  const named = model.pathKeyword === undefined ? undefined : keyword(call, model.pathKeyword);
  if (named) return textsOf(linker, row(named), false);
  const argument = model.path === undefined ? undefined : call.args[model.path];
  if (!argument || model.path === undefined) {
    const spelled = keyword(call, 'path') ?? keyword(call, 'rule');
    if (spelled && facts.language === 'python') return textsOf(linker, row(spelled), false);
    return { first: '', all: undefined, hasArgument: false };
  }
  const seen = row(argument);
  if (isPathLike(linker, seen)) {
    // Flask-RESTful takes any number of paths in a row.
    if (model.morePaths === true) {
      const all = call.args.slice(model.path).flatMap((it) => constantText(linker, row(it)) ?? []);
      return { first: all[0], all, hasArgument: true };
    }
    return textsOf(linker, seen, true);
  }
  // `router.route('/x').get(list)` has handlers only.
  const isDecorator = call.form === 'decorator';
  const isHandler = !isDecorator && (argument.kind === 'function' || argument.kind === 'call' || argument.kind === 'array');
  const isAlone = !isDecorator && (call.args.length <= model.path + 1 || call.callee.receiver !== undefined);
  if (isHandler || (isAlone && argument.kind === 'reference')) return { first: '', all: undefined, hasArgument: false };
  return { first: undefined, all: undefined, hasArgument: true };
}

function textsOf(linker: CallSite['linker'], seen: Seen, hasArgument: boolean): Paths {
  const texts = constantTexts(linker, seen);
  return { first: texts?.[0], all: texts, hasArgument };
}

function patternOf(text: string | undefined): { readonly method: string; readonly path: string | undefined } {
  const match = /^(?:([A-Z]+)\s+)?(.*)$/.exec(text ?? '');
  // Go's patterns may begin with a host.
  return { method: match?.[1] ?? 'ANY', path: text === undefined ? undefined : match?.[2]?.replace(/^[\w.-]+(?=\/)/, '') };
}

function methodsOf(site: CallSite, model: RouteModel, path: string | undefined): readonly string[] {
  const { call, linker, facts } = site;
  const read = (value: Value | undefined): readonly string[] | undefined => {
    // Go's `http.MethodGet`.
    const named = value?.kind === 'reference' ? /^Method(\w+)$/.exec(value.path.at(-1) ?? '')?.[1] : undefined;
    if (named !== undefined) return [methodName(named)];
    const texts = value ? constantTexts(linker, { path: facts.path, scope: call.scope, value }) : undefined;
    return texts?.map(methodName);
  };
  if (model.methodKeyword !== undefined) {
    const value = keyword(call, model.methodKeyword);
    if (value) return read(value) ?? ['ANY'];
  }
  const chained = chainedMethods(site);
  if (chained) return chained.flatMap((it) => read(it) ?? ['ANY']);
  if (model.method === 'name') return [methodName(call.callee.path.at(-1) ?? '')];
  if (model.method === 'pattern') return [patternOf(path).method];
  if (model.method.startsWith('argument:')) {
    const value = call.args[Number(model.method.slice('argument:'.length))];
    return read(value) ?? ['ANY'];
  }
  return [model.method];
}

/** gorilla/mux: `r.HandleFunc(path, handler).Methods("GET")`. */
function chainedMethods({ facts, id }: CallSite): readonly Value[] | undefined {
  if (facts.language !== 'go') return undefined;
  for (let before = facts.calls[id]?.callee.receiver; before !== undefined; before = facts.calls[before]?.callee.receiver) {
    const call = facts.calls[before];
    if (call?.callee.path.at(-1) === 'Methods') return call.args;
  }
  let at = id;
  for (let next = id + 1; next < facts.calls.length && next < id + 40; next += 1) {
    const call = facts.calls[next];
    if (call?.callee.receiver !== at) continue;
    if (call.callee.path[0] === 'Methods') return call.args;
    at = next;
  }
  return undefined;
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

/** The functions that an expression names, through wrappers such as `asyncHandler(list)`. */
function declaredNames(site: CallSite, { path, scope, value }: Seen): string[] {
  const { linker } = site;
  if (value.kind === 'array') return value.items.flatMap((it) => declaredNames(site, { path, scope, value: it }));
  if (value.kind === 'call') {
    const inner = linker.names(path)?.facts.calls[value.call]?.args ?? [];
    return inner.flatMap((it) => declaredNames(site, { path, scope, value: it }));
  }
  if (value.kind !== 'reference') return [];
  const meaning = linker.value(path, scope, value);
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

/** `requireAuth(list)` is passed before `list`. */
function wrappersOf(site: CallSite, seen: Seen | undefined): ChainLink[] {
  if (seen?.value.kind !== 'call') return [];
  const call = site.linker.names(seen.path)?.facts.calls[seen.value.call];
  const inner = call?.args.find((it) => functionOfValue(site, seen.path, seen.scope, it) !== undefined);
  if (!call || !inner || /^(HandlerFunc|as_view)$/.test(call.callee.path.at(-1) ?? '')) return [];
  return [...linksOf(site, [seen]).chain, ...wrappersOf(site, { ...seen, value: inner })];
}

/** What else decorates a function, and what its parameters ask to be provided: FastAPI's `Depends(current_user)`. */
function decoratorsOf(site: CallSite, scope: ScopeId): ChainLink[] {
  const { facts, linker } = site;
  const fn = facts.scopes[scope]?.fn;
  const at = facts.scopes[scope]?.parent ?? 0;
  const others = (fn?.decorators ?? []).filter((it) => {
    if (it.call === undefined) return true;
    return (
      it.call !== site.id &&
      !site.catalog.callsOf(site.catalog.normalise(linker.callee(facts.path, it.call)), facts.language).length
    );
  });
  const decorated = others.map(
    (it): Seen => ({
      path: facts.path,
      scope: at,
      value:
        it.call === undefined
          ? { kind: 'reference', path: it.path, span: it.span }
          : { kind: 'call', call: it.call, path: [], span: it.span },
    }),
  );
  const provided = (fn?.parameters ?? []).flatMap((it) => providersOf(site, it, at));
  return [...linksOf(site, [...decorated, ...provided]).chain];
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

/** What is asked to provide a parameter, in its default, in its type, or in the type that it names. */
function providersOf(site: CallSite, parameter: Parameter, scope: ScopeId): Seen[] {
  const { facts, linker } = site;
  const here = [parameter.defaultValue, ...(parameter.type?.annotations ?? [])].flatMap((value): Seen[] =>
    value ? [{ path: facts.path, scope, value }] : [],
  );
  const alias =
    parameter.type && parameter.type.path.length > 0 ? follow(linker, facts.path, scope, parameter.type.path) : undefined;
  const type = alias?.kind === 'variable' && alias.binding.origin.kind === 'type' ? alias.binding.origin.type : undefined;
  const there = alias && type ? (type.annotations ?? []).map((value): Seen => ({ path: alias.path, scope: 0, value })) : [];
  return [...here, ...there].filter((it) => it.value.kind === 'call' && providerOf(site, it) !== it);
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

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
