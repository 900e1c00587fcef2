import type { CodeFacts } from '#facts/code-facts.ts';
import type { Value } from '#facts/value.ts';
import { followValue, functionAt } from '#link/follow.ts';
import type { ChainLink, MiddlewareRole } from '../kinds/routing.ts';
import { listOf, type Seen } from './constant-text.ts';
import type { PlaceContext } from './router-place.ts';

/** What stands between a request and its handler, in order; lists are opened. */
export function linksOf(
  context: PlaceContext,
  values: readonly Seen[],
): { readonly chain: readonly ChainLink[]; readonly isOpen: boolean } {
  let isOpen = false;
  const chain = values.flatMap((seen): ChainLink[] => {
    const list = listOf(context.linker, seen);
    if (list) {
      const inner = linksOf(context, list.items);
      isOpen ||= list.isOpen || inner.isOpen;
      return [...inner.chain];
    }
    const { kind } = seen.value;
    if (kind === 'literal' || kind === 'template' || kind === 'object') return [];
    if (kind === 'opaque') {
      isOpen = true;
      return [];
    }
    return [linkOf(context, providerOf(context, seen))];
  });
  return { chain, isOpen };
}

/** What FastAPI's `Depends(current_user)` provides; the expression itself for all others. */
export function providerOf({ linker, catalog }: PlaceContext, seen: Seen): Seen {
  if (seen.value.kind !== 'call') return seen;
  const facts = linker.names(seen.path)?.facts;
  const index = catalog.providerArgument(linker.callee(seen.path, seen.value.call));
  const provider = index === undefined ? undefined : facts?.calls[seen.value.call]?.args[index];
  return provider ? { ...seen, value: provider } : seen;
}

/** A middleware with its role: by what it is, by its shape, else by its name. */
export function linkOf(context: PlaceContext, seen: Seen): ChainLink {
  const facts = context.linker.names(seen.path)?.facts;
  const name = facts ? nameOf(facts, seen.value) : '';
  return { name, role: facts ? roleOf(context, facts, seen, name) : 'other' };
}

/** How an expression is called in the code; '' where it has no name. */
export function nameOf(facts: CodeFacts, value: Value): string {
  if (value.kind === 'reference') return value.path.join('.');
  if (value.kind === 'call') return facts.calls[value.call]?.callee.path.join('.') ?? '';
  if (value.kind === 'function') return facts.scopes[value.scope]?.fn?.name ?? '';
  return '';
}

/** The role that a name speaks for. */
export function roleByName(name: string): MiddlewareRole {
  const last = name.split('.').at(-1) ?? '';
  // `auth.Middleware`: what it is for stands before the last name.
  if (/(^|\.)auth\w*\.(middleware|handler|handle|protect|require\w*)$/i.test(name)) return 'auth';
  return ROLE_NAMES.find(([pattern]) => pattern.test(last))?.[1] ?? 'other';
}

function roleOf(context: PlaceContext, facts: CodeFacts, { path, scope, value }: Seen, name: string): MiddlewareRole {
  const { linker, catalog } = context;
  const meaning = value.kind === 'call' ? linker.callee(path, value.call) : linker.value(path, scope, value);
  const known = catalog.middlewareRole(meaning);
  if (known) return known;
  const fn =
    value.kind === 'function'
      ? { path, scope: value.scope }
      : (linker.functionOf(meaning) ??
        (value.kind === 'reference' ? functionAt(followValue(linker, path, scope, value)) : undefined));
  const details = fn ? linker.names(fn.path)?.facts.scopes[fn.scope]?.fn : undefined;
  // Express tells error handlers apart by their four parameters.
  const isScript = facts.language !== 'go' && facts.language !== 'python';
  if (isScript && details?.parameters.length === 4 && value.kind !== 'call') return 'error';
  return catalog.declared.middlewareRole(name) ?? roleByName(name);
}

const ROLE_NAMES: readonly (readonly [RegExp, MiddlewareRole])[] = [
  [/^(errorhandler|errormiddleware|handleerrors?|globalerrorhandler|errorconverter)$/i, 'error'],
  [/^(notfound|notfoundhandler|handle404|fourohfour|pagenotfound)$/i, 'not-found'],
  [/^(requestid|correlationid|assignrequestid|requestidmiddleware)$/i, 'request-id'],
  [/^(ratelimiter?|limiter|apilimiter|ratelimitmiddleware|throttle)$/i, 'rate-limit'],
  [/^(requestlogger|httplogger|accesslog|logrequests?|loggermiddleware|morgan.*)$/i, 'log'],
  [
    /^(auth|authenticate|authmiddleware|requireauth|requirelogin|verifytoken|verifyjwt|isauthenticated|ensureauthenticated|jwtauth|checkauth|authmiddlewarefunc)$/i,
    'auth',
  ],
  [
    /(^|_)(login|auth|jwt|token|permissions?|roles?|admin|user)_?(is_?)?(required|protected)$|^require_?(auth|login|user|token|admin|roles?|permissions?|sign_?in)\w*$/i,
    'auth',
  ],
  [
    /^(jwt|auth)_?(guard|middleware|required)$|^(protect|protected|withauth|ensureauth|ensureloggedin|isloggedin|loginrequired|permissionrequired|verifyaccesstoken|authorize|authguard)$/i,
    'auth',
  ],
  [/^(validate|verify|check|ensure|require|with)_?\w*(auth|token|jwt|api_?key|logged_?in|login)\w*$/i, 'auth'],
  [/^get_current_(active_)?\w*user\w*$|^(current_user|active_user)$/i, 'auth'],
  [/^(validate|validator|validaterequest|validatebody|validateschema|celebrate|zvalidator|sjsonvalidator)$/i, 'validation'],
];
