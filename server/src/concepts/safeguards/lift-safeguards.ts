import type { Assignment, Call, CodeFacts, FunctionDetails, Import, ScopeId } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import type { Linker } from '#link/linker.ts';
import type { Meaning } from '#link/meaning.ts';
import { enclosingFunction } from '#link/names.ts';
import type { CallModel } from '../call-model.ts';
import { type CallSite, keyword } from '../call-site.ts';
import type { Catalog } from '../catalog.ts';
import type { Concept } from '../concept.ts';
import type { MiddlewareRole } from '../kinds/routing.ts';
import type { Safeguard, SafeguardKind } from '../kinds/safeguards.ts';
import { isOpaqueRegistration } from '../routing/opaque-registration.ts';
import { domainErrors, isInTry } from './lift-domain-errors.ts';
import { liftHeaders } from './lift-headers.ts';

/** The signs that a server has its safeguards, wherever in a file they stand. */
export function liftSafeguards(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  return [
    ...fromImports(facts, catalog),
    ...fromLists(facts, catalog),
    ...fromCalls(facts, linker, catalog),
    ...fromFunctions(facts),
    ...fromNames(facts),
    ...fromSettings(facts),
    ...configuredHeaders(facts),
    ...liftHeaders(facts),
    ...domainErrors(facts, linker),
  ];
}

/** A call that registers a safeguard. */
export function liftSafeguard(site: CallSite, model: Extract<CallModel, { is: 'safeguard' }>): Concept[] {
  const { call, id } = site;
  const value = model.key === undefined ? undefined : keyword(call, model.key);
  const isOff = model.key !== undefined && (!value || (value.kind === 'literal' && value.value !== true));
  const place = { scope: call.scope, span: call.span, call: id };
  return isOff ? [] : [{ ...safeguard(model.what, call.callee.path.join('.'), place), framework: site.framework }];
}

function safeguard(
  what: SafeguardKind | 'unknown',
  name: string,
  place: Pick<Concept, 'scope' | 'span' | 'call'>,
  by: 'package' | 'code' = 'package',
): Safeguard {
  const { scope, span, call } = place;
  return { kind: 'safeguard', framework: 'language', what, name, by, scope, span, ...(call !== undefined && { call }) };
}

function fromImports(facts: CodeFacts, catalog: Catalog): Concept[] {
  return facts.imports.flatMap((it) => {
    if (it.isTypeOnly) return [];
    const exact = catalog.provides(it.module);
    const found = exact.length > 0 ? exact : catalog.provides(packageOf(facts, it));
    return found.map((what) => safeguard(what, it.module, { scope: it.scope, span: it.moduleSpan }));
  });
}

