import type { MiddlewareUse, Mount, Route } from '#concepts/kinds/routing.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';

export type Registration = Route | Mount | MiddlewareUse;

/** A pair that stands in the wrong order. */
export interface Violation {
  readonly rule: string;
  readonly one: MiddlewareUse;
  readonly other: Registration;
  readonly isSoft: boolean;
}

/** The pairs of a chain that stand in the wrong order; the chain is all that is registered on one app or router. */
export function violations(code: LiftedCode, chain: readonly Registration[]): Violation[] {
  const framework = chain[0]?.framework ?? '';
  if (framework === 'django') return djangoViolations(chain.filter((it) => it.kind === 'middleware'));
  if (framework === 'fastapi') return fastapiViolations(chain.filter((it) => it.kind === 'middleware'));
  if (framework === 'gin' || framework === 'chi') return goViolations(code, chain);
  // On the whole server of echo the order does not matter; a group gives its routes what it has when they are registered.
  if (framework === 'echo') return isGroup(code, chain) ? goViolations(code, chain) : [];
  if (framework === 'koa') return koaViolations(chain);
  return framework === 'express' ? expressViolations(chain) : [];
}

function expressViolations(chain: readonly Registration[]): Violation[] {
  const found: Violation[] = [];
  chain.forEach((one, index) => {
    if (one.kind !== 'middleware' || (one.path !== undefined && one.path !== '/' && one.path !== '')) return;
    const before = chain.slice(0, index);
    const after = chain.slice(index + 1);
    const coveredBefore = before.find((it) => isCovered(it) && !(one.role === 'body' && hasNoBody(it)));
    const servedAfter = after.find(isCovered);
    if ((one.role === 'error' || one.role === 'not-found') && servedAfter && !one.isConditional) {
      found.push({
        rule: one.role === 'error' ? 'errorBeforeRoutes' : 'notFoundBeforeRoutes',
        one,
        other: servedAfter,
        isSoft: false,
      });
    }
    if (COVERING.has(one.role) && coveredBefore && !(one.role === 'auth' && servedAfter))
      found.push({ rule: 'afterRoutes', one, other: coveredBefore, isSoft: false });
    const auth = before.find((it) => it.kind === 'middleware' && it.role === 'auth');
    if (one.role === 'session' && auth) found.push({ rule: 'sessionAfterAuth', one, other: auth, isSoft: false });
    const body = before.find((it) => it.kind === 'middleware' && it.role === 'body' && it.path === undefined);
    if (SOFT.has(one.role) && body && !coveredBefore) found.push({ rule: 'afterBody', one, other: body, isSoft: true });
  });
  return found;
}

/** What answers GET has no body to be read. */
function hasNoBody(it: Registration): boolean {
  return it.kind === 'route' && (it.method === 'GET' || it.method === 'HEAD');
}

const COVERING = new Set(['body', 'cors', 'auth', 'request-id', 'security-headers', 'session']);
const SOFT = new Set(['rate-limit', 'cors', 'log']);

/** In Koa everything wraps what follows, error handlers too. */
function koaViolations(chain: readonly Registration[]): Violation[] {
  return chain.flatMap((one, index) => {
    if (one.kind !== 'middleware' || !(COVERING.has(one.role) || one.role === 'error')) return [];
    const before = chain.slice(0, index).find(isCovered);
    const servedAfter = chain.slice(index + 1).some(isCovered);
    return before && !(one.role === 'auth' && servedAfter) ? [{ rule: 'afterRoutes', one, other: before, isSoft: false }] : [];
  });
}

/** A route or router that middleware is there for; health checks, webhooks, pages and static files may come first. */
function isCovered(it: Registration): boolean {
  if (it.kind === 'middleware') return false;
  if (it.kind === 'mount' && /health|ready|metrics|status|webhook|static|docs/i.test(it.router)) return false;
  const path = it.path ?? '';
  if (
    it.kind === 'route' &&
    (path === '' || path === '*' || path === '/' || path === '/*' || /^\/?\*/.test(path) || path.includes('splat'))
  )
    return false;
  return (
    !/^\/?(health\w*|metrics|status|ready\w*|live\w*|ping|webhooks?|stripe|static|assets|public|favicon\.ico|docs|api-docs|swagger|uploads?|images?|robots\.txt)(\/|$|\*)/i.test(
      path,
    ) && !/webhook/i.test(path)
  );
}

/** Gin and chi give a route the middleware that stands before it; chi even panics. */
function goViolations(code: LiftedCode, chain: readonly Registration[]): Violation[] {
  return chain.flatMap((one, index) => {
    if (one.kind !== 'middleware' || isGivenAName(code, one)) return [];
    const route = chain.slice(0, index).find((it) => it.kind === 'route' && isCovered(it));
    const servedAfter = chain.slice(index + 1).some((it) => it.kind !== 'middleware');
    // Public routes first and protected ones below is a way to write groups with gin.
    return route && !(one.framework === 'gin' && servedAfter) ? [{ rule: 'afterRoutes', one, other: route, isSoft: false }] : [];
  });
}

/** `admin := users.Use(adminOnly())`: the routes that are meant hang on the new name. */
function isGivenAName({ facts }: LiftedCode, { call }: MiddlewareUse): boolean {
  return (call === undefined ? [] : (facts.calls[call]?.targets ?? [])).some((it) => it !== '_');
}

function isGroup({ facts }: LiftedCode, chain: readonly Registration[]): boolean {
  const name = /^(\w+)(?:@|$)/.exec(chain[0]?.target ?? '')?.[1];
  return facts.bindings.some((it) => {
    if (it.name !== name || it.origin.kind !== 'value' || it.origin.value.kind !== 'call') return false;
    return facts.calls[it.origin.value.call]?.callee.path.at(-1) === 'Group';
  });
}

/** What is added last runs first, so CORS has to be added after whatever can refuse. */
function fastapiViolations(chain: readonly MiddlewareUse[]): Violation[] {
  return chain.flatMap((one, index) => {
    const refusing =
      one.role === 'cors'
        ? chain.slice(index + 1).find((it) => it.role === 'auth' || /auth|jwt|token/i.test(it.name))
        : undefined;
    return refusing ? [{ rule: 'corsInsideAuth', one, other: refusing, isSoft: false }] : [];
  });
}

function djangoViolations(chain: readonly MiddlewareUse[]): Violation[] {
  const pairs: readonly (readonly [string, string])[] = [
    ['session', 'auth'],
    ['cors', 'body'],
    ['security-headers', 'static'],
  ];
  const hard = pairs.flatMap(([first, second]) => {
    const one = chain.find((it) => it.role === first);
    const other = chain.find((it) => it.role === second);
    return one && other && one.order > other.order ? [{ rule: 'wrongPlace', one, other, isSoft: false }] : [];
  });
  const security = chain.find((it) => it.role === 'security-headers');
  const above = security && chain.find((it) => it.order < security.order && BELOW_SECURITY.test(it.name));
  if (!security || !above || hard.some((it) => it.one === security)) return hard;
  return [...hard, { rule: 'wrongPlace', one: security, other: above, isSoft: true }];
}

/** Django's own, which all work on answers that a redirect to HTTPS makes needless. What others bring may have to be first. */
const BELOW_SECURITY = /^django\.(contrib\.(sessions|auth|messages)|middleware\.(common|csrf|locale|clickjacking|gzip|http))\./;
