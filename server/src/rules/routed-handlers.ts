import { functionNumber } from '#concepts/function-place.ts';
import type { LiftedCode } from '#concepts/lifted-file.ts';
import type { ScopeId } from '#facts/code-facts.ts';
import type { ComposedRoute } from '#workspace/route-table.ts';
import type { Workspace } from '#workspace/workspace.ts';

/** The routes that a function answers, with all that a request passes before; empty where none is known. */
export function routesOfHandler(workspace: Workspace, code: LiftedCode, scope: ScopeId): readonly ComposedRoute[] {
  const table = workspace.routesOf(workspace.unitOf(code.path));
  let byHandler = KEPT.get(table);
  if (!byHandler) {
    const found = new Map<string, ComposedRoute[]>();
    for (const route of table.routes) {
      if (!route.handler) continue;
      const key = `${route.handler.path}#${route.handler.fn}`;
      const known = found.get(key);
      if (known) known.push(route);
      else found.set(key, [route]);
    }
    byHandler = found;
    KEPT.set(table, found);
  }
  return byHandler.get(`${code.path}#${functionNumber(code.facts, scope)}`) ?? [];
}

const KEPT = new WeakMap<object, ReadonlyMap<string, readonly ComposedRoute[]>>();

/** What a function is called: its own name, or that of the variable that takes it out of a wrapper: `const list = wrap(async (req, res) => …)`. */
export function nameOfHandler(code: LiftedCode, scope: ScopeId): string {
  const fn = code.facts.scopes[scope]?.fn;
  if (!fn || fn.name !== undefined || !fn.argumentOf) return fn?.name ?? '';
  const { call } = fn.argumentOf;
  return (
    code.facts.bindings.find(
      (it) => it.origin.kind === 'value' && it.origin.value.kind === 'call' && it.origin.value.call === call,
    )?.name ?? ''
  );
}
