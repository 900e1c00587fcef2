import type { Call, CodeFacts, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { enclosingFunction } from '#link/names.ts';
import { type CallSite, keyword, literalText } from './call-site.ts';
import type { Concept } from './concept.ts';
import type { CallModel } from './framework-model.ts';
import type { MiddlewareRole } from './kinds/routing.ts';

export function liftRoute(site: CallSite, model: Extract<CallModel, { is: 'route' }>): Concept[] {
  const { facts, call } = site;
  let path = literalText(site, call.args[model.path]) ?? literalText(site, keyword(call, 'path'));
  let method = model.method;
  if (method === 'name') method = (call.callee.path.at(-1) ?? '').toUpperCase();
  else if (method.startsWith('argument:'))
    method = (literalText(site, call.args[Number(method.slice('argument:'.length))]) ?? 'ANY').toUpperCase();
  else if (method === 'pattern') {
    const match = /^(?:([A-Z]+)\s+)?(.*)$/.exec(path ?? '');
    method = match?.[1] ?? 'ANY';
    path = path === undefined ? undefined : match?.[2];
  }
  // Express: `app.get('setting')` reads a setting.
  if (call.form === 'call' && call.args.length < 2 && facts.language !== 'python' && call.callee.receiver === undefined)
    return [];
  const handler = handlerOf(facts, call.args.at(-1)) ?? (call.form === 'decorator' ? decoratedFunction(facts, call) : undefined);
  return [
    {
      kind: 'route',
      framework: site.framework,
      scope: call.scope,
      span: call.span,
      call: site.id,
      method: method === 'ALL' || method === 'ROUTE' || method === 'HANDLE' || method === 'HANDLEFUNC' ? 'ANY' : method,
      target: targetOf(facts, call),
      order: site.order,
      answeredBy: answeredBy(site),
      ...(path !== undefined && { path }),
      ...(handler !== undefined && { handler }),
    },
  ];
}

/** The last argument, through wrappers such as `asyncHandler(list)`. */
function answeredBy(site: CallSite): string[] {
  const value = site.call.args.at(-1);
  const candidates = value?.kind === 'array' ? value.items : value ? [value] : [];
  return candidates.flatMap((it) => declaredName(site, it));
}

function declaredName(site: CallSite, value: Value): string[] {
  const { facts, linker, call } = site;
  if (value.kind === 'call') return (facts.calls[value.call]?.args ?? []).flatMap((it) => declaredName(site, it));
  if (value.kind !== 'reference') return [];
  const meaning = linker.value(facts.path, call.scope, value);
  if (meaning.kind !== 'local') return [];
  return [`${meaning.file}#${[meaning.name, ...meaning.chain.filter((it) => it !== '*')].join('.')}`];
}

export function liftMount(site: CallSite, model: Extract<CallModel, { is: 'mount' }>): Concept[] {
  const router = site.call.args[model.router];
  const path =
    (model.path === undefined ? undefined : literalText(site, site.call.args[model.path])) ??
    literalText(site, keyword(site.call, 'prefix'));
  return [mountConcept(site, router, path)];
}

/** `use(path?, …)`: routers become mounts, everything else a middleware with the role that its own meaning gives it. */
export function liftUse(site: CallSite, firstMayBePath: boolean): Concept[] {
  const [first, ...rest] = site.call.args;
  const hasPath = firstMayBePath && first !== undefined && isPath(site, first);
  const path = hasPath ? (literalText(site, first) ?? '') : undefined;
  const values = hasPath ? rest : site.call.args;
  return values.map((value) =>
    isRouter(site, value, hasPath) ? mountConcept(site, value, path) : middlewareConcept(site, value, path),
  );
}

/** The name of the app or router that a registration is made on, with the function that declares it where it is a local. */
export function targetOf(facts: CodeFacts, call: Call): string {
  let at: Call = call;
  while (at.callee.receiver !== undefined) {
    const inner = facts.calls[at.callee.receiver];
    if (!inner) break;
    at = inner;
  }
  // A group of routes is a router of its own.
  if (at !== call && isGroup(facts, call)) return `group@${receiverNames(facts, call)}`;
  const names = at === call || at.callee.path.length > 1 ? at.callee.path.slice(0, -1) : at.callee.path;
  const fn = enclosingFunction(facts, call.scope);
  return fn ? `${names.join('.')}@${fn.fn.owner ?? ''}.${fn.fn.name ?? ''}` : names.join('.');
}

function isGroup(facts: CodeFacts, call: Call): boolean {
  for (let id = call.callee.receiver; id !== undefined; id = facts.calls[id]?.callee.receiver) {
    if (/^(Group|Route|With|route|group|Party)$/.test(facts.calls[id]?.callee.path.at(-1) ?? '')) return true;
  }
  return false;
}

/** What takes the result of a chain tells one group from another. */
function receiverNames(facts: CodeFacts, call: Call): string {
  return `${call.targets.join()} ${facts.calls.indexOf(call)}`;
}

function isPath(site: CallSite, value: Value): boolean {
  if (value.kind === 'literal' || value.kind === 'template') return true;
  if (value.kind === 'array') return value.items.every((it) => isPath(site, it));
  return literalText(site, value) !== undefined;
}

function isRouter(site: CallSite, value: Value, hasPath: boolean): boolean {
  const { linker, catalog, facts, call } = site;
  if (catalog.isRouter(linker.value(facts.path, call.scope, value))) return true;
  if (value.kind === 'call') {
    const callee = linker.callee(facts.path, value.call);
    if (callee.kind === 'global' && callee.chain[0] === 'require') return hasPath;
    return false;
  }
  // What is hung in at a path and cannot be followed is a router more often than not, unless its name says otherwise.
  const name = value.kind === 'reference' ? (value.path.at(-1) ?? '') : '';
  if (name === '' || !hasPath) return false;
  return (
    /rout(er?|es?)$/i.test(name) ||
    (linker.value(facts.path, call.scope, value).kind === 'unknown' && roleByName(name) === 'other')
  );
}

function mountConcept(site: CallSite, router: Value | undefined, path: string | undefined): Concept {
  return {
    kind: 'mount',
    framework: site.framework,
    scope: site.call.scope,
    span: site.call.span,
    call: site.id,
    target: targetOf(site.facts, site.call),
    router: router ? nameOf(site.facts, router) : '',
    order: site.order,
    ...(path !== undefined && { path }),
  };
}

function middlewareConcept(site: CallSite, value: Value, path: string | undefined): Concept {
  const { facts, call } = site;
  const name = nameOf(facts, value);
  return {
    kind: 'middleware',
    framework: site.framework,
    scope: call.scope,
    span: call.span,
    call: site.id,
    role: middlewareRole(site, value, name),
    name,
    target: targetOf(facts, call),
    order: site.order,
    isConditional: isConditional(facts, call.scope),
    ...(path !== undefined && { path }),
  };
}

function middlewareRole(site: CallSite, value: Value, name: string): MiddlewareRole {
  const { linker, catalog, facts, call } = site;
  const meaning = value.kind === 'call' ? linker.callee(facts.path, value.call) : linker.value(facts.path, call.scope, value);
  const known = catalog.middlewareRole(meaning);
  if (known) return known;
  const fn = value.kind === 'function' ? { path: facts.path, scope: value.scope } : linker.functionOf(meaning);
  const declared = fn ? linker.folder.files.get(fn.path) : undefined;
  const details = fn && declared?.kind === 'code' ? declared.scopes[fn.scope]?.fn : undefined;
  // Express tells error handlers apart by their four parameters.
  if (details?.parameters.length === 4 && value.kind !== 'call' && facts.language !== 'go' && facts.language !== 'python')
    return 'error';
  return roleByName(name);
}

const ROLE_NAMES: readonly (readonly [RegExp, MiddlewareRole])[] = [
  [/^(errorhandler|errormiddleware|handleerrors?|globalerrorhandler|errorconverter)$/i, 'error'],
  [/^(notfound|notfoundhandler|handle404|fourohfour|pagenotfound)$/i, 'not-found'],
  [/^(requestid|correlationid|assignrequestid|requestidmiddleware)$/i, 'request-id'],
  [/^(ratelimiter?|limiter|apilimiter|ratelimitmiddleware|throttle)$/i, 'rate-limit'],
  [/^(requestlogger|httplogger|accesslog|logrequests?|loggermiddleware|morgan.*)$/i, 'log'],
  [
    /^(authenticate|authmiddleware|requireauth|verifytoken|verifyjwt|isauthenticated|ensureauthenticated|jwtauth|checkauth|authmiddlewarefunc)$/i,
    'auth',
  ],
];

function roleByName(name: string): MiddlewareRole {
  const last = name.split('.').at(-1) ?? '';
  return ROLE_NAMES.find(([pattern]) => pattern.test(last))?.[1] ?? 'other';
}

function nameOf(facts: CodeFacts, value: Value): string {
  if (value.kind === 'reference') return value.path.join('.');
  if (value.kind === 'call') return facts.calls[value.call]?.callee.path.join('.') ?? '';
  if (value.kind === 'function') return facts.scopes[value.scope]?.fn?.name ?? '';
  return '';
}

function isConditional(facts: CodeFacts, scope: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = facts.scopes[at]?.parent) {
    const kind = facts.scopes[at]?.kind;
    if (kind === 'branch' || kind === 'loop' || kind === 'catch') return true;
    if (kind === 'function') return false;
  }
  return false;
}

function handlerOf(facts: CodeFacts, value: Value | undefined): ScopeId | undefined {
  if (value?.kind === 'function') return value.scope;
  if (value?.kind === 'call')
    return handlerOf(
      facts,
      facts.calls[value.call]?.args.find((it) => it.kind === 'function' || it.kind === 'reference'),
    );
  if (value?.kind !== 'reference') return undefined;
  const name = value.path.at(-1);
  const found = facts.scopes.findIndex(
    (it) => it.fn !== undefined && it.fn.name === name && (value.path.length === 1) === (it.fn.owner === undefined),
  );
  return found < 0 ? undefined : found;
}

function decoratedFunction(facts: CodeFacts, call: Call): ScopeId | undefined {
  const id = facts.calls.indexOf(call);
  const found = facts.scopes.findIndex((it) => it.fn?.decorators.some((decorator) => decorator.call === id));
  return found < 0 ? undefined : found;
}
