import type { MiddlewareRole } from '#concepts/kinds/routing.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import { applicationFiles } from '#fixes/modules.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { type GivenHandler, givenHandler } from './given-handler.ts';
import { besideRoute } from './health-beside.ts';

/**
 * Tells whether everybody reaches the health route that is put beside another one: the middleware before it lets all pass, no earlier route takes
 * its path for a parameter, and a server of Go is given its router as it is.
 */
export function isPlainBeside(workspace: Workspace, unit: Unit): boolean {
  const beside = besideRoute(workspace, unit);
  if (!beside) return false;
  const { route, neighbour } = beside;
  const isTaken = workspace
    .routesOf(unit)
    .routes.some(({ segments }) => !segments || (segments[0] && segments[0].kind !== 'literal'));
  if (isTaken || route.isChainOpen || !route.chain.every(({ role }) => PASSING.has(role))) return false;
  return neighbour.code.facts.language !== 'go' || isGiven(workspace, unit, neighbour.code, neighbour.router);
}

/** They answer no request themselves, or only those that are wrong in form. */
const PASSING: ReadonlySet<MiddlewareRole> = new Set([
  'request-id',
  'log',
  'security-headers',
  'cors',
  'body',
  'session',
  'recover',
  'error',
]);

/** The only server of the unit answers with the router itself, or with the one of net/http that it stands at the root of. */
function isGiven(workspace: Workspace, unit: Unit, code: LiftedCode, router: string): boolean {
  const given = applicationFiles(workspace, unit, 'go').flatMap((file) =>
    file.visible.flatMap((it, index) =>
      it.kind === 'listen' && it.framework === 'net-http' ? [givenHandler(workspace, file.path, { kind: 'concept', index })] : [],
    ),
  );
  const [only] = given;
  if (!only || given.length > 1 || only.code !== code) return false;
  const handler = only.text.slice(only.span.start, only.span.end);
  if (handler === router) return isOneName(code, router);
  return (
    (handler === 'nil' || handler === 'http.DefaultServeMux') &&
    (router === 'http' || (isOneName(code, router) && isAtRoot(only, router)))
  );
}

/** `http.Handle("/", router)`. */
function isAtRoot({ code, text }: GivenHandler, router: string): boolean {
  return code.facts.calls.some(({ callee, args: [path, handler] }) => {
    if (callee.path.join('.') !== 'http.Handle' || path?.kind !== 'literal' || path.value !== '/') return false;
    return handler !== undefined && text.slice(handler.span.start, handler.span.end) === router;
  });
}

function isOneName({ facts }: LiftedCode, name: string): boolean {
  const bound = facts.bindings.filter((it) => it.name === name);
  return bound.length === 1 && !facts.scopes.some(({ fn }) => fn?.parameters.some((it) => it.name === name));
}
