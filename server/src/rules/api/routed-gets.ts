import { scopeOfFunction } from '#concepts/function-place.ts';
import { conceptsOf, type LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import { routeSegmentText } from '#workspace/route-text.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { routesAnsweredIn } from '../routed-handlers.ts';

export interface RoutedGet {
  readonly scope: ScopeId;
  /** The path as far as it is known. */
  readonly path: string | undefined;
  /** True where the code says nothing but the place that its router hangs at: `router.get('/', …)`. */
  readonly isRoot: boolean;
}

/** The functions of a file that answer GET requests, each once. */
export function routedGets(workspace: Workspace, code: LiftedCode): RoutedGet[] {
  const found = new Map<ScopeId, RoutedGet>();
  const roots = new Set(conceptsOf(code, 'route').flatMap((it) => (/^\/?$/.test(it.path ?? '-') ? (it.handler ?? []) : [])));
  for (const it of routesAnsweredIn(workspace, code)) {
    if (it.handler === undefined || !/^(GET|ANY)$/.test(it.method)) continue;
    const scope = scopeOfFunction(code.facts, it.handler.fn);
    if (scope === undefined) continue;
    const path = it.segments?.map(routeSegmentText).join('/');
    if (
      it.method === 'GET' ||
      code.facts.language === 'python' ||
      /^(get|list|all|find)/i.test(code.facts.scopes[scope]?.fn?.name ?? '')
    )
      found.set(scope, { scope, path, isRoot: roots.has(scope) });
  }
  for (const it of conceptsOf(code, 'route')) {
    if (it.method === 'GET' && it.handler !== undefined && !found.has(it.handler))
      found.set(it.handler, { scope: it.handler, path: it.path, isRoot: roots.has(it.handler) });
  }
  return [...found.values()];
}
