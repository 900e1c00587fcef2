import type { FileEdit } from '#fixes/edit.ts';
import type { Wording } from '#fixes/wording.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Unit } from '#workspace/units.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { addBeside, type Neighbour, neighbourAt } from '../route-beside.ts';
import { isGuard } from '../route-guard.ts';

/** Answers `GET /health` beside the first route that hangs right below the origin, for servers whose routes go into a router of their own. */
export function healthBesideRoute(workspace: Workspace, unit: Unit, note: Wording): FileEdit | undefined {
  const beside = besideRoute(workspace, unit);
  if (!beside) return undefined;
  const { neighbour, form } = beside;
  const code = form(neighbour, methodWritten(workspace, neighbour));
  const packages = neighbour.code.facts.language === 'go' ? [{ module: 'net/http' }] : [];
  return addBeside(workspace, neighbour, { code: () => code, packages, note });
}

/** The route that the new one is put beside. */
export function besideRoute(
  workspace: Workspace,
  unit: Unit,
): { readonly route: ComposedRoute; readonly neighbour: Neighbour; readonly form: HealthForm } | undefined {
  for (const route of workspace.routesOf(unit).routes) {
    const form = HEALTH[route.framework];
    const neighbour = form && isBelowOrigin(workspace, route) ? neighbourAt(workspace, route.path, route.concept) : undefined;
    if (form && neighbour) return { route, neighbour, form };
  }
  return undefined;
}

type HealthForm = (neighbour: Neighbour, method: string) => string;

/** Nothing stands before the path that is written at the route, and nobody has to sign in for it. */
function isBelowOrigin(workspace: Workspace, { path, concept, segments, chain }: ComposedRoute): boolean {
  const route = concept === undefined ? undefined : workspace.files.get(path)?.visible[concept];
  if (route?.kind !== 'route' || route.path === undefined || !segments || chain.some(isGuard)) return false;
  return route.path.split('/').filter((it) => it !== '').length === segments.length;
}

/** Since its version 1.22 Go takes `GET /orders` for a pattern; code for older ones has paths alone. */
export function methodWritten(workspace: Workspace, { code, registered }: Neighbour): string {
  const [pattern] = registered.args;
  const text = pattern && workspace.textOf(code.path)?.slice(pattern.span.start, pattern.span.end);
  return /^["`][A-Z]+ /.test(text ?? '') ? 'GET ' : '';
}

const HEALTH: Readonly<Record<string, HealthForm>> = {
  'koa-router': ({ router }) => `${router}.get('/health', (ctx) => {\n\tctx.body = { status: 'ok' };\n});`,
  'net-http': ({ router }, method) =>
    `${router}.HandleFunc("${method}/health", func(w http.ResponseWriter, _ *http.Request) {\n\tw.WriteHeader(http.StatusOK)\n})`,
  'gorilla-mux': ({ router }) =>
    `${router}.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {\n\tw.WriteHeader(http.StatusOK)\n}).Methods(http.MethodGet)`,
};
