import type { ComposedRoute, RouteSegment } from '#workspace/route-table.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** Paths of a unit's own routes that can be asked without knowing anything else. */
export interface RoutesToTry {
  /** The route that tells whether the server is well; undefined where there is none. */
  readonly health: string | undefined;
  /** GET routes without parameters, the shortest first. */
  readonly reads: readonly string[];
  /** Routes that take a body, without parameters. */
  readonly writes: readonly { readonly method: string; readonly path: string }[];
  /** What all paths of the API begin with; '' where nothing is common. */
  readonly prefix: string;
}

/** `given` is the health route that a person named. */
export function routesToTry(workspace: Workspace, unit: Unit, given: string | undefined): RoutesToTry {
  const routes = workspace.routesOf(unit).routes.flatMap((route) => {
    const path = plainPath(route);
    return path === undefined ? [] : [{ method: route.method, path }];
  });
  const reads = [...new Set(routes.filter((it) => it.method === 'GET' || it.method === 'ANY').map((it) => it.path))];
  reads.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  const writes = routes.filter((it) => ['POST', 'PUT', 'PATCH'].includes(it.method));
  return {
    health: given ?? reads.find((it) => HEALTH.test(it)),
    reads,
    writes: writes.filter((it, index) => writes.findIndex((other) => other.path === it.path) === index),
    prefix: prefixOf(routes.map((it) => it.path)),
  };
}

/** Readiness last: it may say no for a good reason. */
const HEALTH = /\/(?:health|healthz|healthcheck|health-check|heartbeat|livez?|alive|liveness|ping|_health|status)\/?$/i;

/** Undefined for a path with a parameter, or one of which a part is not known. */
function plainPath({ segments }: ComposedRoute): string | undefined {
  if (segments === undefined) return undefined;
  const texts = segments.map((it: RouteSegment) => (it.kind === 'literal' ? it.text : undefined));
  if (texts.includes(undefined)) return undefined;
  return `/${texts.join('/')}`;
}

/** The first segment that most paths share, such as `/api`. */
function prefixOf(paths: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const [first = ''] = path.slice(1).split('/');
    if (first !== '' && path.slice(1).includes('/')) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const [best] = [...counts].sort((one, other) => other[1] - one[1]);
  return best !== undefined && best[1] * 2 > paths.length ? `/${best[0]}` : '';
}