/** The module as models name it: without the path inside a package; Go's paths stand whole, but for their version. */
function packageOf(facts: CodeFacts, { module }: Import): string {
  if (facts.language === 'go') return module.replace(/\/v\d+$/, '');
  if (facts.language === 'python') return module.split('.')[0] ?? module;
  if (module.startsWith('.') || !module.includes('/')) return module;
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Lists of dotted names in settings, such as Django's `INSTALLED_APPS` and `MIDDLEWARE`. */
function fromLists(facts: CodeFacts, catalog: Catalog): Concept[] {
  if (facts.language !== 'python') return [];
  const lists = [
    ...facts.bindings.flatMap((it) =>
      it.scope === 0 && it.origin.kind === 'value' ? [{ name: it.name, value: it.origin.value }] : [],
    ),
    ...facts.assignments.map((it) => ({ name: it.target.join('.'), value: it.value })),
  ].filter((it) => /^(INSTALLED_APPS|MIDDLEWARE|THIRD_PARTY_APPS|LOCAL_APPS|DJANGO_APPS)$/.test(it.name));
  return lists.flatMap(({ value }) =>
    (value.kind === 'array' ? value.items : []).flatMap((item) => {
      if (item.kind !== 'literal' || typeof item.value !== 'string') return [];
      const name = item.value;
      const last = name.split('.').at(-1) ?? '';
      const byName = kindByName(last);
      const found = [...catalog.provides(name.split('.')[0] ?? ''), ...(byName ? [byName] : [])];
      return found.map((what) => safeguard(what, name, { scope: 0, span: item.span }));
    }),
  );
}

function fromCalls(facts: CodeFacts, linker: Linker, catalog: Catalog): Concept[] {
  return facts.calls.flatMap((call, id): Concept[] => {
    const meaning = linker.callee(facts.path, id);
    const place = { scope: call.scope, span: call.span, call: id };
    const role = catalog.middlewareRole(meaning);
    const what = role && kindOfRole(role);
    const { path } = call.callee;
    if (what) return [{ ...safeguard(what, path.join('.'), place), ...switchedOff(call) }];
    // Go: whoever asks for a panic answers it.
    if (facts.language === 'go' && path.length === 1 && path[0] === 'recover')
      return [safeguard('error-handler', 'recover', place, 'code')];
    if (isErrorListenerOfPackage(facts, call, meaning)) return [safeguard('error-handler', path.join('.'), place)];
    if (isOpaqueRegistration(facts, call, meaning, linker)) return [safeguard('unknown', path.join('.'), place)];
    return [];
  });
}

/** Koa: `app.on('error', answer)` mostly writes a log; what a package brings for it may answer as well. */
function isErrorListenerOfPackage(facts: CodeFacts, { callee, args }: Call, meaning: Meaning): boolean {
  const [event, listener] = args;
  if (callee.path.at(-1) !== 'on' || event?.kind !== 'literal' || event.value !== 'error') return false;
  if (meaning.kind !== 'external' || meaning.module !== 'koa' || listener?.kind !== 'reference') return false;
  return facts.imports.some((it) => it.local === listener.path[0] && !it.module.startsWith('.'));
}

/** `helmet({ contentSecurityPolicy: false })`. */
function switchedOff({ args }: Call): { readonly switchedOff?: number } {
  const options = args[0]?.kind === 'object' ? args[0].entries : [];
  const count = options.filter((it) => it.value.kind === 'literal' && it.value.value === false).length;
  return count > 0 ? { switchedOff: count } : {};
}

function kindOfRole(role: MiddlewareRole): SafeguardKind | undefined {
  switch (role) {
    case 'request-id':
    case 'security-headers':
      return role;
    case 'error':
    case 'recover':
      return 'error-handler';
    default:
      return undefined;
  }
}

/** Django REST framework's and Echo's own places for the function that answers errors. */
function fromSettings(facts: CodeFacts): Concept[] {
  const inSettings = facts.bindings.flatMap(({ scope, origin }) =>
    scope === 0 && origin.kind === 'value' && origin.value.kind === 'object'
      ? origin.value.entries
          .filter((it) => it.key === 'EXCEPTION_HANDLER')
          .map((it) => safeguard('error-handler', it.key, { scope: 0, span: it.span }))
      : [],
  );
  const assigned = facts.assignments
    .filter((it) => it.target.at(-1) === 'HTTPErrorHandler')
    .map((it) => safeguard('error-handler', 'HTTPErrorHandler', it));
  const inCalls = facts.calls.flatMap((it, id) =>
    it.keywords.some((keyword) => keyword.name === 'exception_handlers')
      ? [safeguard('error-handler', 'exception_handlers', { scope: it.scope, span: it.span, call: id })]
      : [],
  );
  // NestJS: the token under which a module provides its filter.
  const tokens = facts.imports
    .filter((it) => it.imported === 'APP_FILTER')
    .map((it) => safeguard('error-handler', 'APP_FILTER', { scope: it.scope, span: it.moduleSpan }));
  return [...inSettings, ...assigned, ...inCalls, ...tokens];
}

/** `for name, value := range headers { c.Header(name, value) }`: whoever configures the server says which headers it sends. */
function configuredHeaders(facts: CodeFacts): Concept[] {
  return facts.calls.flatMap((call, id): Concept[] => {
    const first = call.args[0];
    const name = first?.kind === 'reference' && first.path.length === 1 ? first.path[0] : undefined;
    if (
      name === undefined ||
      call.args.length !== 2 ||
      !/^(Header|setHeader|set|Set|header|setdefault)$/.test(call.callee.path.at(-1) ?? '')
    )
      return [];
    if (!/^(c|ctx|context|res|resp|response|reply|w|h|headers)$/.test(call.callee.path[0] ?? '')) return [];
    for (let at: ScopeId | undefined = call.scope; at !== undefined; at = facts.scopes[at]?.parent) {
      if (facts.scopes[at]?.loop?.variables.includes(name))
        return [
          safeguard('security-headers', call.callee.path.join('.'), { scope: call.scope, span: call.span, call: id }, 'code'),
        ];
      if (facts.scopes[at]?.fn) return [];
    }
    return [];
  });
}

function fromFunctions(facts: CodeFacts): Concept[] {
  return facts.scopes
    .flatMap((scope, id): Concept[] => {
      if (!scope.fn) return [];
      const place = { scope: id, span: scope.fn.nameSpan };
      const name = scope.fn.name ?? '';
      if (isErrorMiddleware(facts, scope.fn)) return [safeguard('error-handler', name, place)];
      const what = kindByName(name) ?? kindByName(scope.fn.owner ?? '');
      return what ? [safeguard(what, name, place, 'code')] : [];
    })
    .concat(
      catchingMiddleware(facts),
      facts.classes.flatMap((it) => {
        const what = kindByName(it.name);
        return what ? [safeguard(what, it.name, { scope: it.scope, span: it.nameSpan }, 'code')] : [];
      }),
    );
}

/** Express tells error handlers apart by their four parameters. */
function isErrorMiddleware(facts: CodeFacts, { parameters }: FunctionDetails): boolean {
  if (facts.language !== 'typescript' && facts.language !== 'javascript') return false;
  const [error, , response, next] = parameters;
  return (
    parameters.length === 4 &&
    /^_*(e|er|err|error|ex|exception)$/i.test(error?.name ?? '') &&
    /^_*(res|resp|response|reply)\w*$/i.test(response?.name ?? '') &&
    next !== undefined
  );
}

/** Koa, Hono and their like: a middleware that awaits what follows inside a `try` sees every error. */
function catchingMiddleware(facts: CodeFacts): Concept[] {
  return facts.calls.flatMap((call, id) => {
    const [name] = call.callee.path;
    const isNext = call.isAwaited && call.callee.path.length === 1 && (name === 'next' || name === 'call_next');
    return isNext && isInTry(facts, call.scope)
      ? [safeguard('error-handler', 'next', { scope: call.scope, span: call.span, call: id })]
      : [];
  });
}

/** Names that functions, classes and middleware have that do nothing else. */
function kindByName(name: string): SafeguardKind | undefined {
  if (name.length < 8 || !/header|helmet|id|health|liveness|readiness/i.test(name)) return undefined;
  if (/security_?headers?|secure_?headers?|^helmet/i.test(name)) return 'security-headers';
  if (
    /(request|correlation|trace)_?id_?(middleware|handler|hook|interceptor|filter)|^(with|set|add|assign|generate|inject|ensure|attach)_?(request|correlation|trace)_?id/i.test(
      name,
    )
  )
    return 'request-id';
  if (/^(correlation|request|trace)_?id_?(middleware)?$/i.test(name)) return 'request-id';
  if (/health_?check|^healthz$|liveness|readiness/i.test(name)) return 'health-check';
  return undefined;
}

const ID_NAME = /^(request|correlation|req|trace|x_?request|x_?correlation)_?id$/i;
const KEEPS = new Set(['Set', 'set', 'bind', 'bind_contextvars', 'bound_contextvars', 'setTag', 'WithValue']);
const MAKES_ID = /^(uuid\w*|v4|randomUUID|crypto|nanoid|ulid|cuid|secrets|xid|ksuid|uniqid|shortid)$/i;

/** `req.id = randomUUID()`, `g.request_id = …`, `const requestId = headers[…] ?? uuid()`: an id made for a request. */
function fromNames(facts: CodeFacts): Concept[] {
  const assigned = facts.assignments
    .filter((it) => isRequestId(it, facts.language))
    .map((it) => safeguard('request-id', it.target.join('.'), it, 'code'));
  const bound = facts.bindings
    .filter((it) => ID_NAME.test(it.name) && enclosingFunction(facts, it.scope) !== undefined && makesId(facts, it))
    .map((it) => safeguard('request-id', it.name, { scope: it.scope, span: it.span }, 'code'));
  // Go and others keep it in a context under this name.
  const kept = facts.calls.flatMap((it, id) => {
    const first = it.args[0];
    if (!KEEPS.has(it.callee.path.at(-1) ?? '')) return [];
    const isNamed =
      (first?.kind === 'literal' && typeof first.value === 'string' && ID_NAME.test(first.value)) ||
      it.keywords.some((keyword) => ID_NAME.test(keyword.name));
    return isNamed
      ? [safeguard('request-id', it.callee.path.join('.'), { scope: it.scope, span: it.span, call: id }, 'code')]
      : [];
  });
  return [...assigned, ...bound, ...kept];
}

function isRequestId({ target }: Assignment, language: CodeFacts['language']): boolean {
  const last = target.at(-1) ?? '';
  const owner = target.at(-2) ?? '';
  return (
    target.length > 1 &&
    // Fields of Go that others see begin with a capital: `request["id"]` is an entry of a map, of a body perhaps.
    ((last === 'id' && language !== 'go' && /^(req|request)$/.test(owner)) ||
      (ID_NAME.test(last) && /^(req|request|g|ctx|c|state|locals|context|local|extra|record)$/.test(owner)))
  );
}

function makesId(
  facts: CodeFacts,
  {
    mentions,
    origin,
  }: { readonly mentions: readonly string[]; readonly origin: { readonly kind: string; readonly value?: Value } },
): boolean {
  if (mentions.some((it) => MAKES_ID.test(it))) return true;
  const call = origin.value?.kind === 'call' ? facts.calls[origin.value.call] : undefined;
  return call?.callee.path.some((it) => MAKES_ID.test(it)) ?? false;
}
